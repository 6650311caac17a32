package dev.instructor.google;

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

/** Answers every request with one response, streams cut as told, and keeps the requests. */
final class ReplayTransport implements Transport {
  final List<HttpCall> calls = new ArrayList<>();
  private final HttpReply reply;
  private final IntUnaryOperator nextPieceSize;

  ReplayTransport(int status, Map<String, List<String>> headers, String body) {
    this(status, headers, body, position -> 1000);
  }

  /**
   * Creates a transport.
   *
   * @param nextPieceSize how many bytes the piece at a position has
   */
  ReplayTransport(
      int status, Map<String, List<String>> headers, String body, IntUnaryOperator nextPieceSize) {
    this.reply = new HttpReply(status, HttpHeaders.of(headers, (name, value) -> true), body);
    this.nextPieceSize = nextPieceSize;
  }

  @Override
  public HttpReply exchange(HttpCall call) {
    calls.add(call);
    return reply;
  }

  @Override
  public HttpStream open(HttpCall call) {
    calls.add(call);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = (int) Math.min(bytes.length, (long) from + nextPieceSize.applyAsInt(from));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    Iterator<byte[]> iterator = pieces.iterator();
    return new HttpStream() {
      @Override
      public int status() {
        return reply.status();
      }

      @Override
      public HttpHeaders headers() {
        return reply.headers();
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
