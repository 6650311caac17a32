package dev.instructor.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Chat completions over TLS, with HTTP/2 and HTTP/1.1 to choose from, for requests that ask for
 * {@code {"number": n}} with the words "number n". It can hold its answers until a number of
 * requests is there.
 */
final class Http2Server implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("number (\\d+)");
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Server server = new Server();
  private final ServerConnector connector;
  private final SSLContext client;
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final AtomicInteger missing = new AtomicInteger();

  Http2Server(Path folder, int streams) throws Exception {
    KeyStore keys = certificate(folder.resolve("server.p12"));
    this.client = trusting(keys);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(configuration);
    http2.setMaxConcurrentStreams(streams);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol("http/1.1");
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(serving(keys));
    this.connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(ssl, choice.getProtocol()),
            choice,
            http2,
            new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            receive(request, response, callback);
            return true;
          }
        });
    server.start();
  }

  String baseUrl() {
    return "https://127.0.0.1:" + connector.getLocalPort() + "/v1";
  }

  /** Returns what trusts this server. */
  SSLContext sslContext() {
    return client;
  }

  /** Holds the answers from now on, until this many requests are there. */
  void holdUntil(int count) {
    requests.clear();
    missing.set(count);
  }

  /** Gives all answers. */
  void release() {
    missing.set(0);
    for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
      answer.run();
    }
  }

  /** Returns how many requests came over a version of HTTP since answers were last held. */
  int requests(String version) {
    return requests.getOrDefault(version, new AtomicInteger()).get();
  }

  private void receive(Request request, Response response, Callback callback) {
    Content.Source.asString(
        request,
        StandardCharsets.UTF_8,
        Promise.from(
            body -> {
              requests
                  .computeIfAbsent(
                      request.getConnectionMetaData().getHttpVersion().asString(),
                      version -> new AtomicInteger())
                  .incrementAndGet();
              held.add(() -> answer(body, response, callback));
              if (missing.decrementAndGet() <= 0) {
                release();
              }
            },
            callback::failed));
  }

  private static void answer(String body, Response response, Callback callback) {
    Matcher number = NUMBER.matcher(body);
    response.setStatus(number.find() ? 200 : 400);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(
        response,
        true,
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini",
         "choices":[{"index":0,"finish_reason":"stop",
           "message":{"role":"assistant","content":"{\\"number\\":%s}","refusal":null}}],
         "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
        """
            .formatted(response.getStatus() == 200 ? number.group(1) : "null"),
        callback);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server does not stop", e);
    }
  }

  /** The JDK has a tool that makes certificates, but no public class. */
  private static KeyStore certificate(Path file)
      throws IOException, InterruptedException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool made no certificate: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext serving(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
