package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns lists of pairs into objects, and objects with numbered members into lists. */
final class Pairs {
  private static final Set<String> KEYS = Set.of("key", "name", "field", "property", "k");
  private static final Set<String> VALUES = Set.of("value", "val", "v");

  private Pairs() {}

  /**
   * Returns the object that a list of pairs means: {@code [{"key": "a", "value": 1}, …]}, {@code
   * [["a", 1], …]} or {@code [{"a": 1}, …]}; nothing if a key comes twice or an item is no pair.
   *
   * @param map whether the names are the model's own, so that the value of a pair may have any name
   */
  static Optional<JsonObject> object(JsonArray list, boolean map) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Json item : list.items()) {
      Map.Entry<String, Json> pair = pair(item, map);
      if (pair == null || members.put(pair.getKey(), pair.getValue()) != null) {
        return Optional.empty();
      }
    }
    return members.isEmpty() ? Optional.empty() : Optional.of(JsonObject.of(members));
  }

  private static Map.@Nullable Entry<String, Json> pair(Json item, boolean map) {
    if (item instanceof JsonArray array) {
      return array.items().size() == 2 && array.items().get(0) instanceof JsonString key
          ? Map.entry(key.value(), array.items().get(1))
          : null;
    }
    if (!(item instanceof JsonObject object)) {
      return null;
    }
    List<Map.Entry<String, Json>> members = List.copyOf(object.members().entrySet());
    if (members.size() == 1) {
      return members.get(0);
    }
    if (members.size() != 2
        || !KEYS.contains(members.get(0).getKey())
        || !(members.get(0).getValue() instanceof JsonString key)) {
      return null;
    }
    return map || VALUES.contains(members.get(1).getKey())
        ? Map.entry(key.value(), members.get(1).getValue())
        : null;
  }

  /** Returns the list that an object means whose members are numbered from 0 or from 1. */
  static Optional<JsonArray> list(JsonObject object) {
    List<Json> items = new ArrayList<>();
    int next = object.has("0") ? 0 : 1;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!member.getKey().equals(Integer.toString(next))) {
        return Optional.empty();
      }
      next++;
      items.add(member.getValue());
    }
    return items.isEmpty() ? Optional.empty() : Optional.of(Json.array(items));
  }
}
