package dev.instructor.test;

/**
 * A stand-in for Cohere's Chat API, version 2: an HTTP/1.1 server on loopback that answers from a
 * script and refuses what Cohere refuses, in Cohere's words.
 *
 * <pre>{@code
 * try (CohereTwin twin = CohereTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("cohere/command-a-03-2025").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>Models that reason think first, unless the request switches that off, and a call of a tool has
 * a plan in front of it. The vendor marks no refusals: the words of one are a text. The base URL
 * has no version in it.
 */
public final class CohereTwin extends Twin<CohereTwin> {
  private CohereTwin(TwinSettings settings) {
    super(settings, "", script -> new CohereSide(settings, script));
  }

  /** Starts a twin. */
  public static CohereTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<CohereTwin, Builder> {
    private Builder() {
      super(CohereTwin.class, "cohere/command-a-03-2025", "co-twin-0123456789");
    }

    @Override
    public CohereTwin start() {
      return new CohereTwin(settings());
    }
  }
}
