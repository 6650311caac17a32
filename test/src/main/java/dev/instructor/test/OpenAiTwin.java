package dev.instructor.test;

/**
 * A stand-in for OpenAI's chat completions: an HTTP/1.1 server on loopback that answers from a
 * script and refuses what OpenAI refuses, in OpenAI's words.
 *
 * <pre>{@code
 * try (OpenAiTwin twin = OpenAiTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("openai/gpt-5-mini").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>A request beyond the script is answered with the code {@code script_exhausted}. The base URL
 * ends in {@code /v1}.
 */
public final class OpenAiTwin extends Twin<OpenAiTwin> {
  private OpenAiTwin(TwinSettings settings, boolean compatible) {
    super(settings, "/v1", script -> new ChatCompletionsSide(settings, compatible, script));
  }

  /** Starts a twin with OpenAI's own rules. */
  public static OpenAiTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<OpenAiTwin, Builder> {
    private boolean compatible;

    private Builder() {
      super(OpenAiTwin.class, "openai/gpt-5-mini", "sk-twin-0123456789");
    }

    /**
     * Makes the twin a server that is merely compatible with OpenAI: it takes any path and any
     * parameter, needs no key (though a wrong one is refused), and refuses only what has no
     * messages.
     */
    public Builder compatible() {
      this.compatible = true;
      return this;
    }

    @Override
    public OpenAiTwin start() {
      return new OpenAiTwin(settings(), compatible);
    }
  }
}
