package dev.instructor.shared;

import dev.instructor.provider.HttpCall;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.HttpStream;
import dev.instructor.provider.Transport;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Answers every request with one response, streams cut as told, and keeps the requests. For one
 * thread.
 */
public final class ReplayTransport implements Transport {
  /** The requests that were sent, oldest first. */
  public final List<HttpCall> calls = new ArrayList<>();

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final IntUnaryOperator nextPieceSize;

  private ReplayTransport(
      int status, Map<String, List<String>> headers, byte[] body, IntUnaryOperator nextPieceSize) {
    this.status = status;
    this.headers = HttpHeaders.of(headers, (name, value) -> true);
    this.body = body;
    this.nextPieceSize = nextPieceSize;
  }

  /** Creates a transport that streams 1,000 bytes at a time. */
  public ReplayTransport(int status, Map<String, List<String>> headers, String body) {
    this(status, headers, body, position -> 1000);
  }

  /**
   * Creates a transport.
   *
   * @param status the status
   * @param headers the headers
   * @param body the body
   * @param nextPieceSize how many bytes of a stream the piece at a position has
   */
  public ReplayTransport(
      int status, Map<String, List<String>> headers, String body, IntUnaryOperator nextPieceSize) {
    this(status, headers, body.getBytes(StandardCharsets.UTF_8), nextPieceSize);
  }

  /**
   * Returns a transport that answers as recorded.
   *
   * @param cassette the recording
   * @param nextPieceSize how many bytes of a stream the piece at a position has
   */
  public static ReplayTransport of(Cassette cassette, IntUnaryOperator nextPieceSize) {
    return new ReplayTransport(
        cassette.status(),
        cassette.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
        cassette.body(),
        nextPieceSize);
  }

  /** Returns a transport that answers with a JSON document. */
  public static ReplayTransport json(String body) {
    return new ReplayTransport(200, Map.of("content-type", List.of("application/json")), body);
  }

  @Override
  public HttpReply exchange(HttpCall call) {
    calls.add(call);
    return new HttpReply(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public HttpStream open(HttpCall call) {
    calls.add(call);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < body.length; ) {
      int to = (int) Math.min(body.length, (long) from + nextPieceSize.applyAsInt(from));
      pieces.add(Arrays.copyOfRange(body, from, to));
      from = to;
    }
    Iterator<byte[]> iterator = pieces.iterator();
    return new HttpStream() {
      @Override
      public int status() {
        return status;
      }

      @Override
      public HttpHeaders headers() {
        return headers;
      }

      @Override
      public Optional<byte[]> next() {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
