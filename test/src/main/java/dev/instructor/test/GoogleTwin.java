package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for Google's Gemini API and for Vertex AI: an HTTP/1.1 server on loopback that answers
 * from a script and refuses what Google refuses, in Google's words.
 *
 * <pre>{@code
 * try (GoogleTwin twin = GoogleTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = Instructor.builder("google/gemini-3-flash-preview").baseUrl(twin.baseUrl()).apiKey(twin.apiKey()).build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>A request is checked first, and a refused one takes no answer from the script. The others take
 * the answers in the order in which they were scripted; which of several concurrent requests gets
 * which is open. A request beyond the script is answered with status 400 and the words "The twin's
 * script has run out". Whole or streamed is up to the request. What is known of a model, such as
 * that it demands signatures, is taken from its name. Thread-safe.
 */
public final class GoogleTwin implements ScriptedTwin {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "/(?<version>v[0-9][a-z0-9]*)(?<vertex>/projects/[^/]+/locations/[^/]+/publishers/google)?/(?<kind>models|tunedModels)/(?<model>[^/:]+):(?<method>generateContent|streamGenerateContent)");

  private final Builder settings;
  private final TwinScript script;
  private final Optional<SelfSignedCertificate> certificate;
  private final TwinServer server;

  /** What an address says. */
  private record Target(String version, boolean vertex, String model, boolean stream) {}

  private GoogleTwin(Builder settings) {
    this.settings = settings;
    this.script = new TwinScript(settings.otherwise);
    this.certificate =
        settings.tls ? Optional.of(SelfSignedCertificate.create()) : Optional.empty();
    try {
      ServerSocket socket =
          certificate.isPresent()
              ? certificate.get().server().getServerSocketFactory().createServerSocket()
              : new ServerSocket();
      this.server = new TwinServer(socket, this::answer);
    } catch (IOException e) {
      throw new UncheckedIOException("No socket can be opened", e);
    }
  }

  /** Starts a twin. */
  public static GoogleTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the address that a client takes for its base URL; without a version. */
  public String baseUrl() {
    return (certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + server.port();
  }

  /**
   * Returns what trusts the twin's certificate.
   *
   * @throws IllegalStateException if the twin does not speak TLS
   */
  public SSLContext sslContext() {
    return certificate
        .orElseThrow(() -> new IllegalStateException("Start the twin with builder().tls()"))
        .client();
  }

  /** Returns the key that the twin accepts; on addresses of Vertex AI, as a bearer token. */
  public String apiKey() {
    return settings.apiKey;
  }

  /** Adds an answer to the script. */
  public GoogleTwin reply(TwinReply reply) {
    return reply(request -> reply);
  }

  /**
   * Adds an answer that is made from the request. If the function throws, the request is answered
   * with status 400, and {@link #failure()} has the reason.
   */
  public GoogleTwin reply(Function<TwinRequest, TwinReply> reply) {
    script.add(reply);
    return this;
  }

  /** Adds a text as an answer, however it is asked for. */
  public GoogleTwin reply(String text) {
    return reply(TwinReply.text(text));
  }

  /** Adds an answer that comes as it is asked for; see {@link TwinReply#answer(String)}. */
  public GoogleTwin answer(String text) {
    return reply(TwinReply.answer(text));
  }

  /** Returns the requests that arrived, oldest first, refused ones included. */
  public List<TwinRequest> requests() {
    return script.requests();
  }

  /**
   * Waits for the next request that was not yet taken, at most 30 seconds. It need not be answered
   * yet.
   *
   * @throws AssertionError if none came
   * @throws InterruptedException if the thread is interrupted
   */
  public TwinRequest takeRequest() throws InterruptedException {
    return script.takeRequest();
  }

  @Override
  public int remaining() {
    return script.remaining();
  }

  @Override
  public int unscripted() {
    return script.unscripted();
  }

  @Override
  public Optional<Throwable> failure() {
    return script.failure();
  }

  @Override
  public Ledger ledger() {
    return script.ledger(server.connections());
  }

  /** Stops the twin and closes its connections; what waits at a gate is given up. */
  @Override
  public void close() {
    server.close();
  }

  private TwinResponse answer(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    script.received(request);
    try {
      Target target = target(request);
      checkKey(target, request, received.headers());
      checkModel(target);
      JsonObject body = GoogleRequestRules.parse(request.text());
      GoogleRequestRules.check(body, target.model(), target.vertex());
      return respond(target, request, body, script.next(request));
    } catch (Refused refusal) {
      script.refused();
      return json(
          refusal.status(),
          error(refusal.status(), refusal.type(), refusal.words(), details(refusal)),
          Delivery.PLAIN);
    }
  }

  private TwinResponse respond(
      Target target, TwinRequest request, JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.content();
    Delivery delivery = reply.delivery();
    if (content instanceof TwinReply.Content.Raw raw) {
      boolean streamed = raw.contentType.startsWith("text/event-stream");
      return TwinResponse.of(
          raw.status, headers(raw.contentType), List.of(raw.body()), streamed, delivery);
    }
    if (content instanceof TwinReply.Content.Failure failure) {
      return json(
          failure.status(),
          error(failure.status(), failure.type(), failure.message(), List.of()),
          delivery);
    }
    if (content instanceof TwinReply.Content.Trouble trouble) {
      return trouble(trouble, delivery);
    }
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

  private TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
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
      case OVERLOADED ->
          json(
              503,
              error(
                  503,
                  "UNAVAILABLE",
                  "The model is overloaded. Please try again later.",
                  List.of()),
              delivery);
    };
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
    return TwinResponse.of(
        status,
        headers("application/json; charset=UTF-8"),
        List.of(body.toString().getBytes(StandardCharsets.UTF_8)),
        false,
        delivery);
  }

  private static Map<String, String> headers(String contentType) {
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
      if (!headers.getOrDefault("Authorization", "").equals("Bearer " + settings.apiKey)) {
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
    if (!key.equals(settings.apiKey)) {
      throw new Refused(
          400,
          "INVALID_ARGUMENT",
          "",
          "API_KEY_INVALID",
          "API key not valid. Please pass a valid API key.");
    }
  }

  private void checkModel(Target target) {
    if (!settings.models.isEmpty() && !settings.models.contains(target.model())) {
      throw new Refused(
          404,
          "NOT_FOUND",
          "",
          "",
          "models/%s is not found for API version %s, or is not supported for generateContent. Call ModelService.ListModels to see the list of available models and their supported methods."
              .formatted(target.model(), target.version()));
    }
  }

  /** Returns the address and how many requests came. */
  @Override
  public String toString() {
    return "GoogleTwin[" + baseUrl() + ", " + script.count() + " requests]";
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder {
    private String apiKey = "AIza-twin-0123456789";
    private boolean tls;
    private Set<String> models = Set.of();
    private Optional<Function<TwinRequest, TwinReply>> otherwise = Optional.empty();

    private Builder() {}

    private Builder(Builder other) {
      this.apiKey = other.apiKey;
      this.tls = other.tls;
      this.models = other.models;
      this.otherwise = other.otherwise;
    }

    /** Sets the key that is accepted; a made-up one unless set. */
    public Builder apiKey(String value) {
      this.apiKey = value;
      return this;
    }

    /** Sets the models there are; unless set, every name is one. */
    public Builder models(String... value) {
      this.models = Set.of(value);
      return this;
    }

    /** Makes the twin speak TLS, with a certificate made for it; see {@link #sslContext()}. */
    public Builder tls() {
      this.tls = true;
      return this;
    }

    /** Sets the answer of every request beyond the script. */
    public Builder otherwise(TwinReply reply) {
      return otherwise(request -> reply);
    }

    /** Sets how every request beyond the script is answered. */
    public Builder otherwise(Function<TwinRequest, TwinReply> reply) {
      this.otherwise = Optional.of(reply);
      return this;
    }

    /** Starts the twin on a free port of loopback. */
    public GoogleTwin start() {
      return new GoogleTwin(new Builder(this));
    }
  }
}
