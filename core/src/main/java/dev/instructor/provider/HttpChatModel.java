package dev.instructor.provider;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat model behind an HTTP interface: a codec, an address and a transport. Thread-safe. It sends
 * every request once; repeating is {@link RetryPolicy}'s business.
 */
public final class HttpChatModel implements ChatModel {
  private final WireCodec codec;
  private final Endpoint endpoint;
  private final Transport transport;
  private final ModelProfile profile;
  private final Optional<ServerAdvice> advice;

  /** Creates a model. Closing it leaves the transport alone, which may be shared. */
  public HttpChatModel(
      WireCodec codec, Endpoint endpoint, Transport transport, ModelProfile profile) {
    this(codec, endpoint, transport, profile, Optional.empty());
  }

  /**
   * Creates a model that may run on the user's own server. Closing it leaves the transport alone,
   * which may be shared.
   *
   * @param vendor whose {@link Vendor#server()} is told of when it does not answer, or lacks the
   *     model
   */
  public HttpChatModel(
      WireCodec codec,
      Endpoint endpoint,
      Transport transport,
      ModelProfile profile,
      Vendor vendor) {
    this(codec, endpoint, transport, profile, ServerAdvice.of(vendor, endpoint.baseUrl()));
  }

  private HttpChatModel(
      WireCodec codec,
      Endpoint endpoint,
      Transport transport,
      ModelProfile profile,
      Optional<ServerAdvice> advice) {
    this.codec = codec;
    this.endpoint = endpoint;
    this.transport = transport;
    this.profile = profile;
    this.advice = advice;
  }

  @Override
  public ChatResponse send(ChatRequest request) {
    WireCodec.WireRequest wire = codec.encode(request, profile, false);
    return advised(
            request.model(),
            () -> onKeys(key -> decode(transport.exchange(call(request, wire, false, key)))))
        .withWarnings(wire.warnings());
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    WireCodec.WireRequest wire = codec.encode(request, profile, true);
    return advised(
        request.model(),
        () -> onKeys(key -> stream(call(request, wire, true, key), wire.warnings())));
  }

  private <T> T advised(String model, Supplier<T> exchange) {
    return advice.isPresent() ? advice.get().around(model, exchange) : exchange.get();
  }

  /** Returns the address that requests go to, without the path of the interface. */
  public String baseUrl() {
    return endpoint.baseUrl();
  }

  /**
   * Asks the user's own server which models it has; nothing else is sent than the key, if there is
   * one.
   *
   * @param timeout how long it may take
   * @return their names, in the server's order; empty if it has none
   * @throws dev.instructor.error.ConfigurationException if the vendor's servers are not the user's
   * @throws ProviderException if no such server answers: of kind CONNECTION if nothing does, of
   *     kind PROTOCOL if something else does
   */
  public List<String> servedModels(Duration timeout) {
    LocalServer server =
        advice
            .map(ServerAdvice::server)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s is no server of your own, which could be asked for its models"
                            .formatted(endpoint.provider())));
    HttpReply reply =
        advised(
            profile.model(),
            () ->
                onKeys(
                    key ->
                        transport.exchange(
                            endpoint.signed(
                                new HttpCall(
                                    endpoint.provider(),
                                    "GET",
                                    endpoint.uri(server.modelsPath(), profile.model()),
                                    endpoint.headers("application/json", key),
                                    "",
                                    Optional.of(timeout))))));
    if (reply.status() / 100 != 2) {
      throw StatusFailure.of(endpoint.provider(), reply.status(), reply).build();
    }
    return ServedModels.read(reply.body())
        .orElseThrow(
            () ->
                BadReply.protocol(endpoint.provider(), reply)
                    .what(
                        "something answers at %s that is no %s server"
                            .formatted(endpoint.baseUrl(), server.product()))
                    .build());
  }

  private ChatStream stream(HttpCall call, List<String> warnings) {
    HttpStream http = transport.open(call);
    HttpReply head = new HttpReply(http.status(), http.headers(), "");
    if (head.status() / 100 == 2 && !isWhole(head.headers())) {
      return new HttpChatStream(endpoint.provider(), http, codec.decoder(head), warnings);
    }
    // An error, or a server that does not stream.
    try (http) {
      ChatResponse whole = decode(readWhole(endpoint.provider(), http));
      return ChatStream.of(whole.withWarnings(warnings));
    }
  }

  @Override
  public boolean takesAddress(Part.Media media) {
    return codec.takesAddress(media);
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  /**
   * Sends a request with a key; if that one is limited, with the next one that is free. With one
   * key everything is sent once.
   */
  private <R> R onKeys(Function<Optional<String>, R> exchange) {
    if (endpoint.key().isEmpty()) {
      return exchange.apply(Optional.empty());
    }
    ApiKey key = endpoint.key().get();
    ProviderException limited = null;
    for (int tries = key.count(); tries > 0 && key.rest().isEmpty(); tries--) {
      String secret = key.reveal();
      try {
        return exchange.apply(Optional.of(secret));
      } catch (ProviderException failure) {
        if (!key.letRest(secret, failure)) {
          throw failure;
        }
        limited = failure;
      }
    }
    Optional<Duration> wait = key.rest();
    throw wait.isEmpty() && limited != null
        ? limited
        : resting(wait.orElse(Duration.ZERO), limited);
  }

  private ProviderException resting(Duration wait, @Nullable ProviderException limited) {
    return ProviderException.builder(endpoint.provider(), ProviderException.Kind.STATUS)
        .status(429)
        .retryable(true)
        .retryAfter(wait)
        .cause(limited)
        .what("every key has met a limit of the vendor; the first is free in %s".formatted(wait))
        .build();
  }

  private HttpCall call(
      ChatRequest request, WireCodec.WireRequest wire, boolean stream, Optional<String> key) {
    return endpoint.signed(
        new HttpCall(
            endpoint.provider(),
            "POST",
            endpoint.uri(wire.path(), request.model()),
            endpoint.headers(stream ? codec.streamType() : "application/json", key),
            wire.body().toString(),
            request.timeout()));
  }

  /** Returns a whole response, read from its pieces. */
  private static HttpReply readWhole(String provider, HttpStream http) {
    int limit = ResponseLimits.defaults().bytes();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Optional<byte[]> piece = http.next(); piece.isPresent(); piece = http.next()) {
      bytes.writeBytes(piece.get());
      if (bytes.size() > limit) {
        throw ProviderException.builder(provider, ProviderException.Kind.PROTOCOL)
            .status(http.status())
            .what("the response is larger than %s bytes, so it was not read on".formatted(limit))
            .build();
      }
    }
    return new HttpReply(http.status(), http.headers(), bytes.toString(StandardCharsets.UTF_8));
  }

  private ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 == 3) {
      throw ProviderException.builder(endpoint.provider(), ProviderException.Kind.STATUS)
          .status(reply.status())
          .what(
              "the server redirects to another address, which is not followed because the request"
                  + " carries the key; set the base URL to the final address")
          .build();
    }
    return codec.decode(reply);
  }

  private static boolean isWhole(HttpHeaders headers) {
    return headers
        .firstValue("content-type")
        .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/json"))
        .orElse(false);
  }

  /** Returns provider, model and address. */
  @Override
  public String toString() {
    return "HttpChatModel[%s/%s, %s]"
        .formatted(profile.provider(), profile.model(), endpoint.baseUrl());
  }
}
