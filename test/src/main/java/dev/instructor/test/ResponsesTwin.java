package dev.instructor.test;

/**
 * A stand-in for OpenAI's Responses API: an HTTP/1.1 server on loopback that answers from a script
 * and refuses what OpenAI refuses, in OpenAI's words.
 *
 * <pre>{@code
 * try (ResponsesTwin twin = ResponsesTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("openai-responses/gpt-5-mini").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>It stores nothing: an item that is only named by its id is not found, as with {@code store:
 * false}. Models that reason put a reasoning item before their answer, encrypted if that is asked
 * for. A request beyond the script is answered with the code {@code script_exhausted}. The base URL
 * ends in {@code /v1}.
 */
public final class ResponsesTwin extends Twin<ResponsesTwin> {
  private ResponsesTwin(TwinSettings settings) {
    super(settings, "/v1", script -> new ResponsesSide(settings, script));
  }

  /** Starts a twin with OpenAI's own rules. */
  public static ResponsesTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<ResponsesTwin, Builder> {
    private Builder() {
      super(ResponsesTwin.class, "openai-responses/gpt-5-mini", "sk-twin-0123456789");
    }

    @Override
    public ResponsesTwin start() {
      return new ResponsesTwin(settings());
    }
  }
}
