package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.golden.GoldenFile;
import dev.instructor.golden.GoldenTypes;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.test.AnthropicSchemaRules;
import dev.instructor.test.GeminiSchemaRules;
import dev.instructor.test.OpenAiStrictRules;
import dev.instructor.test.VendorSchemaRules;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every dialect makes of every golden type and of schemas written by hand. */
class DialectGoldenTest {
  /** What each vendor refuses, for the dialects that are made to be enforced. */
  private static final Map<String, Function<JsonObject, List<?>>> RULES =
      Map.of(
          "openai-strict", OpenAiStrictRules::violations,
          "anthropic", AnthropicSchemaRules::violations,
          "gemini", GeminiSchemaRules::violations);

  private static List<?> violations(String dialect, JsonObject sent) {
    Function<JsonObject, List<?>> own = RULES.get(dialect);
    return own == null ? VendorSchemaRules.violations(dialect, sent) : own.apply(sent);
  }

  static Stream<Arguments> cases() {
    return SchemaDialects.all().stream()
        .flatMap(dialect -> schemas().map(each -> Arguments.of(dialect.name(), each.name(), each)));
  }

  private record Named(String name, JsonSchema schema) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Named> schemas() {
    return Stream.concat(
        GoldenTypes.all().stream().map(type -> new Named(type.name(), type.schema())),
        RawSchemas.all().entrySet().stream().map(raw -> new Named(raw.getKey(), raw.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void adapt_goldenSchema_isAsWritten(String dialect, String name, Object named) {
    AdaptedSchema adapted =
        SchemaDialects.named(dialect).orElseThrow().adapt(((Named) named).schema());

    GoldenFile.assertMatches(dialect, name, written(adapted));
    assertThat(adapted.schema().text("type")).contains("object");
    JsonSchema.of(adapted.schema()).requireValid();
    if (adapted.strict()) {
      assertThat(violations(dialect, adapted.schema())).isEmpty();
    } else if (!dialect.equals("plain")) {
      assertThat(adapted.lost()).isNotEmpty();
    }
  }

  @Test
  void adapt_goldenTypesForGemini_areAllEnforced() {
    assertThat(GoldenTypes.all())
        .allMatch(type -> SchemaDialects.gemini().adapt(type.schema()).strict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-strict", "anthropic"})
  void adapt_goldenTypes_areStrictButForFreeProperties(String name) {
    SchemaDialect dialect = SchemaDialects.named(name).orElseThrow();
    List<String> notStrict =
        GoldenTypes.all().stream()
            .filter(type -> !dialect.adapt(type.schema()).strict())
            .map(type -> type.name())
            .toList();

    assertThat(notStrict).containsExactly("any-setter");
  }

  private static JsonObject written(AdaptedSchema adapted) {
    List<Json> lost =
        adapted.lost().stream()
            .<Json>map(loss -> Json.of(loss.pointer() + " " + loss.keyword() + ": " + loss.note()))
            .toList();
    return Json.object()
        .put("strict", adapted.strict())
        .put("lost", Json.array(lost))
        .put("schema", adapted.schema())
        .build();
  }
}
