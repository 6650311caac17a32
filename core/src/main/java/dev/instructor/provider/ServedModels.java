package dev.instructor.provider;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Reads the list of a server's models: {@code data} with an {@code id} each (OpenAI, "List
 * models"), or {@code models} with a {@code name} each (Ollama, "List models").
 */
final class ServedModels {
  private ServedModels() {}

  /** Returns the names, or nothing if the text is no such list. */
  static Optional<List<String>> read(String body) {
    try {
      JsonObject list = Json.parse(body).asObject().orElse(JsonObject.empty());
      return names(list, "data", "id").or(() -> names(list, "models", "name"));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> names(JsonObject list, String items, String name) {
    return list.get(items)
        .filter(JsonArray.class::isInstance)
        .map(
            array ->
                ((JsonArray) array)
                    .items().stream()
                        .flatMap(item -> item.asObject().stream())
                        .flatMap(item -> item.text(name).stream())
                        .toList());
  }
}
