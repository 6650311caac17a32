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
 * A stand-in for OpenAI's chat completions: an HTTP/1.1 server on loopback that answers from a
 * script and refuses what OpenAI refuses, in OpenAI's words.
 *
 * <pre>{@code
 * try (OpenAiTwin twin = OpenAiTwin.start()) {
 *   twin.reply(TwinReply.answer("{\"name\":\"Jason\",\"age\":25}"));
 *   Instructor client = Instructor.builder("openai/gpt-5-mini").baseUrl(twin.baseUrl()).apiKey(twin.apiKey()).build();
 *   User user = client.create(User.class, "Jason is 25");
 * }
 * }</pre>
 *
 * <p>A request is checked first, and a refused one takes no answer from the script. The others take
 * the answers in the order in which they were scripted; which of several concurrent requests gets
 * which is open. A request beyond the script is answered with status 400 and the code {@code
 * script_exhausted}. Whole or streamed is up to the request. Thread-safe.
 */
public final class OpenAiTwin implements ScriptedTwin {
  private static final String PATH = "/v1/chat/completions";

  private final Builder settings;
  private final OpenAiRequestRules rules;
  private final Optional<SelfSignedCertificate> certificate;
  private final TwinServer server;
  private final TwinScript script;

  private OpenAiTwin(Builder settings) {
    this.settings = settings;
    this.script = new TwinScript(settings.otherwise);
    this.rules =
        new OpenAiRequestRules(
            schema ->
                OpenAiStrictRules.violations(schema).stream()
                    .findFirst()
                    .map(OpenAiStrictRules.Violation::toString));
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

  /** Starts a twin with OpenAI's own rules. */
  public static OpenAiTwin start() {
    return builder().start();
  }

  /** Returns the settings of a twin to start. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the address that a client takes for its base URL; ends in {@code /v1}. */
  public String baseUrl() {
    return (certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + server.port() + "/v1";
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

  /** Returns the key that the twin accepts. */
  public String apiKey() {
    return settings.apiKey;
  }

  /** Adds an answer to the script. */
  public OpenAiTwin reply(TwinReply reply) {
    return reply(request -> reply);
  }

  /**
   * Adds an answer that is made from the request. If the function throws, the request is answered
   * with status 400 and the code {@code script_failed}, and {@link #failure()} has the reason.
   */
  public OpenAiTwin reply(Function<TwinRequest, TwinReply> reply) {
    script.add(reply);
    return this;
  }

  /** Adds a text as an answer, however it is asked for. */
  public OpenAiTwin reply(String text) {
    return reply(TwinReply.text(text));
  }

  /** Adds an answer that comes as it is asked for; see {@link TwinReply#answer(String)}. */
  public OpenAiTwin answer(String text) {
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

  /** Returns how many scripted answers have not been asked for. */
  @Override
  public int remaining() {
    return script.remaining();
  }

  /** Returns how many requests came for which no answer was scripted. */
  @Override
  public int unscripted() {
    return script.unscripted();
  }

  /** Returns what a function of the script threw first, if one did. */
  @Override
  public Optional<Throwable> failure() {
    return script.failure();
  }

  /** Returns what has been counted so far. */
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
      checkKey(received.headers());
      JsonObject body = OpenAiRequestRules.parse(request.text());
      check(body);
      return respond(body, script.next(request));
    } catch (Refused refusal) {
      script.refused();
      return json(refusal.status(), refusal.body(), Delivery.PLAIN);
    }
  }

  private TwinResponse respond(JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.content();
    if (content instanceof TwinReply.Content.Raw raw) {
      boolean streamed = raw.contentType.startsWith("text/event-stream");
      return TwinResponse.of(
          raw.status, headers(raw.contentType), List.of(raw.body()), streamed, reply.delivery());
    }
    if (content instanceof TwinReply.Content.Trouble trouble) {
      content = failure(trouble);
    }
    if (content instanceof TwinReply.Content.Failure failure) {
      JsonObject error =
          Refused.body(failure.message(), failure.type(), Optional.empty(), failure.code());
      return json(failure.status(), error, reply.delivery());
    }
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

  private static TwinReply.Content.Failure failure(TwinReply.Content.Trouble trouble) {
    return switch (trouble.kind()) {
      case RATE_LIMITED ->
          failure(
              429,
              "requests",
              "rate_limit_exceeded",
              "Rate limit reached for requests. Please try again in "
                  + trouble.retryAfter().toSeconds()
                  + "s.");
      case QUOTA_EXCEEDED ->
          failure(
              429,
              "insufficient_quota",
              "insufficient_quota",
              "You exceeded your current quota, please check your plan and billing details.");
      case SERVER_ERROR ->
          failure(
              500,
              "server_error",
              "",
              "The server had an error while processing your request. Sorry about that!");
      case OVERLOADED ->
          failure(
              503,
              "server_error",
              "",
              "The engine is currently overloaded, please try again later.");
    };
  }

  private static TwinReply.Content.Failure failure(
      int status, String type, String code, String message) {
    return new TwinReply.Content.Failure(
        status, type, code.isEmpty() ? Optional.empty() : Optional.of(code), message);
  }

  private static long tokens(OpenAiAnswer answer, String name) {
    return answer.usage().get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  private TwinResponse json(int status, JsonObject body, Delivery delivery) {
    return TwinResponse.of(
        status,
        headers("application/json"),
        List.of(body.toString().getBytes(StandardCharsets.UTF_8)),
        false,
        delivery);
  }

  private Map<String, String> headers(String contentType) {
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
    if (!settings.compatible && !request.path().equals(PATH)) {
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
    if (key.equals(settings.apiKey) || (settings.compatible && key.isEmpty())) {
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
    if (settings.compatible) {
      OpenAiRequestRules.messages(body);
    } else {
      rules.check(body);
    }
    String model = body.text("model").orElse("");
    if (!settings.models.isEmpty() && !settings.models.contains(model)) {
      throw new Refused(
          404,
          "invalid_request_error",
          "",
          "model_not_found",
          "The model `%s` does not exist or you do not have access to it.".formatted(model));
    }
  }

  /** Returns the address and how many requests came. */
  @Override
  public String toString() {
    return "OpenAiTwin[" + baseUrl() + ", " + script.count() + " requests]";
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder {
    private String apiKey = "sk-twin-0123456789";
    private boolean compatible;
    private boolean tls;
    private Set<String> models = Set.of();
    private Optional<Function<TwinRequest, TwinReply>> otherwise = Optional.empty();

    private Builder() {}

    private Builder(Builder other) {
      this.apiKey = other.apiKey;
      this.compatible = other.compatible;
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

    /**
     * Makes the twin a server that is merely compatible with OpenAI: it takes any path and any
     * parameter, needs no key (though a wrong one is refused), and refuses only what has no
     * messages.
     */
    public Builder compatible() {
      this.compatible = true;
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
    public OpenAiTwin start() {
      return new OpenAiTwin(new Builder(this));
    }
  }
}
