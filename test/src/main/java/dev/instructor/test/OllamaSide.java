package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an Ollama server refuses, and its words: its handler of chats, and "Errors". */
final class OllamaSide implements VendorSide {
  private static final String PATH = "/api/chat";

  private final TwinSettings settings;
  private final OllamaTwin.OllamaModels models;
  private final TwinScript script;

  OllamaSide(TwinSettings settings, OllamaTwin.OllamaModels models, TwinScript script) {
    this.settings = settings;
    this.models = models;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    if (!request.path().equals(PATH)) {
      throw OllamaRequestRules.refused(404, "404 page not found");
    }
    if (!request.method().equals("POST")) {
      throw OllamaRequestRules.refused(405, "405 method not allowed");
    }
    String authorization = received.headers().getOrDefault("Authorization", "");
    if (!Set.of("", "Bearer " + settings.apiKey()).contains(authorization)) {
      throw OllamaRequestRules.refused(401, "unauthorized");
    }
    JsonObject body = OllamaRequestRules.parse(request.text());
    OllamaRequestRules.check(body, models);
    String model = body.text("model").orElse("");
    if (!settings.hasModel(model)) {
      throw OllamaRequestRules.refused(404, "model '" + model + "' not found");
    }
    return reply -> respond(body, reply);
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    OllamaAnswer answer = OllamaAnswer.of(body, reply);
    script.served();
    script.tokens(answer.inputTokens(), answer.outputTokens());
    // Unless told otherwise, the server streams.
    if (body.get("stream").equals(Optional.of(Json.of(false)))) {
      return TwinResponse.json(
          200, headers("application/json; charset=utf-8"), answer.whole(), reply.delivery());
    }
    return TwinResponse.of(
        200,
        headers("application/x-ndjson"),
        answer.lines(reply.delivery().deltas()),
        true,
        reply.delivery());
  }

  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return switch (trouble.kind()) {
      case RATE_LIMITED -> error(429, "too many requests", delivery);
      // The cloud's words; a server of one's own has no quota.
      case QUOTA_EXCEEDED ->
          error(402, "you've reached your usage limit, please upgrade to continue", delivery);
      case SERVER_ERROR -> error(500, "llama runner process has terminated", delivery);
      case OVERLOADED ->
          error(503, "server busy, please try again.  maximum pending requests exceeded", delivery);
    };
  }

  /** "Errors", section "Errors that occur while streaming". */
  @Override
  public byte[] errorEvent() {
    return "{\"error\":\"an error was encountered while running the model\"}\n"
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return error(refusal.status(), refusal.words(), delivery);
  }

  private TwinResponse error(int status, String message, Delivery delivery) {
    return TwinResponse.json(
        status,
        headers("application/json; charset=utf-8"),
        Json.object().put("error", message).build(),
        delivery);
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType);
  }
}
