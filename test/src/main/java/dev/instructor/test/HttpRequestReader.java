package dev.instructor.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads HTTP/1.1 requests from a connection (RFC 9112), as far as clients of JSON services go. */
final class HttpRequestReader {
  private final InputStream in;
  private final OutputStream out;
  private final int connection;

  /** What a request holds; the headers with the key. */
  record Received(TwinRequest request, Map<String, String> headers) {}

  HttpRequestReader(InputStream in, OutputStream out, int connection) {
    this.in = in;
    this.out = out;
    this.connection = connection;
  }

  /** Waits for the next request; empty if the client closed the connection instead. */
  Optional<Received> read() throws IOException {
    Optional<String> first = line();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = first.get().split(" ", 3);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new IOException("No HTTP/1.1 request line");
    }
    Map<String, String> headers = headers();
    if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    String body = new String(body(headers), StandardCharsets.UTF_8);
    return Optional.of(
        new Received(new TwinRequest(parts[0], parts[1], headers, body, connection), headers));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    while (true) {
      String line = line().orElseThrow(EOFException::new);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("No HTTP header line");
      }
      headers.merge(
          line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
      return chunkedBody();
    }
    String length = headers.get("Content-Length");
    return length == null ? new byte[0] : exactly(Integer.parseInt(length));
  }

  private byte[] chunkedBody() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line().orElseThrow(EOFException::new).split(";", 2)[0].strip();
      byte[] chunk = exactly(Integer.parseInt(size, 16));
      body.write(chunk);
      if (chunk.length == 0) {
        while (!line().orElseThrow(EOFException::new).isEmpty()) {
          // A trailer; none matters here.
        }
        return body.toByteArray();
      }
      line();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** Reads a line; empty at the end of the connection. */
  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
  }
}
