package dev.instructor.stream;

import dev.instructor.call.Extraction;
import dev.instructor.call.StreamChecks;
import dev.instructor.error.Problem;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJsonParser;
import dev.instructor.read.Place;
import dev.instructor.schema.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One answer as it grows: what was parsed of it, and what was found in it. For one thread. */
final class Growth {
  private final int attempt;
  private final Place place;
  private final PartialJsonParser parser;
  private final StreamWatch watch;
  private Optional<PartialJson> now = Optional.empty();
  private Optional<PartialJson> before = Optional.empty();

  Growth(
      int attempt,
      Place place,
      JsonSchema schema,
      StreamChecks checks,
      Consumer<Problem> listeners) {
    this.attempt = attempt;
    this.place = place;
    this.watch = new StreamWatch(checks, place, schema, listeners);
    // A root that is no object is wrapped into one; a list is often written bare all the same.
    Set<String> roots = place.isList() ? Set.of("object", "array") : Set.of("object");
    this.parser = new PartialJsonParser(roots, watch.observer());
  }

  /** Takes new text; returns whether more can be shown than before. */
  boolean add(String text) {
    try {
      parser.feed(text);
    } catch (InvalidJsonException tooDeep) {
      return false; // What follows is ignored here; the whole answer will be judged.
    }
    watch.grown(text, parser);
    Optional<PartialJson> picture = parser.value();
    boolean changed = picture.isPresent() && (now.isEmpty() || now.get() != picture.get());
    if (changed) {
      before = now;
      now = picture;
    }
    return changed;
  }

  int attempt() {
    return attempt;
  }

  Spot spot() {
    return Spot.root(place, now, before);
  }

  /** Returns the root of what has grown, out of its wrapper. */
  Optional<PartialJson> root() {
    return now.map(place::unwrapped);
  }

  List<Problem> problems() {
    return watch.problems();
  }

  boolean isHopeless() {
    return watch.isHopeless();
  }

  /**
   * Returns the place where the final value stands, compared with what grew before. If no liberty
   * was taken to read it, it is what has grown, and need not be parsed once more.
   */
  Spot finished(Extraction<?> brought) {
    return parser.complete() && brought.repairs().isEmpty()
        ? Spot.root(place, parser.value(), now)
        : Spot.root(place, Optional.of(PartialJson.of(brought.json())), now);
  }
}
