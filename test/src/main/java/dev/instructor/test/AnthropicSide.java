package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Anthropic's Messages API refuses, and its words. */
final class AnthropicSide implements VendorSide {
  private static final String PATH = "/v1/messages";

  /** "Claude on Vertex AI": the model stands in the path, the version in the body. */
  private static final Pattern VERTEX =
      Pattern.compile(
          "/v1/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/([^/]+):(?:rawPredict|streamRawPredict)");

  private static final String VERTEX_VERSION = "vertex-2023-10-16";
  private static final String NO_CREDIT =
      "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.";

  private final TwinSettings settings;
  private final TwinScript script;

  AnthropicSide(TwinSettings settings, TwinScript script) {
    this.settings = settings;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    Matcher vertex = VERTEX.matcher(request.path());
    boolean onVertex = vertex.matches();
    checkAddress(request, onVertex);
    checkHeaders(received.headers(), onVertex);
    JsonObject stated = AnthropicRequestRules.parse(request.text());
    JsonObject body = onVertex ? fromVertex(stated, vertex.group(1)) : stated;
    AnthropicRequestRules.check(body);
    checkModel(body.text("model").orElse(""));
    return reply -> respond(body, reply);
  }

  /** Returns the request that a body on Vertex AI stands for. */
  private static JsonObject fromVertex(JsonObject body, String model) {
    if (!body.text("anthropic_version").equals(Optional.of(VERTEX_VERSION))) {
      throw AnthropicRequestRules.refused("anthropic_version: Field required");
    }
    if (body.has("model")) {
      throw AnthropicRequestRules.refused("model: Extra inputs are not permitted");
    }
    return body.without("anthropic_version").with("model", Json.of(model));
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    AnthropicAnswer answer = AnthropicAnswer.of(script.served(), body, reply);
    script.tokens(
        AnthropicAnswer.count(answer.usage(), "input_tokens"),
        AnthropicAnswer.count(answer.usage(), "output_tokens"));
    if (!body.get("stream").equals(Optional.of(Json.of(true)))) {
      return json(200, answer.whole(), reply.delivery());
    }
    return TwinResponse.of(
        200,
        headers("text/event-stream; charset=utf-8"),
        answer.events(reply.delivery().deltas()),
        true,
        reply.delivery());
  }

  /** "Errors", section "HTTP errors". */
  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return switch (trouble.kind()) {
      case RATE_LIMITED ->
          error(
              429,
              "rate_limit_error",
              "This request would exceed your organization's rate limit. For details, refer to: https://docs.claude.com/en/api/rate-limits.",
              delivery);
      case QUOTA_EXCEEDED -> error(400, "invalid_request_error", NO_CREDIT, delivery);
      case SERVER_ERROR -> error(500, "api_error", "Internal server error", delivery);
      case OVERLOADED -> error(529, "overloaded_error", "Overloaded", delivery);
    };
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return error(refusal.status(), refusal.type(), refusal.words(), delivery);
  }

  /** "Streaming Messages", section "Error events". */
  @Override
  public byte[] errorEvent() {
    return ("event: error\ndata: " + body("overloaded_error", "Overloaded") + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private TwinResponse error(int status, String type, String message, Delivery delivery) {
    return json(status, body(type, message), delivery);
  }

  private JsonObject body(String type, String message) {
    JsonObject error = Json.object().put("type", type).put("message", message).build();
    return Json.object()
        .put("type", "error")
        .put("error", error)
        .put("request_id", requestId())
        .build();
  }

  private TwinResponse json(int status, JsonObject body, Delivery delivery) {
    return TwinResponse.json(status, headers("application/json"), body, delivery);
  }

  private String requestId() {
    return "req_twin_" + script.count();
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType, "request-id", requestId());
  }

  private static void checkAddress(TwinRequest request, boolean onVertex) {
    if (!onVertex && !request.path().equals(PATH)) {
      throw new Refused(404, "not_found_error", "", "", "Not Found");
    }
    if (!request.method().equals("POST")) {
      throw new Refused(405, "invalid_request_error", "", "", "Method Not Allowed");
    }
  }

  private void checkHeaders(Map<String, String> headers, boolean onVertex) {
    String authorization = headers.getOrDefault("Authorization", "");
    String key =
        authorization.startsWith("Bearer ")
            ? authorization.substring("Bearer ".length())
            : headers.getOrDefault("x-api-key", "");
    if (key.isEmpty()) {
      throw new Refused(401, "authentication_error", "", "", "x-api-key header is required");
    }
    if (!key.equals(settings.apiKey())) {
      throw new Refused(
          401,
          "authentication_error",
          "",
          "",
          authorization.isEmpty() ? "invalid x-api-key" : "Invalid bearer token");
    }
    if (!onVertex && !headers.containsKey("anthropic-version")) {
      throw AnthropicRequestRules.refused("anthropic-version: header is required");
    }
  }

  private void checkModel(String model) {
    if (!settings.hasModel(model)) {
      throw new Refused(404, "not_found_error", "", "", "model: " + model);
    }
  }
}
