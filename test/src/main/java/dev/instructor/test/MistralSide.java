package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What Mistral's chat completions refuse, and their words, as users reported them. */
final class MistralSide implements VendorSide {
  private static final String PATH = "/v1/chat/completions";
  private static final String INVALID = "invalid_request_error";

  private final TwinSettings settings;
  private final TwinScript script;

  MistralSide(TwinSettings settings, TwinScript script) {
    this.settings = settings;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    if (!request.path().equals(PATH)) {
      throw new Refused(404, "", "", "", "no Route matched with those values");
    }
    if (!received
        .headers()
        .getOrDefault("Authorization", "")
        .equals("Bearer " + settings.apiKey())) {
      throw new Refused(401, "", "", "", "Unauthorized");
    }
    JsonObject body = MistralRequestRules.parse(request.text());
    MistralRequestRules.check(body);
    String model = body.text("model").orElse("");
    if (!settings.hasModel(model)) {
      throw new Refused(400, "invalid_model", "", "1500", "Invalid model: " + model);
    }
    return reply -> respond(body, reply);
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    MistralAnswer answer = MistralAnswer.of(script.served(), body, reply);
    script.tokens(answer.count("prompt_tokens"), answer.count("completion_tokens"));
    if (!body.get("stream").equals(Optional.of(Json.of(true)))) {
      return TwinResponse.json(200, headers("application/json"), answer.whole(), reply.delivery());
    }
    return TwinResponse.of(
        200,
        headers("text/event-stream; charset=utf-8"),
        answer.events(reply.delivery().deltas()),
        true,
        reply.delivery());
  }

  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    Refused words =
        switch (trouble.kind()) {
          case RATE_LIMITED -> new Refused(429, "rate_limited", "", "1300", "Rate limit exceeded");
          case QUOTA_EXCEEDED ->
              new Refused(402, INVALID, "", "", "You have exceeded your current quota.");
          case SERVER_ERROR ->
              new Refused(500, "unreachable_backend", "", "1100", "Internal server error");
          case OVERLOADED ->
              new Refused(
                  503, "service_unavailable", "", "3505", "Service tier capacity exceeded.");
        };
    return error(words, delivery);
  }

  /** As recorded from OpenAI's form; the vendor documents no event of its own. */
  @Override
  public byte[] errorEvent() {
    return ("data: "
            + Json.object()
                .put("object", "error")
                .put("message", "Service tier capacity exceeded.")
                .put("type", "service_unavailable")
                .put("param", Json.ofNull())
                .put("code", "3505")
                .build()
            + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A place is that of the validation, which has a form of its own. */
  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    JsonObject body =
        refusal.status() == 422
            ? MistralRequestRules.validation(refusal)
            : refusal.type().isEmpty()
                ? Json.object().put("message", refusal.words()).build()
                : Json.object()
                    .put("object", "error")
                    .put("message", refusal.words())
                    .put("type", refusal.type())
                    .put("param", Json.ofNull())
                    .put("code", refusal.code().map(Json::of).orElse(Json.ofNull()))
                    .build();
    return TwinResponse.json(refusal.status(), headers("application/json"), body, delivery);
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType, "x-request-id", "req_twin_" + script.count());
  }
}
