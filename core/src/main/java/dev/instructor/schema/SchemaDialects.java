package dev.instructor.schema;

import java.util.List;
import java.util.Optional;

/**
 * The schema dialects of this library.
 *
 * <p>All of them send an object at the root, minified and without {@code title}: any other root is
 * wrapped into an object with one property, {@code items} for an array, {@code entries} for a map
 * that is sent as a list of entries, {@code value} otherwise ({@code result} where the schema's own
 * objects have a property of that name).
 */
public final class SchemaDialects {
  private static final SchemaDialect PLAIN = new PlainDialect();
  private static final SchemaDialect OPENAI_STRICT = new OpenAiStrictDialect();
  private static final SchemaDialect ANTHROPIC = new AnthropicDialect();
  private static final SchemaDialect GEMINI = new GeminiDialect();

  private SchemaDialects() {}

  /**
   * Returns {@code plain}: the schema as it is, with an object at the root. For modes in which the
   * vendor does not enforce the schema, and vendors that take all of JSON Schema.
   */
  public static SchemaDialect plain() {
    return PLAIN;
  }

  /**
   * Returns {@code openai-strict}: the subset that OpenAI enforces (OpenAI, "Structured model
   * outputs", section "Supported schemas"). What it cannot say goes into the description and is
   * listed as lost; a schema it cannot take at all is sent as in {@link #plain()}, with {@code
   * strict} false.
   */
  public static SchemaDialect openAiStrict() {
    return OPENAI_STRICT;
  }

  /**
   * Returns {@code anthropic}: the subset that Anthropic enforces, in structured outputs and in
   * strict tools (Anthropic, "Structured outputs", sections "JSON Schema limitations" and "Schema
   * complexity limits"). Recursion is written out, to at most 5 levels. What it cannot say goes
   * into the description and is listed as lost; a schema it cannot take at all is sent as in {@link
   * #plain()}, with {@code strict} false.
   */
  public static SchemaDialect anthropic() {
    return ANTHROPIC;
  }

  /**
   * Returns {@code gemini}: the subset that Google enforces in {@code responseJsonSchema} and in
   * the parameters of functions (Gemini API, "Structured outputs"). What it cannot say goes into
   * the description and is listed as lost; the form of the answer stays what it was.
   */
  public static SchemaDialect gemini() {
    return GEMINI;
  }

  /** Returns the dialect of this name, or nothing if there is none. */
  public static Optional<SchemaDialect> named(String name) {
    return all().stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  /** Returns all dialects. */
  public static List<SchemaDialect> all() {
    return List.of(PLAIN, OPENAI_STRICT, ANTHROPIC, GEMINI);
  }
}
