package dev.instructor.provider;

import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * {@link Transport} over the JDK's client.
 *
 * <p>The calling thread does the waiting and so keeps the time: {@code HttpRequest.timeout} guards
 * the way to the headers, where it ends; after them the thread takes piece by piece from {@link
 * BodyPieces} until deadline, idle time or size say stop.
 */
final class JdkTransport implements Transport {
  private static final int FIRST_BUFFER = 8 << 10;

  private final HttpClient client;
  private final ResponseLimits limits;

  JdkTransport(HttpClient client, ResponseLimits limits) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new ConfigurationException(
          "The HttpClient follows redirects, and would send the key along to any address; build it"
              + " with followRedirects(HttpClient.Redirect.NEVER), which is the JDK's default");
    }
    this.client = client;
    this.limits = limits;
  }

  /** Made lazily: loading the JDK's client takes longer than a call. */
  static final class Standard implements Transport {
    static final Transport INSTANCE = new Standard();

    private Standard() {}

    /**
     * Without TLS the client's own thread does the little that is to do between socket and queue:
     * handing it to a pool costs more CPU than the rest of a call.
     */
    private static final class Plain {
      static final Transport TRANSPORT =
          of(
              client()
                  .executor(Runnable::run)
                  .sslContext(new NoTls())
                  .sslParameters(new SSLParameters())
                  .build());
    }

    /** With TLS there is encrypting to do, which one thread for all connections would hold up. */
    private static final class Tls {
      static final Transport TRANSPORT = of(client().build());
    }

    private static HttpClient.Builder client() {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10));
    }

    private static Transport of(HttpClient client) {
      return new JdkTransport(client, ResponseLimits.defaults());
    }

    private static Transport through(HttpCall call) {
      return "https".equalsIgnoreCase(call.uri().getScheme()) ? Tls.TRANSPORT : Plain.TRANSPORT;
    }

    @Override
    public HttpReply exchange(HttpCall call) {
      return through(call).exchange(call);
    }

    @Override
    public HttpStream open(HttpCall call) {
      return through(call).open(call);
    }
  }

  @Override
  public HttpReply exchange(HttpCall call) {
    BodyPieces body = send(call, true);
    byte[] bytes = new byte[body.expectedSize(FIRST_BUFFER)];
    int size = 0;
    for (Optional<byte[]> piece = body.next(); piece.isPresent(); piece = body.next()) {
      byte[] more = piece.get();
      if (size + more.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more.length));
      }
      System.arraycopy(more, 0, bytes, size, more.length);
      size += more.length;
    }
    return new HttpReply(
        body.status(), body.headers(), new String(bytes, 0, size, StandardCharsets.UTF_8));
  }

  @Override
  public HttpStream open(HttpCall call) {
    return send(call, false);
  }

  private BodyPieces send(HttpCall call, boolean whole) {
    ExchangeFailure failure = new ExchangeFailure(call);
    Deadline deadline = new Deadline(call.timeout(), limits.idle());
    HttpRequest request = request(call, deadline.first());
    Arrival arrival =
        new Arrival(info -> new BodyPieces(info, limits.bytes(), whole, deadline, failure));
    try {
      return send(request, arrival);
    } catch (InterruptedException e) {
      arrival.abandon();
      Thread.currentThread().interrupt();
      throw failure.interrupted();
    } catch (IOException e) {
      arrival.abandon();
      throw failure.of(e, deadline);
    }
  }

  /**
   * Sends over HTTP/1.1 what finds no free stream on a client's HTTP/2 connection. The JDK opens no
   * second connection and lets nothing wait (JDK-8225647); since it fails before it writes, the
   * request goes out once.
   */
  private BodyPieces send(HttpRequest request, Arrival arrival)
      throws IOException, InterruptedException {
    try {
      return client.send(request, arrival).body();
    } catch (IOException e) {
      if (!ExchangeFailure.noFreeStream(e)) {
        throw e;
      }
      HttpRequest over =
          HttpRequest.newBuilder(request, (name, value) -> true)
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      return client.send(over, arrival).body();
    }
  }

  /**
   * Makes the body when the headers arrive. An interrupt can come just then: {@code send} throws,
   * while the client takes the exchange for a success and would keep its connection open.
   */
  private static final class Arrival implements HttpResponse.BodyHandler<BodyPieces> {
    private final Function<HttpResponse.ResponseInfo, BodyPieces> factory;
    private final AtomicReference<@Nullable BodyPieces> body = new AtomicReference<>();
    private final AtomicBoolean abandoned = new AtomicBoolean();

    private Arrival(Function<HttpResponse.ResponseInfo, BodyPieces> factory) {
      this.factory = factory;
    }

    @Override
    public BodyPieces apply(HttpResponse.ResponseInfo info) {
      BodyPieces pieces = factory.apply(info);
      body.set(pieces);
      if (abandoned.get()) {
        pieces.close();
      }
      return pieces;
    }

    private void abandon() {
      abandoned.set(true);
      BodyPieces pieces = body.get();
      if (pieces != null) {
        pieces.close();
      }
    }
  }

  private static HttpRequest request(HttpCall call, Duration timeout) {
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(timeout);
    try {
      request.uri(call.uri());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "%s: %s is no address for HTTP requests; a base URL looks like https://host/v1"
              .formatted(call.provider(), call.uri().getHost()));
    }
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      try {
        request.header(header.getKey(), header.getValue());
      } catch (IllegalArgumentException e) {
        // The JDK's message quotes the value, which can be the key: neither it nor the cause goes
        // on.
        throw new ConfigurationException(
            ("%s: the header \"%s\" cannot be sent: the name is reserved, or its value holds"
                    + " characters that HTTP does not allow, such as a line break")
                .formatted(call.provider(), header.getKey()));
      }
    }
    HttpRequest.BodyPublisher body =
        call.body().isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(call.body());
    return request.method(call.method(), body).build();
  }
}
