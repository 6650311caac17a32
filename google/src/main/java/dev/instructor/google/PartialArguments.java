package dev.instructor.google;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a call that arrive value by value (Vertex AI, "PartialArg"): each with a path such
 * as {@code $.lines[0].text}. More of a text has the same path.
 */
final class PartialArguments {
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\[([0-9]{1,6})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

  private final Node root = new Node();

  /** A place in the tree: a value, or members or items by their names. */
  private static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private boolean list;
    private @Nullable Json value;
    private final StringBuilder text = new StringBuilder();

    private Json json() {
      if (value instanceof JsonString) {
        return Json.of(text.toString());
      }
      if (value != null) {
        return value;
      }
      if (list) {
        List<Json> items = new ArrayList<>();
        children.values().forEach(child -> items.add(child.json()));
        return Json.array(items);
      }
      JsonObject.Builder object = Json.object();
      children.forEach((name, child) -> object.put(name, child.json()));
      return object.build();
    }
  }

  void add(JsonObject piece) {
    Node node = root;
    Matcher step = STEP.matcher(piece.text("jsonPath").orElse("$"));
    while (step.find()) {
      String index = step.group(2);
      node.list |= index != null;
      String name = index != null ? index : name(step);
      node = node.children.computeIfAbsent(name, key -> new Node());
    }
    Optional<Json> value = value(piece);
    if (value.isPresent()) {
      node.value = value.get();
      node.text.append(value.get().asText().orElse(""));
    }
  }

  private static String name(Matcher step) {
    for (int group : new int[] {1, 3, 4}) {
      if (step.group(group) != null) {
        return step.group(group);
      }
    }
    return "";
  }

  private static Optional<Json> value(JsonObject piece) {
    if (piece.has("nullValue")) {
      return Optional.of(Json.ofNull());
    }
    return piece
        .get("stringValue")
        .or(() -> piece.get("numberValue"))
        .or(() -> piece.get("boolValue"));
  }

  /** Returns the arguments so far. */
  Json json() {
    return root.json();
  }
}
