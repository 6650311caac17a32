package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What OpenAI's chat completions refuse, and their words. */
final class OpenAiSide implements VendorSide {
  private static final String PATH = "/v1/chat/completions";

  private final TwinSettings settings;
  private final boolean compatible;
  private final TwinScript script;
  private final OpenAiRequestRules rules =
      new OpenAiRequestRules(
          schema ->
              OpenAiStrictRules.violations(schema).stream()
                  .findFirst()
                  .map(OpenAiStrictRules.Violation::toString));

  /**
   * Creates the part.
   *
   * @param compatible whether it is a server that is merely compatible with OpenAI
   */
  OpenAiSide(TwinSettings settings, boolean compatible, TwinScript script) {
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
    return reply -> respond(body, reply);
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return json(refusal.status(), refusal.body(), delivery);
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    OpenAiAnswer answer = OpenAiAnswer.of(script.served(), body, reply);
    script.tokens(tokens(answer, "prompt_tokens"), tokens(answer, "completion_tokens"));
    if (!body.get("stream").equals(Optional.of(Json.of(true)))) {
      return json(200, answer.whole(), reply.delivery());
    }
    boolean includeUsage =
        body.at("/stream_options/include_usage").equals(Optional.of(Json.of(true)));
    return TwinResponse.of(
        200,
        headers("text/event-stream; charset=utf-8"),
        answer.events(reply.delivery().deltas(), includeUsage),
        true,
        reply.delivery());
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

  private static Refused words(TwinReply.Content.Trouble trouble) {
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

  private static long tokens(OpenAiAnswer answer, String name) {
    return answer.usage().get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  private TwinResponse json(int status, JsonObject body, Delivery delivery) {
    return TwinResponse.json(status, headers("application/json"), body, delivery);
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
    if (!compatible && !request.path().equals(PATH)) {
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

  private void check(JsonObject body) {
    if (compatible) {
      OpenAiRequestRules.messages(body);
    } else {
      rules.check(body);
    }
    String model = body.text("model").orElse("");
    if (!settings.hasModel(model)) {
      throw new Refused(
          404,
          "invalid_request_error",
          "",
          "model_not_found",
          "The model `%s` does not exist or you do not have access to it.".formatted(model));
    }
  }
}
