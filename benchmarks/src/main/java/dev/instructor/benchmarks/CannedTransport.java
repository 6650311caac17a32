package dev.instructor.benchmarks;

import dev.instructor.provider.HttpCall;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.HttpStream;
import dev.instructor.provider.Transport;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** Answers every request with the same body, without a socket. */
record CannedTransport(HttpReply reply) implements Transport {
  static CannedTransport of(String body) {
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of("content-type", List.of("application/json"), "x-request-id", List.of("req_1")),
            (name, value) -> true);
    return new CannedTransport(new HttpReply(200, headers, body));
  }

  @Override
  public HttpReply exchange(HttpCall call) {
    if (call.body().isEmpty()) {
      throw new IllegalStateException("a request without a body");
    }
    return reply;
  }

  @Override
  public HttpStream open(HttpCall call) {
    throw new UnsupportedOperationException("nothing is streamed here");
  }
}
