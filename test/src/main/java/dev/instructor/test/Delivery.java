package dev.instructor.test;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a reply arrives.
 *
 * @param headers further headers, which replace those of the same name
 * @param invalidUtf8 whether bytes that are not UTF-8 are put in
 * @param padding how large the body is at least
 * @param drop where the twin closes the connection
 * @param holds where it waits
 * @param trickle where each piece of the body waits
 * @param deltas how a streamed text is cut
 * @param writes how the body's bytes are cut
 */
record Delivery(
    Map<String, String> headers,
    boolean invalidUtf8,
    int padding,
    Optional<Stage> drop,
    Map<Stage, Gate> holds,
    Optional<Gate> trickle,
    Chunking deltas,
    Optional<Chunking> writes) {

  static final Delivery PLAIN =
      new Delivery(
          Map.of(),
          false,
          0,
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Chunking.of(4),
          Optional.empty());

  Delivery withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new Delivery(
        Collections.unmodifiableMap(more),
        invalidUtf8,
        padding,
        drop,
        holds,
        trickle,
        deltas,
        writes);
  }

  Delivery withInvalidUtf8() {
    return new Delivery(headers, true, padding, drop, holds, trickle, deltas, writes);
  }

  Delivery withPadding(int value) {
    return new Delivery(headers, invalidUtf8, value, drop, holds, trickle, deltas, writes);
  }

  Delivery withDrop(Stage value) {
    return new Delivery(
        headers, invalidUtf8, padding, Optional.of(value), holds, trickle, deltas, writes);
  }

  Delivery withHold(Stage stage, Gate gate) {
    Map<Stage, Gate> more = new LinkedHashMap<>(holds);
    more.put(stage, gate);
    return new Delivery(
        headers,
        invalidUtf8,
        padding,
        drop,
        Collections.unmodifiableMap(more),
        trickle,
        deltas,
        writes);
  }

  Delivery withTrickle(Gate value) {
    return new Delivery(
        headers, invalidUtf8, padding, drop, holds, Optional.of(value), deltas, writes);
  }

  Delivery withDeltas(Chunking value) {
    return new Delivery(headers, invalidUtf8, padding, drop, holds, trickle, value, writes);
  }

  Delivery withWrites(Chunking value) {
    return new Delivery(
        headers, invalidUtf8, padding, drop, holds, trickle, deltas, Optional.of(value));
  }

  @Override
  public String toString() {
    return "headers=%s, invalidUtf8=%s, padding=%s, drop=%s, holds=%s, trickle=%s"
        .formatted(
            headers.keySet(), invalidUtf8, padding, drop, holds.keySet(), trickle.isPresent());
  }
}
