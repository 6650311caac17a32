package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds members of an object that ended up in the object before them, because its closing brace was
 * forgotten: the last members of the last object, which does not know them, while this one does and
 * misses them.
 */
final class SlippedKeys {
  private static final int MAX_LEVELS = 8;

  private SlippedKeys() {}

  /**
   * What came out of a child.
   *
   * @param members the members of the object with the slipped ones at the end
   * @param from for each slipped member the path under which it stood
   */
  record Found(Map<String, Json> members, Map<String, List<String>> from) {}

  /** Returns the object's members as they belong, or nothing if none slipped. */
  static Optional<Found> of(Form form, Map<String, Json> members) {
    List<String> missing = new ArrayList<>(form.required());
    missing.removeAll(members.keySet());
    if (missing.isEmpty() || members.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Json> own = new LinkedHashMap<>(members);
    Map<String, Json> slipped = new LinkedHashMap<>();
    Map<String, List<String>> from = new LinkedHashMap<>();
    pull(new Search(form, members, missing, slipped, from), form, own, List.of());
    if (slipped.isEmpty()) {
      return Optional.empty();
    }
    own.putAll(slipped);
    return Optional.of(new Found(own, from));
  }

  private record Search(
      Form form,
      Map<String, Json> members,
      List<String> missing,
      Map<String, Json> slipped,
      Map<String, List<String>> from) {

    boolean belongs(List<String> tail) {
      return form.ownNames().containsAll(tail)
          && Collections.disjoint(members.keySet(), tail)
          && !Collections.disjoint(missing, tail);
    }
  }

  /** Takes out of the last object of {@code members} what belongs above. */
  private static void pull(Search search, Form form, Map<String, Json> members, List<String> path) {
    String last = lastName(members);
    if (last == null || path.size() >= MAX_LEVELS || !(members.get(last) instanceof JsonObject)) {
      return;
    }
    List<Form> forms = form.member(last);
    if (forms.isEmpty() || !form.ownNames().contains(last)) {
      return;
    }
    Form child = forms.get(0);
    JsonObject object = (JsonObject) members.get(last);
    if (child.isMap() || child.names().isEmpty()) {
      return;
    }
    List<String> below = new ArrayList<>(path);
    below.add(last);
    Map<String, Json> inner = new LinkedHashMap<>(object.members());
    List<String> tail = tail(child, object);
    if (search.belongs(tail)) {
      for (String name : tail) {
        object.get(name).ifPresent(value -> search.slipped().put(name, value));
        search.from().put(name, below);
        inner.remove(name);
      }
    }
    if (tail.isEmpty()) {
      pull(search, child, inner, below);
    }
    members.put(last, JsonObject.of(inner));
  }

  /** Returns the last members of an object, from the first that it does not know. */
  private static List<String> tail(Form form, JsonObject object) {
    List<String> tail = new ArrayList<>();
    for (String name : object.members().keySet()) {
      if (!form.names().contains(name)) {
        tail.add(name);
      } else if (!tail.isEmpty()) {
        return List.of("");
      }
    }
    return tail;
  }

  private static @Nullable String lastName(Map<String, Json> members) {
    String last = null;
    for (String name : members.keySet()) {
      last = name;
    }
    return last;
  }
}
