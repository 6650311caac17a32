package dev.instructor.test;

import java.util.Map;

/**
 * A stand-in for Amazon Bedrock's runtime: Converse and ConverseStream, and InvokeModel and
 * InvokeModelWithResponseStream for Claude. An HTTP/1.1 server on loopback that answers from a
 * script and refuses what Bedrock refuses.
 *
 * <pre>{@code
 * try (BedrockTwin twin = BedrockTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = twin.client("bedrock/us.amazon.nova-2-lite-v1:0").build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>{@link #apiKey()} is accepted as a bearer key, and so are signatures (Signature Version 4)
 * with the credentials of {@link #environment()}, if they fit the request and are at most 15
 * minutes off. A request beyond the script is answered with the type {@code twin_error}. {@link
 * TwinReply#error(int, String, String, String)} with the type {@code ModelStreamErrorException}
 * comes within a stream, as it always does.
 */
public final class BedrockTwin extends Twin<BedrockTwin> {
  private BedrockTwin(TwinSettings settings) {
    super(settings, "", script -> new BedrockSide(settings, script));
  }

  /** Starts a twin. */
  public static BedrockTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the environment of a client that signs its requests: {@code AWS_ACCESS_KEY_ID}, {@code
   * AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN} and {@code AWS_REGION}.
   */
  public static Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        BedrockAuthorization.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        BedrockAuthorization.SECRET_KEY,
        "AWS_SESSION_TOKEN",
        BedrockAuthorization.SESSION_TOKEN,
        "AWS_REGION",
        "eu-central-1");
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<BedrockTwin, Builder> {
    private Builder() {
      super(
          BedrockTwin.class,
          "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
          "bedrock-api-key-twin-0123456789");
    }

    @Override
    public BedrockTwin start() {
      return new BedrockTwin(settings());
    }
  }
}
