package dev.instructor.test;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The vendor's part in a twin: what it refuses, and the words in which it answers. It tells the
 * script what it served. Thread-safe.
 */
interface VendorSide {
  /**
   * Checks a request, and returns what makes the vendor's response of a reply that says something:
   * an answer, a text, calls, or a refusal.
   *
   * @throws Refused if the vendor refuses the request
   */
  Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received);

  /** Returns the response that refuses a request. */
  TwinResponse error(Refused refusal, Delivery delivery);

  /** Returns the response that tells a trouble. */
  TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery);

  /** Returns the event that ends a stream with an error: the vendor is overloaded. */
  byte[] errorEvent();

  /** Returns the headers of the vendor's responses. */
  Map<String, String> headers(String contentType);

  /** Returns a response that is sent as it stands. */
  default TwinResponse raw(TwinReply.Content.Raw raw, Delivery delivery) {
    boolean streamed =
        raw.contentType.startsWith("text/event-stream")
            || raw.contentType.startsWith("application/x-ndjson");
    return TwinResponse.of(
        raw.status, headers(raw.contentType), List.of(raw.body()), streamed, delivery);
  }
}
