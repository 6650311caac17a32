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
  private static final SchemaDialect OPENAI_STRICT = new SubsetDialect(Subsets.OPENAI);
  private static final SchemaDialect ANTHROPIC = new SubsetDialect(Subsets.ANTHROPIC);
  private static final SchemaDialect GEMINI = new GeminiDialect();
  private static final SchemaDialect BEDROCK = new SubsetDialect(Subsets.BEDROCK);
  private static final SchemaDialect NOVA = new SubsetDialect(Subsets.NOVA);
  private static final SchemaDialect COHERE = new SubsetDialect(Subsets.COHERE);
  private static final SchemaDialect MISTRAL = new SubsetDialect(Subsets.MISTRAL);
  private static final SchemaDialect GROQ = new SubsetDialect(Subsets.GROQ);
  private static final SchemaDialect CEREBRAS = new SubsetDialect(Subsets.CEREBRAS);
  private static final SchemaDialect FIREWORKS = new SubsetDialect(Subsets.FIREWORKS);
  private static final SchemaDialect XAI = new SubsetDialect(Subsets.XAI);
  private static final SchemaDialect OLLAMA = new SubsetDialect(Subsets.OLLAMA);
  private static final SchemaDialect LLAMA_CPP = new SubsetDialect(Subsets.LLAMA_CPP);

  private static final List<SchemaDialect> ALL =
      List.of(
          PLAIN,
          OPENAI_STRICT,
          ANTHROPIC,
          GEMINI,
          BEDROCK,
          NOVA,
          COHERE,
          MISTRAL,
          GROQ,
          CEREBRAS,
          FIREWORKS,
          XAI,
          OLLAMA,
          LLAMA_CPP);

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

  /**
   * Returns {@code bedrock}: the subset that Amazon Bedrock enforces for models of all families
   * (Amazon Bedrock, "Get validated JSON results from models"). Claude's also keep to the limits of
   * {@link #anthropic()}.
   */
  public static SchemaDialect bedrock() {
    return BEDROCK;
  }

  /**
   * Returns {@code nova}: what Amazon's Nova models take as a tool's schema (Amazon Nova, "Defining
   * a tool"). There are no definitions: what is referred to stands in each place, recursion to at
   * most 5 levels. Alternatives that a property of fixed values tells apart are sent as one object.
   */
  public static SchemaDialect nova() {
    return NOVA;
  }

  /**
   * Returns {@code cohere}: the subset that Cohere enforces (Cohere, "How do Structured Outputs
   * Work?"). Recursion is written out, to at most 5 levels.
   */
  public static SchemaDialect cohere() {
    return COHERE;
  }

  /**
   * Returns {@code mistral}: what Mistral shows of its structured outputs (Mistral, "Custom
   * Structured Outputs"). Recursion is written out, to at most 5 levels.
   */
  public static SchemaDialect mistral() {
    return MISTRAL;
  }

  /**
   * Returns {@code groq}: the subset that Groq enforces with {@code strict} (Groq, "Structured
   * Outputs"). It has to tell the alternatives of a choice apart by one property.
   */
  public static SchemaDialect groq() {
    return GROQ;
  }

  /**
   * Returns {@code cerebras}: the subset that Cerebras enforces with {@code strict} (Cerebras,
   * "Structured Outputs"), in at most 5,000 characters. Recursion is written out, to at most 5
   * levels.
   */
  public static SchemaDialect cerebras() {
    return CEREBRAS;
  }

  /**
   * Returns {@code fireworks}: the subset that Fireworks enforces (Fireworks, "Structured
   * Outputs").
   */
  public static SchemaDialect fireworks() {
    return FIREWORKS;
  }

  /**
   * Returns {@code xai}: the subset that xAI guarantees, for answers and for the arguments of tools
   * (xAI, "Structured Outputs"). Recursion is written out, to at most 5 levels.
   */
  public static SchemaDialect xai() {
    return XAI;
  }

  /**
   * Returns {@code ollama}: what Ollama enforces by llama.cpp's grammars; as {@link #llamaCpp()}.
   */
  public static SchemaDialect ollama() {
    return OLLAMA;
  }

  /**
   * Returns {@code llamacpp}: the subset of which llama.cpp makes a grammar (llama.cpp, "GBNF
   * Guide").
   */
  public static SchemaDialect llamaCpp() {
    return LLAMA_CPP;
  }

  /** Returns the dialect of this name, or nothing if there is none. */
  public static Optional<SchemaDialect> named(String name) {
    return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  /** Returns all dialects. */
  public static List<SchemaDialect> all() {
    return ALL;
  }
}
