package dev.instructor.test;

/**
 * A stand-in for Anthropic's Messages API: an HTTP/1.1 server on loopback that answers from a
 * script and refuses what Anthropic refuses, in Anthropic's words.
 *
 * <pre>{@code
 * try (AnthropicTwin twin = AnthropicTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("anthropic/claude-sonnet-5-5").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>Where a request lets the model think, a thinking block with a signature comes first. A request
 * beyond the script is answered with the type {@code twin_error}. The base URL has no {@code /v1};
 * the key is accepted as a key and as a bearer token.
 */
public final class AnthropicTwin extends Twin<AnthropicTwin> {
  private AnthropicTwin(TwinSettings settings) {
    super(settings, "", script -> new AnthropicSide(settings, script));
  }

  /** Starts a twin. */
  public static AnthropicTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<AnthropicTwin, Builder> {
    private Builder() {
      super(AnthropicTwin.class, "anthropic/claude-sonnet-5-5", "sk-ant-twin-0123456789");
    }

    @Override
    public AnthropicTwin start() {
      return new AnthropicTwin(settings());
    }
  }
}
