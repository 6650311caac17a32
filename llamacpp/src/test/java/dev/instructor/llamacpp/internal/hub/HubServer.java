package dev.instructor.llamacpp.internal.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A hub that leads to a store under another name, as the real one does. */
final class HubServer implements AutoCloseable {
  static final String FILE = "/user/repo/resolve/main/m.gguf";

  final byte[] content = new byte[300_000];
  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger cuts = new AtomicInteger();
  volatile String digest;
  volatile boolean ranges = true;
  volatile int status = 302;
  private final HttpServer server;

  HubServer() {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    try {
      digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Optional<String> range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
    Optional<String> key =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    requests.add(path + " " + range.orElse("-") + " " + key.orElse("-"));
    if (path.startsWith("/user/repo/resolve/main/")) {
      exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + digest + "\"");
      exchange.getResponseHeaders().add("X-Linked-Size", String.valueOf(content.length));
      exchange
          .getResponseHeaders()
          .add("Location", "http://localhost:" + server.getAddress().getPort() + "/store");
      exchange.sendResponseHeaders(status, -1);
    } else {
      store(exchange, ranges ? range : Optional.empty());
    }
    exchange.close();
  }

  private void store(HttpExchange exchange, Optional<String> range) throws IOException {
    int begin = range.map(text -> Integer.parseInt(text.replaceAll("\\D", ""))).orElse(0);
    range.ifPresent(
        text ->
            exchange
                .getResponseHeaders()
                .add(
                    "Content-Range",
                    "bytes " + begin + "-" + (content.length - 1) + "/" + content.length));
    exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, content.length - begin);
    boolean cut = cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    OutputStream body = exchange.getResponseBody();
    body.write(content, begin, cut ? (content.length - begin) / 2 : content.length - begin);
    body.flush();
    if (cut) {
      // Upon which the server breaks the connection.
      throw new IOException("cut");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
