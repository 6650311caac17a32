package dev.instructor.schema;

import static dev.instructor.schema.Feature.ADDITIONAL_PROPERTIES;
import static dev.instructor.schema.Feature.CONSTANTS;
import static dev.instructor.schema.Feature.DEFINITIONS;
import static dev.instructor.schema.Feature.EMPTY_OBJECTS;
import static dev.instructor.schema.Feature.FREE_OBJECTS;
import static dev.instructor.schema.Feature.MAPS;
import static dev.instructor.schema.Feature.NOTHING_REQUIRED;
import static dev.instructor.schema.Feature.RECURSION;
import static dev.instructor.schema.Feature.ROOT_DESCRIPTION;
import static dev.instructor.schema.Feature.ROOT_REFERENCE;
import static dev.instructor.schema.Feature.TUPLES;
import static dev.instructor.schema.Feature.TYPE_LISTS;
import static dev.instructor.schema.Feature.UNIONS;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.SchemaLimit.Measure;
import java.util.List;
import java.util.Set;

/**
 * What each vendor enforces, as of November 2026; the pages are named where they were read. Where a
 * page is silent, the narrower reading is taken: what is not sent is said in the description, and
 * checked on the answer.
 */
final class Subsets {
  /** What fits into the numbers that llama.cpp's converter calculates with. */
  private static final int MOST_DIGITS = 18;

  private static final JsonObject ANY_TYPE =
      Json.object()
          .put(
              "type",
              Json.strings(List.of("object", "array", "string", "number", "boolean", "null")))
          .build();

  /** OpenAI, "Structured model outputs", section "Supported schemas". */
  static final Subset OPENAI =
      Subset.of(
              "openai-strict",
              Set.of(
                  UNIONS,
                  DEFINITIONS,
                  RECURSION,
                  ROOT_REFERENCE,
                  CONSTANTS,
                  TYPE_LISTS,
                  EMPTY_OBJECTS,
                  NOTHING_REQUIRED,
                  ADDITIONAL_PROPERTIES,
                  ROOT_DESCRIPTION))
          .keywords(
              Keywords.NONE
                  .any("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
                  .any("minItems", "maxItems")
                  .formats(
                      "date-time",
                      "time",
                      "date",
                      "duration",
                      "email",
                      "hostname",
                      "ipv4",
                      "ipv6",
                      "uuid")
                  .patterns(Patterns::openAi))
          .limits(
              new SchemaLimit(Measure.PROPERTIES, 5_000),
              new SchemaLimit(Measure.NESTING, 10),
              new SchemaLimit(Measure.NAMES_LENGTH, 120_000),
              new SchemaLimit(Measure.ENUM_VALUES, 1_000),
              new SchemaLimit(Measure.LARGE_ENUM_LENGTH, 15_000));

  /** Anthropic, "Structured outputs", "JSON Schema limitations", "Schema complexity limits". */
  static final Subset ANTHROPIC =
      OPENAI
          .named("anthropic")
          .without(RECURSION)
          .absence(Absence.LEFT_OUT_IN_ORDER)
          .keywords(
              Keywords.NONE
                  .formats(
                      "date-time",
                      "time",
                      "date",
                      "duration",
                      "email",
                      "hostname",
                      "uri",
                      "ipv4",
                      "ipv6",
                      "uuid")
                  .patterns(Patterns::anthropic)
                  .upTo(1, "minItems"))
          .limits(new SchemaLimit(Measure.OPTIONAL, 24), new SchemaLimit(Measure.UNIONS, 16));

  /**
   * Amazon Bedrock, "Get validated JSON results from models": the same keywords as Anthropic's for
   * every model, with no limits stated.
   */
  static final Subset BEDROCK = ANTHROPIC.named("bedrock").unlimited();

  /**
   * Amazon Nova, "Defining a tool": "only three fields are supported in the top-level Object", so
   * there are no definitions; nothing is said of what may stand within.
   */
  static final Subset NOVA =
      Subset.of("nova", Set.of(EMPTY_OBJECTS, NOTHING_REQUIRED, FREE_OBJECTS))
          .absence(Absence.LEFT_OUT)
          .anything(JsonObject.empty());

  /** Groq, "Structured Outputs", section "Schema Requirements". */
  static final Subset GROQ =
      OPENAI
          .named("groq")
          .without(CONSTANTS)
          .keywords(Keywords.NONE)
          .unlimited()
          .further(Disambiguation::problems);

  /**
   * Cerebras, "Structured Outputs", section "Schema Limitations", and its errors: "Unsupported JSON
   * schema fields: {'maximum', 'minimum', 'format'}", "Object fields require at least one of:
   * 'properties' or 'anyOf'".
   */
  static final Subset CEREBRAS =
      OPENAI
          .named("cerebras")
          .without(RECURSION, ROOT_REFERENCE, TYPE_LISTS, CONSTANTS, EMPTY_OBJECTS)
          .with(TUPLES)
          .keywords(Keywords.NONE)
          .limits(new SchemaLimit(Measure.LENGTH, 5_000), new SchemaLimit(Measure.ALTERNATIVES, 5));

  /** xAI, "Structured Outputs", section "JSON Schema support". */
  static final Subset XAI =
      OPENAI
          .named("xai")
          .without(RECURSION, ROOT_REFERENCE)
          .with(MAPS, FREE_OBJECTS, TUPLES)
          .absence(Absence.LEFT_OUT)
          .keywords(
              Keywords.NONE
                  .any("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
                  .upTo(2_048, "minLength", "maxLength")
                  .upTo(256, "minItems", "maxItems")
                  .upTo(64, "minProperties", "maxProperties")
                  .formats("date", "time", "date-time", "email", "uuid", "ipv4", "ipv6", "uri")
                  .patterns(Patterns::xai))
          .unlimited();

  /** Fireworks, "Structured Outputs", section "JSON Schema Support". */
  static final Subset FIREWORKS =
      OPENAI
          .named("fireworks")
          .with(MAPS, FREE_OBJECTS)
          .without(ROOT_REFERENCE)
          .absence(Absence.LEFT_OUT)
          .keywords(
              Keywords.NONE
                  .any("minLength", "maxLength", "minItems", "maxItems")
                  .patterns(Patterns::openAi))
          .unlimited();

  /**
   * Mistral, "Custom Structured Outputs" shows types, required properties and nothing more; its own
   * SDK sends what Pydantic makes ({@code anyOf}, {@code $defs}) with objects closed.
   */
  static final Subset MISTRAL =
      OPENAI
          .named("mistral")
          .without(RECURSION, ROOT_REFERENCE, TYPE_LISTS)
          .absence(Absence.LEFT_OUT_IN_ORDER)
          .keywords(Keywords.NONE)
          .unlimited();

  /** Cohere, "How do Structured Outputs Work?", "Supported" and "Unsupported schema features". */
  static final Subset COHERE =
      OPENAI
          .named("cohere")
          .without(RECURSION, ROOT_REFERENCE, TYPE_LISTS, EMPTY_OBJECTS, NOTHING_REQUIRED)
          .absence(Absence.LEFT_OUT_IN_ORDER)
          .keywords(
              Keywords.NONE.formats("date-time", "uuid", "date", "time").patterns(Patterns::cohere))
          .unlimited();

  /**
   * llama.cpp, "GBNF Guide", section "JSON Schemas → GBNF", and its converter,
   * json-schema-to-grammar: whatever it does not know makes the request fail or goes unenforced.
   * Repetitions from 2,000 on are refused.
   */
  static final Subset LLAMA_CPP =
      OPENAI
          .named("llamacpp")
          .with(MAPS, FREE_OBJECTS)
          .without(ROOT_REFERENCE)
          .absence(Absence.LEFT_OUT_IN_ORDER)
          .anything(ANY_TYPE)
          .keywords(
              Keywords.NONE
                  .when(
                      Subsets::ofInteger,
                      "minimum",
                      "maximum",
                      "exclusiveMinimum",
                      "exclusiveMaximum")
                  .upTo(1_000, "minLength", "maxLength", "minItems", "maxItems")
                  .formats("date", "time", "date-time", "uuid")
                  .patterns(Patterns::llamaCpp))
          .unlimited();

  /** Ollama, "Structured outputs": the format is made a grammar by llama.cpp. */
  static final Subset OLLAMA = LLAMA_CPP.named("ollama");

  private Subsets() {}

  private static boolean ofInteger(Json value, JsonObject schema) {
    return schema.text("type").filter("integer"::equals).isPresent()
        && value instanceof JsonNumber number
        && number.isIntegral()
        && number.toString().length() <= MOST_DIGITS;
  }
}
