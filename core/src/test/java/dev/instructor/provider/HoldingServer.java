package dev.instructor.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of one thread that holds requests back until so many are there at once, then answers
 * them all. A request must fit into 4 KiB and end in {@code "}"}.
 */
final class HoldingServer implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector;
  private final ServerSocketChannel server;
  private final int wave;
  private final List<SocketChannel> held = new ArrayList<>();
  private int left;

  /**
   * Starts a server.
   *
   * @param total how many requests there will be
   * @param wave how many are held before they are answered; less for the last ones
   */
  HoldingServer(int total, int wave) {
    this.left = total;
    this.wave = wave;
    try {
      this.selector = Selector.open();
      this.server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), wave);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::run, "holding-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() throws IOException {
    return URI.create(
        "http://localhost:" + ((InetSocketAddress) server.getLocalAddress()).getPort());
  }

  private void run() {
    try {
      while (left > 0) {
        selector.select(this::handle);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClosedSelectorException e) {
      // Closed: the end.
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
          client.configureBlocking(false);
          client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(4096));
        }
      } else {
        read(key);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(SelectionKey key) throws IOException {
    ByteBuffer buffer = (ByteBuffer) key.attachment();
    SocketChannel client = (SocketChannel) key.channel();
    if (client.read(buffer) < 0) {
      client.close();
      return;
    }
    if (buffer.position() > 0 && buffer.get(buffer.position() - 1) == '}') {
      buffer.clear();
      held.add(client);
    }
    if (held.size() == Math.min(wave, left)) {
      left -= held.size();
      for (SocketChannel waiting : held) {
        waiting.write(ByteBuffer.wrap(ANSWER));
      }
      held.clear();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
  }
}
