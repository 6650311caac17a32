package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for Anthropic's Messages API: an HTTP/1.1 server on loopback that answers from a
 * script and refuses what Anthropic refuses, in Anthropic's words.
 *
 * <pre>{@code
 * try (AnthropicTwin twin = AnthropicTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = Instructor.builder("anthropic/claude-sonnet-5-5").baseUrl(twin.baseUrl()).apiKey(twin.apiKey()).build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>A request is checked first, and a refused one takes no answer from the script. The others take
 * the answers in the order in which they were scripted; which of several concurrent requests gets
 * which is open. A request beyond the script is answered with status 400 and the type {@code
 * twin_error}. Whole or streamed is up to the request; where it lets the model think, a thinking
 * block with a signature comes first. Thread-safe.
 */
public final class AnthropicTwin implements ScriptedTwin {
  private static final String PATH = "/v1/messages";
  private static final String NO_CREDIT =
      "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.";

  private final Builder settings;
  private final TwinScript script;
  private final Optional<SelfSignedCertificate> certificate;
  private final TwinServer server;

  private AnthropicTwin(Builder settings) {
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
  public static AnthropicTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the address that a client takes for its base URL; without {@code /v1}. */
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

  /** Returns the key that the twin accepts, as a key and as a bearer token. */
  public String apiKey() {
    return settings.apiKey;
  }

  /** Adds an answer to the script. */
  public AnthropicTwin reply(TwinReply reply) {
    return reply(request -> reply);
  }

  /**
   * Adds an answer that is made from the request. If the function throws, the request is answered
   * with status 400 and the type {@code twin_error}, and {@link #failure()} has the reason.
   */
  public AnthropicTwin reply(Function<TwinRequest, TwinReply> reply) {
    script.add(reply);
    return this;
  }

  /** Adds a text as an answer, however it is asked for. */
  public AnthropicTwin reply(String text) {
    return reply(TwinReply.text(text));
  }

  /** Adds an answer that comes as it is asked for; see {@link TwinReply#answer(String)}. */
  public AnthropicTwin answer(String text) {
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
      checkAddress(request);
      checkHeaders(received.headers());
      JsonObject body = AnthropicRequestRules.parse(request.text());
      AnthropicRequestRules.check(body);
      checkModel(body.text("model").orElse(""));
      return respond(body, script.next(request));
    } catch (Refused refusal) {
      script.refused();
      return error(refusal.status(), refusal.type(), refusal.words(), Delivery.PLAIN);
    }
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.content();
    if (content instanceof TwinReply.Content.Raw raw) {
      boolean streamed = raw.contentType.startsWith("text/event-stream");
      return TwinResponse.of(
          raw.status, headers(raw.contentType), List.of(raw.body()), streamed, reply.delivery());
    }
    if (content instanceof TwinReply.Content.Failure failure) {
      return error(failure.status(), failure.type(), failure.message(), reply.delivery());
    }
    if (content instanceof TwinReply.Content.Trouble trouble) {
      return trouble(trouble, reply.delivery());
    }
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
  private TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
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

  private TwinResponse error(int status, String type, String message, Delivery delivery) {
    JsonObject error = Json.object().put("type", type).put("message", message).build();
    return json(
        status,
        Json.object()
            .put("type", "error")
            .put("error", error)
            .put("request_id", requestId())
            .build(),
        delivery);
  }

  private TwinResponse json(int status, JsonObject body, Delivery delivery) {
    return TwinResponse.of(
        status,
        headers("application/json"),
        List.of(body.toString().getBytes(StandardCharsets.UTF_8)),
        false,
        delivery);
  }

  private String requestId() {
    return "req_twin_" + script.count();
  }

  private Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType, "request-id", requestId());
  }

  private static void checkAddress(TwinRequest request) {
    if (!request.path().equals(PATH)) {
      throw new Refused(404, "not_found_error", "", "", "Not Found");
    }
    if (!request.method().equals("POST")) {
      throw new Refused(405, "invalid_request_error", "", "", "Method Not Allowed");
    }
  }

  private void checkHeaders(Map<String, String> headers) {
    String authorization = headers.getOrDefault("Authorization", "");
    String key =
        authorization.startsWith("Bearer ")
            ? authorization.substring("Bearer ".length())
            : headers.getOrDefault("x-api-key", "");
    if (key.isEmpty()) {
      throw new Refused(401, "authentication_error", "", "", "x-api-key header is required");
    }
    if (!key.equals(settings.apiKey)) {
      throw new Refused(
          401,
          "authentication_error",
          "",
          "",
          authorization.isEmpty() ? "invalid x-api-key" : "Invalid bearer token");
    }
    if (!headers.containsKey("anthropic-version")) {
      throw AnthropicRequestRules.refused("anthropic-version: header is required");
    }
  }

  private void checkModel(String model) {
    if (!settings.models.isEmpty() && !settings.models.contains(model)) {
      throw new Refused(404, "not_found_error", "", "", "model: " + model);
    }
  }

  /** Returns the address and how many requests came. */
  @Override
  public String toString() {
    return "AnthropicTwin[" + baseUrl() + ", " + script.count() + " requests]";
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder {
    private String apiKey = "sk-ant-twin-0123456789";
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
    public AnthropicTwin start() {
      return new AnthropicTwin(new Builder(this));
    }
  }
}
