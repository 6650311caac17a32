package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.json.Repair.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the members of an object fit: their names, their values and the place they are in. */
final class Members {
  private final Coercion coercion;
  private final Form form;
  private final List<Trail> trails = new ArrayList<>();
  private int weight;

  Members(Coercion coercion, Form form) {
    this.coercion = coercion;
    this.form = form;
  }

  Outcome coerce(JsonObject object) {
    Map<String, Json> members = values(slipped(renamed(object.members())));
    if (weight == 0) {
      return Outcome.asIs(object, false);
    }
    JsonObject changed = JsonObject.of(members);
    return new Outcome(changed, new Trail.All(trails), weight, coercion.fits(form, changed));
  }

  private Map<String, Json> renamed(Map<String, Json> members) {
    if (!coercion.allows(Kind.KEY)) {
      return members;
    }
    Map<String, String> names = KeyNames.renames(form, members.keySet());
    if (names.isEmpty()) {
      return members;
    }
    Map<String, Json> renamed = new LinkedHashMap<>();
    members.forEach((name, value) -> renamed.put(names.getOrDefault(name, name), value));
    names.forEach((before, after) -> took(after, Kind.KEY, Json.of(before), Json.of(after), 1));
    return renamed;
  }

  private Map<String, Json> slipped(Map<String, Json> members) {
    Optional<SlippedKeys.Found> found =
        coercion.allows(Kind.KEY) ? SlippedKeys.of(form, members) : Optional.empty();
    if (found.isEmpty()
        || !found.get().from().keySet().stream()
            .allMatch(name -> fits(name, found.get().members()))) {
      return members;
    }
    found
        .get()
        .from()
        .forEach(
            (name, path) ->
                took(
                    name,
                    Kind.KEY,
                    Json.of(String.join("/", path) + "/" + name),
                    Json.of(name),
                    2));
    return found.get().members();
  }

  private boolean fits(String name, Map<String, Json> members) {
    Json value = members.get(name);
    return value != null && coercion.all(form.member(name), value).fits();
  }

  private Map<String, Json> values(Map<String, Json> members) {
    Map<String, Json> values = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          Outcome outcome = value(name, value);
          if (!outcome.fits() && isAbsent(name, value)) {
            took(name, Kind.NULL, value, Json.ofNull(), 3);
            return;
          }
          if (outcome.weight() > 0) {
            trails.add(outcome.trail().under(name));
            weight += outcome.weight();
          }
          values.put(name, outcome.value());
        });
    return values;
  }

  /** Returns what becomes of a member, which may be in an object of its own name. */
  private Outcome value(String name, Json value) {
    Outcome outcome = coercion.all(form.member(name), value);
    if (outcome.fits()
        || !coercion.allows(Kind.WRAPPER)
        || !(value instanceof JsonObject object)
        || object.members().size() != 1
        || !object.has(name)) {
      return outcome;
    }
    Json inner = object.members().getOrDefault(name, value);
    Outcome unwrapped = coercion.all(form.member(name), inner);
    return unwrapped.fits() ? unwrapped.after(Kind.WRAPPER, value, 2) : outcome;
  }

  /** Returns whether a member says that it is not there, and need not be there. */
  private boolean isAbsent(String name, Json value) {
    return coercion.allows(Kind.NULL)
        && form.ownNames().contains(name)
        && !form.required().contains(name)
        && (value.isNull()
            || (value instanceof JsonString text && ScalarWords.absence(text.value())));
  }

  private void took(String name, Kind kind, Json before, Json after, int more) {
    trails.add(new Trail.Step(kind, before, after).under(name));
    weight += more;
  }
}
