package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Cohere's Chat API refuses, and its words ("Errors (status codes and description)"). An error
 * has an id and a message, and no type.
 */
final class CohereSide implements VendorSide {
  private static final String PATH = "/v2/chat";

  private final TwinSettings settings;
  private final TwinScript script;

  CohereSide(TwinSettings settings, TwinScript script) {
    this.settings = settings;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    if (!request.path().equals(PATH)) {
      throw CohereRequestRules.refused(404, "404 page not found");
    }
    if (!request.method().equals("POST")) {
      throw CohereRequestRules.refused(405, "method not allowed");
    }
    checkKey(received.headers().getOrDefault("Authorization", ""));
    JsonObject body = CohereRequestRules.parse(request.text());
    CohereRequestRules.check(body);
    String model = body.text("model").orElse("");
    if (!settings.hasModel(model)) {
      throw CohereRequestRules.refused(
          404,
          "model '%s' not found, make sure the correct model ID was used and that you have access to the model."
              .formatted(model));
    }
    return reply -> respond(body, reply);
  }

  private void checkKey(String authorization) {
    if (authorization.isEmpty()) {
      throw CohereRequestRules.refused(401, "no api key supplied");
    }
    if (!authorization.equalsIgnoreCase("Bearer " + settings.apiKey())) {
      throw CohereRequestRules.refused(401, "invalid api token");
    }
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    CohereAnswer answer = CohereAnswer.of(script.served(), body, reply);
    script.tokens(answer.inputTokens(), answer.outputTokens());
    if (!body.get("stream").equals(Optional.of(Json.of(true)))) {
      return TwinResponse.json(200, headers("application/json"), answer.whole(), reply.delivery());
    }
    return TwinResponse.of(
        200,
        headers("text/event-stream"),
        answer.events(reply.delivery().deltas()),
        true,
        reply.delivery());
  }

  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return switch (trouble.kind()) {
      case RATE_LIMITED ->
          error(
              429,
              "You are past the per minute request limit, please wait and try again later.",
              delivery);
      case QUOTA_EXCEEDED ->
          error(
              402,
              "Please add or update your payment method at https://dashboard.cohere.com/billing?tab=payment to continue",
              delivery);
      case SERVER_ERROR -> error(500, "internal server error", delivery);
      case OVERLOADED -> error(503, "service unavailable", delivery);
    };
  }

  /** API reference, "Chat with Streaming": the last event tells the error. */
  @Override
  public byte[] errorEvent() {
    JsonObject delta =
        Json.object().put("finish_reason", "ERROR").put("error", "service unavailable").build();
    return ("event: message-end\ndata: "
            + Json.object().put("type", "message-end").put("delta", delta).build()
            + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return error(refusal.status(), refusal.words(), delivery);
  }

  private TwinResponse error(int status, String message, Delivery delivery) {
    return TwinResponse.json(
        status,
        headers("application/json"),
        Json.object().put("id", "twin-" + script.count()).put("message", message).build(),
        delivery);
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType);
  }
}
