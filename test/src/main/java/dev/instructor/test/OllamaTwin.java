package dev.instructor.test;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A stand-in for an Ollama server with its native interface: an HTTP/1.1 server on loopback that
 * answers from a script and refuses what Ollama refuses, in Ollama's words.
 *
 * <pre>{@code
 * try (OllamaTwin twin = OllamaTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("ollama/qwen3").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>Like a local server it asks for no key, but it takes no wrong one. Models that think do so
 * first, unless the request switches that off; a tool call arrives whole. There are no refusals:
 * the words of one are a text.
 */
public final class OllamaTwin extends Twin<OllamaTwin> {
  private OllamaTwin(TwinSettings settings, OllamaModels models) {
    super(settings, "", script -> new OllamaSide(settings, models, script));
  }

  /** Starts a twin. */
  public static OllamaTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<OllamaTwin, Builder> {
    private Set<String> withoutTools = Set.of();

    private Builder() {
      super(OllamaTwin.class, "ollama/qwen3", "ollama-twin-0123456789");
    }

    /** Sets models that have no tools. */
    public Builder withoutTools(String... models) {
      this.withoutTools = Set.of(models);
      return this;
    }

    @Override
    public OllamaTwin start() {
      return new OllamaTwin(settings(), new OllamaModels(withoutTools));
    }
  }

  /**
   * What models can do ("Thinking", section "Supported models").
   *
   * @param withoutTools those that have no tools
   */
  record OllamaModels(Set<String> withoutTools) {
    private static final Pattern THINKING = Pattern.compile("qwen3|gpt-oss|deepseek-(r1|v3)");

    static boolean think(String model) {
      return THINKING.matcher(model).find();
    }
  }
}
