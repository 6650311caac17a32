package dev.instructor.test;

/**
 * A stand-in for Mistral's chat completions: an HTTP/1.1 server on loopback that answers from a
 * script and refuses what Mistral refuses, in Mistral's words.
 *
 * <pre>{@code
 * try (MistralTwin twin = MistralTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("mistral/mistral-medium-latest").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>Where the model is asked to reason, parts of thinking come first. The vendor marks no
 * refusals: the words of one are a text. The base URL ends in {@code /v1}.
 */
public final class MistralTwin extends Twin<MistralTwin> {
  private MistralTwin(TwinSettings settings) {
    super(settings, "/v1", script -> new MistralSide(settings, script));
  }

  /** Starts a twin. */
  public static MistralTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<MistralTwin, Builder> {
    private Builder() {
      super(MistralTwin.class, "mistral/mistral-medium-latest", "mistral-twin-0123456789");
    }

    @Override
    public MistralTwin start() {
      return new MistralTwin(settings());
    }
  }
}
