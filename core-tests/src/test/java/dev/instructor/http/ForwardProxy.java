package dev.instructor.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A proxy for plain HTTP (RFC 9112, section 3.2.2: the request line has the whole address). Every
 * host name leads to one server.
 */
final class ForwardProxy implements AutoCloseable {
  private final HttpServer server;
  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<URI> requested = new ConcurrentLinkedQueue<>();

  ForwardProxy(URI target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::forward);
    server.start();
  }

  ProxySelector selector() {
    return ProxySelector.of(server.getAddress());
  }

  /** Returns the request lines' addresses. */
  List<URI> requested() {
    return List.copyOf(requested);
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      requested.add(exchange.getRequestURI());
      HttpRequest request =
          HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().getPath()))
              .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
              .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
              .method(
                  exchange.getRequestMethod(),
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
              .build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
