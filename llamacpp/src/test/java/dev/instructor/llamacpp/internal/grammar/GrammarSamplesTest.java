package dev.instructor.llamacpp.internal.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the grammars of the golden types let through, whatever the model. */
class GrammarSamplesTest {
  private static final int SAMPLES = 30;

  @TestFactory
  Stream<DynamicTest> dialectOfLlamaCpp_whateverTheGrammarLetsThrough_keepsToTheSchema() {
    return GoldenSchemas.of("llamacpp").entrySet().stream()
        .map(type -> DynamicTest.dynamicTest(type.getKey(), () -> keepsTo(type.getValue())));
  }

  private static void keepsTo(JsonObject schema) {
    Grammar grammar = SchemaGrammar.of(schema);
    JsonSchema check = JsonSchema.of(schema);
    Random random = new Random(7);
    for (int i = 0; i < SAMPLES; i++) {
      String text = Sampler.sample(grammar.rules(), random);
      if (!text.contains("-02-29")) { // which is not in every year
        assertThat(check.check(Json.parse(text))).as(text).isEmpty();
      }
      assertThat(grammar.accepts(text)).as(text).isTrue();
    }
  }

  @Test
  void everyDialect_everyType_isJsonAndReadsBackAsWritten() {
    for (Map.Entry<String, JsonObject> type : GoldenSchemas.all().entrySet()) {
      Grammar grammar = SchemaGrammar.of(type.getValue());
      Grammar read = GbnfReader.read(grammar.gbnf());
      Random random = new Random(11);
      for (int i = 0; i < 3; i++) {
        String text = Sampler.sample(grammar.rules(), random);
        Json.parse(text);
        assertThat(read.accepts(text)).as("%s: %s", type.getKey(), text).isTrue();
      }
    }
  }
}
