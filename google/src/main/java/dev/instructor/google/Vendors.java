package dev.instructor.google;

import static dev.instructor.chat.Mode.JSON;
import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;
import static dev.instructor.provider.Vendor.KeyUse.REQUIRED;

import dev.instructor.anthropic.HostedClaude;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.Thinking;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import dev.instructor.schema.SchemaDialects;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The names of Google's models, as of November 2026. Address and variables are those of Google's
 * own SDK; what is special about a model has its source beside it.
 */
final class Vendors {
  /** Python Instructor's names of the Gemini API. */
  private static final List<String> GEMINI_API = List.of("google", "gemini", "generative-ai");

  private static final String VERTEX_ADDRESS = "GOOGLE_VERTEX_BASE_URL";

  /** Claude on Vertex AI by a name of its own. */
  static final String CLAUDE = "anthropic-vertex";

  private static final List<ProfileRule> MODELS =
      List.of(
          // "Function calling is not enabled for models/gemma-3-27b-it" (BerriAI/litellm#10313).
          rule(PROMPTED)
              .source("BerriAI/litellm#10313, November 2026")
              .thinking(Thinking.NONE)
              .forModels("^(models/)?gemma-[1-3]"),
          // Pydantic AI, profile of Google's models: image models call no functions, and the first
          // of them have no structured output either.
          rule(PROMPTED).thinking(Thinking.UNKNOWN).forModels("gemini-2\\.[05]-flash-.*image"),
          rule(JSON_SCHEMA, JSON, PROMPTED).thinking(Thinking.UNKNOWN).forModels("gemini-.*-image"),
          // Gemini API, "Structured outputs", section "Structured outputs with tools": from Gemini
          // 3
          // on. Before, "Function calling with a response mime type: 'application/json' is
          // unsupported" (googleapis/python-genai#867).
          rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED)
              .besideTools(JSON_SCHEMA, TOOLS)
              .thinking(Thinking.ALWAYS)
              .forModels("gemini-([3-9]|[1-9][0-9])"),
          // Gemini API, "Gemini thinking": 2.5 Pro cannot be told not to, older ones do not think.
          rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED)
              .thinking(Thinking.ALWAYS)
              .forModels("gemini-2\\.5-pro"),
          rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED)
              .thinking(Thinking.OPTIONAL)
              .forModels("gemini-2\\.5"),
          rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED)
              .thinking(Thinking.NONE)
              .forModels("gemini-(1\\.|2\\.0)(?!.*thinking)"),
          rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED));

  private static final List<UnsupportedSignal> UNSUPPORTED =
      List.of(
          signal("function calling is not enabled for", "BerriAI/litellm#10313", TOOLS),
          signal(
              "json mode is not enabled for",
              "google-gemini/deprecated-generative-ai-python#137",
              JSON,
              JSON_SCHEMA),
          ofSchema(
              "exceeds the maximum allowed nesting depth", "googleapis/js-genai#882", JSON_SCHEMA),
          // The schema is too much for either enforced mode.
          ofSchema(
              "produces a constraint that has too many states for serving",
              "googleapis/python-genai#660, cline/cline#7897; of tools: bethington/ghidra-mcp#440",
              JSON_SCHEMA,
              TOOLS));

  /**
   * A way to Google's models.
   *
   * @param vendor address, key and profiles
   * @param endpoint makes the endpoint
   */
  record Service(Vendor vendor, BiFunction<Vendor, ProviderSettings, Endpoint> endpoint) {}

  static final List<Service> ALL =
      Stream.concat(
              GEMINI_API.stream().map(name -> new Service(geminiApi(name), GeminiEndpoint::of)),
              Stream.of(new Service(vertex(), VertexEndpoint::of)))
          .toList();

  private Vendors() {}

  private static Vendor geminiApi(String name) {
    return new Vendor(
        name,
        GeminiEndpoint.ADDRESS,
        List.of("GOOGLE_GEMINI_BASE_URL"),
        List.of("GOOGLE_API_KEY", "GEMINI_API_KEY"),
        REQUIRED,
        GeminiEndpoint.KEY_HEADER,
        Map.of(),
        MODELS,
        UNSUPPORTED);
  }

  private static Vendor vertex() {
    return new Vendor(
        VertexEndpoint.NAME,
        VertexEndpoint.ADDRESS,
        List.of(VERTEX_ADDRESS),
        List.of(VertexEndpoint.TOKEN),
        REQUIRED,
        Endpoint.AUTHORIZATION,
        Map.of(),
        MODELS,
        UNSUPPORTED);
  }

  /**
   * Returns Claude on Vertex AI, under one of its names.
   *
   * @param name {@code vertexai}, where a model's name says that it is Claude, or {@code
   *     anthropic-vertex}
   */
  static Vendor claude(String name) {
    return new Vendor(
        name,
        VertexEndpoint.ADDRESS,
        List.of("ANTHROPIC_VERTEX_BASE_URL", VERTEX_ADDRESS),
        List.of(VertexEndpoint.TOKEN),
        REQUIRED,
        Endpoint.AUTHORIZATION,
        Map.of(),
        HostedClaude.profiles(),
        HostedClaude.unsupported());
  }

  private static ProfileRule rule(Mode... modes) {
    return ProfileRule.of(SchemaDialects.plain(), modes)
        .source("Gemini API, Structured outputs; Function calling; Gemini thinking, November 2026")
        .parallelCalls(ParallelCalls.ALLOWED)
        .dialect(SchemaDialects.gemini(), JSON_SCHEMA, TOOLS)
        .maxTokensParameter("maxOutputTokens")
        .toolChoice(ToolChoice.NAMED)
        .enforcing(JSON_SCHEMA, TOOLS);
  }

  private static UnsupportedSignal ofSchema(String text, String source, Mode... rulesOut) {
    return new UnsupportedSignal(400, text, List.of(rulesOut), source, true);
  }

  private static UnsupportedSignal signal(String text, String source, Mode... rulesOut) {
    return new UnsupportedSignal(400, text, List.of(rulesOut), source);
  }
}
