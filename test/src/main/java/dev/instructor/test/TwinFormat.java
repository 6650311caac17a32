package dev.instructor.test;

import dev.instructor.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a vendor's format is written of which there is no twin, for a {@link FormatTwin}.
 * Implementations are thread-safe.
 */
public interface TwinFormat {
  /**
   * Returns the key that a request carries; empty if it has none. A bearer token unless overridden.
   *
   * @param headers the headers, whatever the case of the name that is asked for
   */
  default Optional<String> key(Map<String, String> headers) {
    return Optional.ofNullable(headers.get("Authorization"))
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring("Bearer ".length()));
  }

  /**
   * Returns the words in which the vendor refuses a request, with status 400; empty if it takes it,
   * as everything is unless this is overridden.
   */
  default Optional<String> refusal(TwinRequest request) {
    return Optional.empty();
  }

  /** Returns the tool that a request forces, or else offers first; empty if it offers none. */
  Optional<String> tool(TwinRequest request);

  /** Returns whether a request wants its answer streamed. */
  boolean isStreamed(TwinRequest request);

  /** Returns the whole answer. */
  Json whole(TwinRequest request, TwinSaying saying);

  /**
   * Returns the answer as a stream, event by event, such as {@code data: {…}} and an empty line.
   */
  List<String> events(TwinRequest request, TwinSaying saying);

  /**
   * Returns the body of an error.
   *
   * @param status the HTTP status; 402 where the account is empty
   * @param message the words
   */
  Json error(int status, String message);

  /** Returns the event that ends a stream with an error, likewise. */
  String errorEvent(int status, String message);
}
