package dev.instructor.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One GET (RFC 9112) over a connection of its own, to an address that was checked: the JDK's client
 * would resolve the host's name once more, and could be led elsewhere.
 */
final class FetchExchange implements AutoCloseable {
  private static final int MAX_HEAD = 32 << 10;

  private final SocketChannel channel;
  private final InputStream in;
  private final int status;
  private final Map<String, String> headers;
  private int headLeft = MAX_HEAD;

  private FetchExchange(SocketChannel channel, InputStream in) throws IOException {
    this.channel = channel;
    this.in = in;
    this.status = readStatus();
    this.headers = readHeaders();
  }

  /** Connects to the first of the addresses that can be reached, and reads the response's head. */
  static FetchExchange open(FetchTarget target, MediaFetch policy, FetchClock clock)
      throws IOException {
    IOException failure = null;
    for (InetAddress address : target.addresses()) {
      SocketChannel channel = SocketChannel.open();
      try {
        clock.watch(channel);
        policy.connector().connect(channel, new InetSocketAddress(address, target.port()));
      } catch (IOException e) {
        channel.close();
        failure = e;
        continue;
      }
      try {
        return send(target, policy, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
    throw failure == null ? new IOException("no address") : failure;
  }

  private static FetchExchange send(FetchTarget target, MediaFetch policy, SocketChannel channel)
      throws IOException {
    Socket socket = target.tls() ? secured(target, policy, channel.socket()) : channel.socket();
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: instructor-java\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
            .formatted(target.path(), target.hostHeader());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return new FetchExchange(channel, new BufferedInputStream(socket.getInputStream()));
  }

  /** The certificate has to be the named host's, wherever the connection leads. */
  private static Socket secured(FetchTarget target, MediaFetch policy, Socket socket)
      throws IOException {
    SSLSocket secured =
        (SSLSocket) policy.tls().createSocket(socket, target.host(), target.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  int status() {
    return status;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private int readStatus() throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("the response is not HTTP/1.1");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> readHeaders() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        all.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return all;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the response ended too early");
      }
      if (headLeft-- == 0) {
        throw new IOException("the response's head is too long");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  /** Returns the body; empty if it is longer than the limit. */
  Optional<byte[]> body(long limit) throws IOException {
    long announced = number(header("content-length").orElse(""), 10);
    if (announced > limit) {
      return Optional.empty();
    }
    boolean chunked =
        header("transfer-encoding").filter(value -> value.equalsIgnoreCase("chunked")).isPresent();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (chunked) {
      return chunks(bytes, limit) ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }
    long wanted = announced >= 0 ? announced : limit + 1;
    copy(bytes, wanted);
    if (announced >= 0 && bytes.size() < announced) {
      throw new EOFException("the response ended too early");
    }
    return bytes.size() <= limit ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }

  private boolean chunks(ByteArrayOutputStream bytes, long limit) throws IOException {
    while (true) {
      headLeft = MAX_HEAD;
      long size = number(line().split(";", 2)[0].strip(), 16);
      if (size < 0) {
        throw new IOException("the response's chunks are broken");
      }
      if (size == 0) {
        return true;
      }
      if (bytes.size() + size > limit) {
        return false;
      }
      long before = bytes.size();
      copy(bytes, size);
      if (bytes.size() - before < size) {
        throw new EOFException("the response ended too early");
      }
      line();
    }
  }

  private void copy(ByteArrayOutputStream bytes, long most) throws IOException {
    byte[] buffer = new byte[16 << 10];
    long left = most;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      bytes.write(buffer, 0, read);
      left -= read;
    }
  }

  /** Returns a number, or -1 if the text is none of at most 15 digits. */
  private static long number(String text, int radix) {
    return text.matches("[0-9a-fA-F]{1,15}") && (radix == 16 || text.matches("[0-9]+"))
        ? Long.parseLong(text, radix)
        : -1;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
