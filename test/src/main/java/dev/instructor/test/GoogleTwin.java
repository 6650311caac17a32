package dev.instructor.test;

/**
 * A stand-in for Google's Gemini API and for Vertex AI: an HTTP/1.1 server on loopback that answers
 * from a script and refuses what Google refuses, in Google's words.
 *
 * <pre>{@code
 * try (GoogleTwin twin = GoogleTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("google/gemini-3-flash-preview").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>What is known of a model, such as that it demands signatures, is taken from its name. The base
 * URL has no version; on addresses of Vertex AI the key is a bearer token.
 */
public final class GoogleTwin extends Twin<GoogleTwin> {
  private GoogleTwin(TwinSettings settings) {
    super(settings, "", script -> new GoogleSide(settings, script));
  }

  /** Starts a twin. */
  public static GoogleTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<GoogleTwin, Builder> {
    private Builder() {
      super(GoogleTwin.class, "google/gemini-3-flash-preview", "AIza-twin-0123456789");
    }

    @Override
    public GoogleTwin start() {
      return new GoogleTwin(settings());
    }
  }
}
