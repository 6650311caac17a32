package dev.instructor.test;

import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What OpenAI refuses in whatever interface, and its words. */
abstract class OpenAiSide implements VendorSide {
  private final String path;
  private final TwinSettings settings;
  private final boolean compatible;
  private final TwinScript script;

  /**
   * Creates the part.
   *
   * @param path the interface's path
   * @param compatible whether it is a server that is merely compatible with OpenAI
   */
  OpenAiSide(String path, TwinSettings settings, boolean compatible, TwinScript script) {
    this.path = path;
    this.settings = settings;
    this.compatible = compatible;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    checkAddress(request);
    checkKey(received.headers());
    JsonObject body = OpenAiRequestRules.parse(request.text());
    check(body);
    String model = body.text("model").orElse("");
    if (!settings.hasModel(model)) {
      throw noModel(model);
    }
    return reply -> respond(body, reply);
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return json(refusal.status(), refusal.body(), delivery);
  }

  /**
   * Checks the body.
   *
   * @throws Refused at the first thing that the interface would refuse
   */
  abstract void check(JsonObject body);

  /** Returns the words for a model that there is not. */
  abstract Refused noModel(String model);

  /** Returns the response to a body that was checked. */
  abstract TwinResponse respond(JsonObject body, TwinReply reply);

  /** Returns a response that is one JSON document. */
  TwinResponse json(int status, JsonObject body, Delivery delivery) {
    return TwinResponse.json(status, headers("application/json"), body, delivery);
  }

  /** Returns a response that is a stream of server-sent events. */
  TwinResponse stream(List<byte[]> events, Delivery delivery) {
    return TwinResponse.of(
        200, headers("text/event-stream; charset=utf-8"), events, true, delivery);
  }

  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return error(words(trouble), delivery);
  }

  /** As OpenAI's clients read it: an event that is an error and no chunk. */
  @Override
  public byte[] errorEvent() {
    return ("data: " + words(TwinReply.Content.Trouble.OVERLOADED).body() + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  static Refused words(TwinReply.Content.Trouble trouble) {
    return switch (trouble.kind()) {
      case RATE_LIMITED ->
          new Refused(
              429,
              "requests",
              "",
              "rate_limit_exceeded",
              "Rate limit reached for requests. Please try again in "
                  + trouble.retryAfter().toSeconds()
                  + "s.");
      case QUOTA_EXCEEDED ->
          new Refused(
              429,
              "insufficient_quota",
              "",
              "insufficient_quota",
              "You exceeded your current quota, please check your plan and billing details.");
      case SERVER_ERROR ->
          new Refused(
              500,
              "server_error",
              "",
              "",
              "The server had an error while processing your request. Sorry about that!");
      case OVERLOADED ->
          new Refused(
              503,
              "server_error",
              "",
              "",
              "The engine is currently overloaded, please try again later.");
    };
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of(
        "Content-Type",
        contentType,
        "x-request-id",
        "req_twin_" + script.count(),
        "openai-version",
        "2020-10-01",
        "openai-processing-ms",
        "1");
  }

  private void checkAddress(TwinRequest request) {
    if (!compatible && !request.path().equals(path)) {
      throw new Refused(
          404,
          "invalid_request_error",
          "",
          "",
          "Invalid URL (%s %s)".formatted(request.method(), request.path()));
    }
    if (!request.method().equals("POST")) {
      throw new Refused(
          405,
          "invalid_request_error",
          "",
          "method_not_supported",
          "Not allowed to %s on %s. (HINT: Perhaps you meant to use a different HTTP method?)"
              .formatted(request.method(), request.path()));
    }
  }

  private void checkKey(Map<String, String> headers) {
    String authorization = headers.getOrDefault("Authorization", "");
    String key =
        authorization.startsWith("Bearer ")
            ? authorization.substring("Bearer ".length())
            : headers.getOrDefault("api-key", "");
    if (key.equals(settings.apiKey()) || (compatible && key.isEmpty())) {
      return;
    }
    if (key.isEmpty()) {
      throw new Refused(
          401,
          "invalid_request_error",
          "",
          "",
          "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
    }
    throw new Refused(
        401,
        "invalid_request_error",
        "",
        "invalid_api_key",
        "Incorrect API key provided: ***. You can find your API key at https://platform.openai.com/account/api-keys.");
  }
}
