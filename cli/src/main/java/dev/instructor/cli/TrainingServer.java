package dev.instructor.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A server on loopback that gives every request the same answer, or none, for {@link Training}. */
final class TrainingServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Optional<String> body;
  private final String contentType;

  private TrainingServer(Optional<String> body, String contentType) throws IOException {
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.body = body;
    this.contentType = contentType;
    Thread thread = new Thread(this::serve, "training-server");
    thread.setDaemon(true);
    thread.start();
  }

  static TrainingServer answering(String body) throws IOException {
    return new TrainingServer(Optional.of(body), "application/json");
  }

  static TrainingServer streaming(String body) throws IOException {
    return new TrainingServer(Optional.of(body), "text/event-stream");
  }

  static TrainingServer hangingUp() throws IOException {
    return new TrainingServer(Optional.empty(), "");
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        answer(connection);
      } catch (IOException e) {
        // The client went away, or close() ended the server: the loop's condition tells.
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    if (body.isEmpty()) {
      connection.getInputStream().read(new byte[1024]);
      return;
    }
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    int length = 0;
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    for (int read = 0; read < length && reader.read() >= 0; read++) {
      // The request is always answered in the same way.
    }
    byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: "
            + contentType
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().write(bytes);
    connection.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
