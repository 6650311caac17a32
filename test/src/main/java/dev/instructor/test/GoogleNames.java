package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/**
 * Google reads {@code toolConfig} and {@code tool_config} alike (protocol buffers, "ProtoJSON
 * Format"). What is the caller's own, such as arguments and schemas, is left as it is.
 */
final class GoogleNames {
  private static final Set<String> OPAQUE =
      Set.of(
          "args",
          "response",
          "labels",
          "parameters",
          "parametersJsonSchema",
          "responseSchema",
          "responseJsonSchema",
          "_responseJsonSchema");

  private GoogleNames() {}

  /** Returns a request with all names in camel case. */
  static Json camel(Json json) {
    if (json instanceof JsonArray array) {
      return Json.array(array.items().stream().map(GoogleNames::camel).toList());
    }
    if (json instanceof JsonObject object) {
      JsonObject.Builder all = Json.object();
      object
          .members()
          .forEach(
              (name, value) -> {
                String camel = camel(name);
                all.put(camel, OPAQUE.contains(camel) ? value : camel(value));
              });
      return all.build();
    }
    return json;
  }

  private static String camel(String name) {
    if (name.startsWith("_") || name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(
          camel.isEmpty() || word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }

  /** Returns a name as Google's messages spell it. */
  static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
