package dev.instructor.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that writes bytes as it is told, so that it can break HTTP where a real one would not.
 */
final class RawServer implements AutoCloseable {
  /** What a connection does with one request. */
  interface Script {
    void answer(Connection connection) throws IOException;
  }

  private final ServerSocket server;
  private final Script script;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closedByPeer = new CountDownLatch(1);

  RawServer(Script script) {
    this.script = script;
    try {
      this.server = new ServerSocket(0, 2000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the end.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Connection connection = new Connection(socket);
      while (connection.readRequest()) {
        script.answer(connection);
      }
    } catch (IOException e) {
      closedByPeer.countDown();
    }
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort() + "/v1/chat/completions");
  }

  /** Returns the requests so far, heads and bodies. */
  Queue<String> requests() {
    return requests;
  }

  /** Returns how many connections were accepted. */
  int connections() {
    return sockets.size();
  }

  /** Waits until a client has closed a connection. */
  boolean awaitClosedByPeer() throws InterruptedException {
    return closedByPeer.await(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One connection, after it has read a request. */
  final class Connection {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    private boolean readRequest() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          closedByPeer.countDown();
          return false;
        }
        head.write(b);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      int length =
          text.lines()
              .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
              .map(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      requests.add(text + new String(in.readNBytes(length), StandardCharsets.UTF_8));
      return true;
    }

    /** Returns the path of the request that was read last on any connection. */
    String path() {
      String last = "";
      for (String request : requests) {
        last = request;
      }
      return last.split(" ", 3)[1];
    }

    void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Answers 200 with a body of known length. */
    void answer(String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n");
      write(bytes);
    }

    /** Ends the connection as a crashed peer does. */
    void drop() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Ends the connection in good order. */
    void hangUp() throws IOException {
      socket.close();
    }

    /** Says nothing until the client closes; then counts it. */
    void waitForClose() throws IOException {
      if (in.read() < 0) {
        closedByPeer.countDown();
      }
    }
  }
}
