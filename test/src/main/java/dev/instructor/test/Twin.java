package dev.instructor.test;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.provider.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for a vendor: an HTTP/1.1 server on loopback that answers from a script and refuses
 * what the vendor refuses, in the vendor's words.
 *
 * <p>A request is checked first, and a refused one takes no answer from the script. The others take
 * the answers in the order in which they were scripted; which of several concurrent requests gets
 * which is open. A request beyond the script is answered with status 400 and words that say so.
 * Whole or streamed is up to the request. Thread-safe.
 *
 * @param <T> the twin itself
 */
public abstract class Twin<T extends Twin<T>> implements AutoCloseable {
  private final TwinSettings settings;
  private final TwinScript script;
  private final VendorSide vendor;
  private final Optional<SelfSignedCertificate> certificate;
  private final TwinServer server;
  private final String root;

  /**
   * Starts the twin.
   *
   * @param settings the settings
   * @param root what the base URL has behind the port
   * @param vendor makes the vendor's part
   */
  Twin(TwinSettings settings, String root, Function<TwinScript, VendorSide> vendor) {
    this.settings = settings;
    this.root = root;
    this.script = new TwinScript(settings.otherwise());
    this.vendor = vendor.apply(script);
    this.certificate =
        settings.tls() ? Optional.of(SelfSignedCertificate.create()) : Optional.empty();
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

  /** Returns the address that a client takes for its base URL, as the vendor's own SDK would. */
  public String baseUrl() {
    return (certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + server.port() + root;
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
    return settings.apiKey();
  }

  /**
   * Returns the settings of a client that asks this twin, with a model of the vendor's. The module
   * of the vendor has to be on the class path.
   */
  public InstructorBuilder client() {
    return client(settings.model());
  }

  /**
   * Returns the settings of a client that asks this twin. It sees nothing of the environment.
   *
   * @param providerAndModel such as {@code openai/gpt-5-mini}
   * @throws dev.instructor.error.ConfigurationException if the name has no slash
   */
  public InstructorBuilder client(String providerAndModel) {
    InstructorBuilder client =
        Instructor.builder(providerAndModel)
            .baseUrl(baseUrl())
            .apiKey(apiKey())
            .environment(variable -> Optional.empty());
    certificate.ifPresent(
        mine ->
            client.transport(
                Transport.of(
                    HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(mine.client())
                        .build())));
    return client;
  }

  /** Adds an answer to the script. */
  public T reply(TwinReply reply) {
    return reply(request -> reply);
  }

  /**
   * Adds an answer that is made from the request. If the function throws, the request is answered
   * with status 400 and words that say so, and {@link #failure()} has the reason.
   */
  @SuppressWarnings("unchecked") // T is this class
  public T reply(Function<TwinRequest, TwinReply> reply) {
    script.add(reply);
    return (T) this;
  }

  /** Adds a text as an answer, however it is asked for. */
  public T reply(String text) {
    return reply(TwinReply.text(text));
  }

  /** Adds an answer that comes as it is asked for; see {@link TwinReply#answer(String)}. */
  public T answer(String text) {
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
  public int remaining() {
    return script.remaining();
  }

  /** Returns how many requests came for which no answer was scripted. */
  public int unscripted() {
    return script.unscripted();
  }

  /** Returns what a function of the script threw first, if one did. */
  public Optional<Throwable> failure() {
    return script.failure();
  }

  /** Returns the words in which the last request that was refused was refused. */
  public Optional<String> lastRefusal() {
    return script.lastRefusal();
  }

  /** Returns what has been counted so far. */
  public Ledger ledger() {
    return script.ledger(server.connections());
  }

  /** Stops the twin and closes its connections; what waits at a gate is given up. */
  @Override
  public void close() {
    server.close();
  }

  private TwinResponse answer(HttpRequestReader.Received received) {
    script.received(received.request());
    try {
      Function<TwinReply, TwinResponse> answer = vendor.check(received);
      return respond(script.next(received.request()), answer);
    } catch (Refused refusal) {
      script.refused(refusal);
      return vendor.error(refusal, Delivery.PLAIN);
    }
  }

  private TwinResponse respond(TwinReply reply, Function<TwinReply, TwinResponse> answer) {
    TwinReply.Content content = reply.content();
    if (content instanceof TwinReply.Content.Raw raw) {
      return vendor.raw(raw, reply.delivery());
    }
    if (content instanceof TwinReply.Content.Failure failure) {
      return vendor.error(failure.words(), reply.delivery());
    }
    if (content instanceof TwinReply.Content.Trouble trouble) {
      return vendor.trouble(trouble, reply.delivery());
    }
    if (content instanceof TwinReply.Content.BrokenOff broken) {
      return brokenOff(answer.apply(broken.answer()), reply.delivery());
    }
    return answer.apply(reply);
  }

  private TwinResponse brokenOff(TwinResponse whole, Delivery delivery) {
    if (!whole.streamed()) {
      return vendor.trouble(TwinReply.Content.Trouble.OVERLOADED, delivery);
    }
    List<byte[]> pieces = new ArrayList<>(whole.pieces().subList(0, whole.pieces().size() / 2));
    pieces.add(vendor.errorEvent());
    return TwinResponse.of(whole.status(), whole.headers(), pieces, true, delivery);
  }

  /** Returns the address and how many requests came. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + baseUrl() + ", " + script.count() + " requests]";
  }
}
