package dev.instructor.ollama;

import static dev.instructor.chat.Mode.JSON;
import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.provider.LocalServer;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.Vendor;
import dev.instructor.schema.SchemaDialects;
import java.util.List;

/** The vendor as data, as of November 2026. */
final class Ollama {
  static final String NAME = "ollama";
  static final String HOST = "OLLAMA_HOST";

  /**
   * Its own server: "Structured Outputs"; there is no choice among tools ("API", "Chat"); "Tool
   * calling", section "Parallel tool calling".
   */
  private static final ProfileRule LOCAL =
      rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED)
          .source("Ollama, Structured Outputs; API, November 2026")
          .dialect(SchemaDialects.ollama(), JSON_SCHEMA)
          .enforcing(JSON_SCHEMA);

  /** "Structured Outputs": the vendor's cloud does not support them. */
  private static final ProfileRule CLOUD =
      rule(TOOLS, PROMPTED).source("Ollama, Structured Outputs: not in its cloud, November 2026");

  private static final List<UnsupportedSignal> UNSUPPORTED =
      List.of(
          new UnsupportedSignal(
              400, "does not support tools", List.of(TOOLS), "ollama/ollama#14795, #13578"),
          grammar(400),
          grammar(500));

  /** Address and variables: "FAQ" and "Authentication"; the base URL's name is our own. */
  static final Vendor VENDOR =
      Vendor.of(
              NAME,
              "http://localhost:11434",
              "",
              // "Cloud": models that run there have names that say so.
              CLOUD.forModels("[:-]cloud$"),
              LOCAL)
          .baseUrlFrom("OLLAMA_BASE_URL", HOST)
          .keyFrom(Vendor.KeyUse.OPTIONAL, "OLLAMA_API_KEY")
          // "CLI Reference"; "API", "List models".
          .server(
              new LocalServer(
                  "Ollama", "ollama serve", List.of("ollama pull {model}"), "/api/tags"))
          .unsupported(UNSUPPORTED);

  private static final Vendor HOSTED = Vendor.of(NAME, "", "", CLOUD).unsupported(UNSUPPORTED);

  private Ollama() {}

  private static ProfileRule rule(Mode... modes) {
    return ProfileRule.of(SchemaDialects.plain(), modes)
        .toolChoice(ToolChoice.AUTO)
        .parallelCalls(ParallelCalls.ALLOWED)
        .maxTokensParameter("num_predict");
  }

  private static UnsupportedSignal grammar(int status) {
    return new UnsupportedSignal(
        status,
        "failed to parse grammar",
        List.of(JSON_SCHEMA),
        "ggml-org/llama.cpp#19051: the server that Ollama runs",
        true);
  }

  /**
   * Returns what is known of a model.
   *
   * @param baseUrl where it runs: all models of the vendor's own address run in its cloud
   */
  static ModelProfile profile(String model, String baseUrl) {
    boolean hosted = baseUrl.matches("https?://(www\\.)?ollama\\.com(:\\d+)?");
    return (hosted ? HOSTED : VENDOR).profile(model);
  }
}
