package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Gemini API and Vertex AI refuse, and their words. */
final class GoogleSide implements VendorSide {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "/(?<version>v[0-9][a-z0-9]*)(?<vertex>/projects/[^/]+/locations/[^/]+/publishers/google)?/(?<kind>models|tunedModels)/(?<model>[^/:]+):(?<method>generateContent|streamGenerateContent)");

  private final TwinSettings settings;
  private final TwinScript script;

  /** What an address says. */
  private record Target(String version, boolean vertex, String model, boolean stream) {}

  GoogleSide(TwinSettings settings, TwinScript script) {
    this.settings = settings;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    Target target = target(request);
    checkKey(target, request, received.headers());
    checkModel(target);
    JsonObject body = GoogleRequestRules.parse(request.text());
    GoogleRequestRules.check(body, target.model(), target.vertex());
    return reply -> respond(target, request, body, reply);
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return json(
        refusal.status(),
        error(refusal.status(), refusal.type(), refusal.words(), details(refusal)),
        delivery);
  }

  private TwinResponse respond(
      Target target, TwinRequest request, JsonObject body, TwinReply reply) {
    Delivery delivery = reply.delivery();
    GoogleAnswer answer = GoogleAnswer.of(script.served(), body, target.model(), reply);
    script.tokens(
        GoogleAnswer.count(answer.usage(), "promptTokenCount"),
        GoogleAnswer.count(answer.usage(), "candidatesTokenCount")
            + GoogleAnswer.count(answer.usage(), "thoughtsTokenCount"));
    if (!target.stream()) {
      return json(200, answer.whole(), delivery);
    }
    boolean events = List.of(request.query().split("&")).contains("alt=sse");
    return TwinResponse.of(
        200,
        headers(events ? "text/event-stream" : "application/json; charset=UTF-8"),
        pieces(answer.pieces(delivery.deltas()), events),
        true,
        delivery);
  }

  /** Server-sent events, or without {@code alt=sse} one array that grows. */
  private static List<byte[]> pieces(List<JsonObject> pieces, boolean events) {
    List<byte[]> written = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      String text =
          events
              ? "data: " + pieces.get(i) + "\r\n\r\n"
              : (i == 0 ? "[" : ",\r\n") + pieces.get(i) + (i == pieces.size() - 1 ? "]" : "");
      written.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return written;
  }

  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return switch (trouble.kind()) {
      case RATE_LIMITED -> exhausted("PerMinute", trouble.retryAfter().toSeconds(), delivery);
      case QUOTA_EXCEEDED -> exhausted("PerDay", 30, delivery);
      case SERVER_ERROR ->
          json(
              500,
              error(
                  500,
                  "INTERNAL",
                  "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
                  List.of()),
              delivery);
      case OVERLOADED -> json(503, overloaded(), delivery);
    };
  }

  private static JsonObject overloaded() {
    return error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.", List.of());
  }

  @Override
  public byte[] errorEvent() {
    return ("data: " + overloaded() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** As recorded: the quota, and when to try again. */
  private TwinResponse exhausted(String quota, long seconds, Delivery delivery) {
    JsonObject violation =
        Json.object()
            .put("quotaId", "GenerateRequests" + quota + "PerProjectPerModel-FreeTier")
            .build();
    return json(
        429,
        error(
            429,
            "RESOURCE_EXHAUSTED",
            "You exceeded your current quota, please check your plan and billing details.",
            List.of(
                detail("QuotaFailure").put("violations", Json.array(List.of(violation))).build(),
                detail("RetryInfo").put("retryDelay", seconds + "s").build())),
        delivery);
  }

  private static JsonObject.Builder detail(String type) {
    return Json.object().put("@type", "type.googleapis.com/google.rpc." + type);
  }

  private static List<JsonObject> details(Refused refusal) {
    List<JsonObject> details = new ArrayList<>();
    refusal
        .code()
        .ifPresent(
            reason ->
                details.add(
                    detail("ErrorInfo")
                        .put("reason", reason)
                        .put("domain", "googleapis.com")
                        .build()));
    refusal
        .parameter()
        .ifPresent(
            field ->
                details.add(
                    detail("BadRequest")
                        .put(
                            "fieldViolations",
                            Json.array(
                                List.of(
                                    Json.object()
                                        .put("field", field)
                                        .put("description", refusal.words())
                                        .build())))
                        .build()));
    return details;
  }

  private static JsonObject error(
      int status, String type, String message, List<JsonObject> details) {
    JsonObject.Builder error =
        Json.object().put("code", status).put("message", message).put("status", type);
    if (!details.isEmpty()) {
      error.put("details", Json.array(details));
    }
    return Json.object().put("error", error.build()).build();
  }

  private TwinResponse json(int status, JsonObject body, Delivery delivery) {
    return TwinResponse.json(status, headers("application/json; charset=UTF-8"), body, delivery);
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType, "Server", "scaffolding on HTTPServer2");
  }

  private static Target target(TwinRequest request) {
    Matcher address = ADDRESS.matcher(request.path());
    if (!address.matches() || !request.method().equals("POST")) {
      throw new Refused(
          404,
          "NOT_FOUND",
          "",
          "",
          "The requested URL %s was not found on this server.".formatted(request.path()));
    }
    return new Target(
        address.group("version"),
        address.group("vertex") != null,
        URLDecoder.decode(address.group("model"), StandardCharsets.UTF_8),
        address.group("method").startsWith("stream"));
  }

  private void checkKey(Target target, TwinRequest request, Map<String, String> headers) {
    if (target.vertex()) {
      if (!headers.getOrDefault("Authorization", "").equals("Bearer " + settings.apiKey())) {
        throw new Refused(
            401,
            "UNAUTHENTICATED",
            "",
            "ACCESS_TOKEN_TYPE_UNSUPPORTED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.");
      }
      return;
    }
    String key =
        Optional.ofNullable(headers.get("x-goog-api-key"))
            .orElseGet(
                () ->
                    List.of(request.query().split("&")).stream()
                        .filter(pair -> pair.startsWith("key="))
                        .map(pair -> pair.substring("key=".length()))
                        .findFirst()
                        .orElse(""));
    if (key.isEmpty()) {
      throw new Refused(
          403,
          "PERMISSION_DENIED",
          "",
          "",
          "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.");
    }
    if (!key.equals(settings.apiKey())) {
      throw new Refused(
          400,
          "INVALID_ARGUMENT",
          "",
          "API_KEY_INVALID",
          "API key not valid. Please pass a valid API key.");
    }
  }

  private void checkModel(Target target) {
    if (!settings.hasModel(target.model())) {
      throw new Refused(
          404,
          "NOT_FOUND",
          "",
          "",
          "models/%s is not found for API version %s, or is not supported for generateContent. Call ModelService.ListModels to see the list of available models and their supported methods."
              .formatted(target.model(), target.version()));
    }
  }
}
