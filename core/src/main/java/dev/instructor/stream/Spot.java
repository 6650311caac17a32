package dev.instructor.stream;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJson.State;
import dev.instructor.read.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a growing answer: what the schema says of it, what is there, and what was there a
 * moment before.
 */
final class Spot {
  private final Place place;
  private final @Nullable PartialJson now;
  private final @Nullable PartialJson before;
  private final boolean root;

  private Spot(Place place, @Nullable PartialJson now, @Nullable PartialJson before, boolean root) {
    this.place = place;
    this.now = now;
    this.before = before;
    this.root = root;
  }

  static Spot root(Place place, Optional<PartialJson> now, Optional<PartialJson> before) {
    return new Spot(
        place,
        now.map(place::unwrapped).orElse(null),
        before.map(place::unwrapped).orElse(null),
        true);
  }

  boolean isRoot() {
    return root;
  }

  /** What is there; empty if nothing is. */
  Optional<Growing> now() {
    return now == null ? Optional.empty() : Optional.of(new Growing(place, now));
  }

  State state() {
    return now == null ? State.ABSENT : now.state();
  }

  Spot member(String name) {
    if (now == null) {
      return new Spot(place, null, null, false);
    }
    PartialJson earlier = before;
    return new Spot(
        place.member(now, name),
        place.find(now, name).orElse(null),
        earlier == null ? null : place.find(earlier, name).orElse(null),
        false);
  }

  int size() {
    return now == null || !now.type().equals("array") ? 0 : now.size();
  }

  Spot item(int index) {
    PartialJson here = now;
    if (here == null || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    PartialJson earlier = before;
    if (earlier == null || !earlier.type().equals("array") || index >= earlier.size()) {
      return new Spot(place.item(), here.item(index), null, false);
    }
    return new Spot(place.item(), here.item(index), earlier.item(index), false);
  }

  Spot at(String pointer) {
    JsonPointer path;
    try {
      path = JsonPointer.parse(pointer);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "A path is a JSON pointer, empty or beginning with a slash, such as /lines/0/name; this"
              + " is none: "
              + pointer,
          e);
    }
    Spot here = this;
    for (String segment : path.segments()) {
      here = here.step(segment);
    }
    return here;
  }

  private Spot step(String segment) {
    if (now != null && now.type().equals("array") && !place.isMap()) {
      int index = index(segment);
      return index < 0 || index >= size() ? new Spot(place, null, null, false) : item(index);
    }
    return member(segment);
  }

  private static int index(String segment) {
    if (segment.isEmpty() || segment.length() > 9) {
      return -1;
    }
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(segment);
  }

  /** Whether a string is here to which the schema sets no limit. */
  boolean isFreeText() {
    return now != null && now.type().equals("string") && place.isFreeText();
  }

  CharSequence text() {
    PartialJson here = now;
    if (here == null || (here.state() == State.GROWING && !place.showsGrowingText())) {
      return "";
    }
    return here.type().equals("string") ? here.text() : "";
  }

  CharSequence added() {
    CharSequence text = text();
    PartialJson earlier = before;
    int known = earlier == null ? 0 : Math.min(earlier.text().length(), text.length());
    return known == 0 ? text : text.subSequence(known, text.length());
  }
}
