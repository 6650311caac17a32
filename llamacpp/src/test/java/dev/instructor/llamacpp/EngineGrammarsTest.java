package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import de.kherud.llama.InferenceParameters;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.llamacpp.internal.grammar.GoldenSchemas;
import dev.instructor.llamacpp.internal.grammar.Grammar;
import dev.instructor.llamacpp.internal.grammar.SchemaGrammar;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the engine itself reads our grammars: it says nothing of one that it cannot read. */
class EngineGrammarsTest {
  @TempDir private static Path cache;

  private static Engine engine() {
    EngineOptions options = EngineOptions.of(Map.of("threads", "1"));
    return Engine.load(TinyModel.file(), GgufHeader.read(TinyModel.file()), options, cache);
  }

  private static String generate(Engine engine, String grammar, int tokens) {
    StringBuilder text = new StringBuilder();
    InferenceParameters parameters =
        new InferenceParameters("To be or").setNPredict(tokens).setSeed(4).setGrammar(grammar);
    engine.generate(
        parameters,
        () -> true,
        more -> {
          text.append(more);
          return true;
        });
    return text.toString();
  }

  @Test
  void everyTypeInEveryDialect_isHeldToItsGrammar() {
    Engine engine = engine();
    int count = 0;
    for (Map.Entry<String, JsonObject> type : GoldenSchemas.all().entrySet()) {
      Grammar grammar = SchemaGrammar.of(type.getValue());

      String begin = generate(engine, grammar.gbnf(), 3);

      assertThat(begin).as(type.getKey()).isNotEmpty();
      assertThat(grammar.matcher().read(begin)).as("%s: %s", type.getKey(), begin).isTrue();
      count++;
    }
    assertThat(count).isGreaterThan(1_000);
  }

  @Test
  void grammarThatTheEngineCannotRead_isIgnoredByIt_whichTheMatcherNotices() {
    String ignored = generate(engine(), "root ::= missing \"", 8);

    assertThat(SchemaGrammar.anyObject().matcher().read(ignored)).as(ignored).isFalse();
  }

  @Test
  void largeGrammar_isReadByTheEngine() {
    StringBuilder schema = new StringBuilder("{\"enum\":[\"v0\"");
    for (int i = 1; i < 3_000; i++) {
      schema.append(",\"v").append(i * 7919L).append('"');
    }
    Grammar grammar = SchemaGrammar.of(Json.parse(schema + "]}").asObject().orElseThrow());

    assertThat(grammar.accepts(generate(engine(), grammar.gbnf(), 40))).isTrue();
  }
}
