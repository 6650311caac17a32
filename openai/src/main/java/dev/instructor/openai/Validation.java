package dev.instructor.openai;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a server's validation of a request says, in the form of its framework: places, and what is
 * wrong there (Mistral's {@code HTTPValidationError}; vLLM and other servers in Python).
 */
final class Validation {
  private final List<JsonObject> errors;

  private Validation(List<JsonObject> errors) {
    this.errors = errors;
  }

  /** Finds it under {@code detail}, or under {@code detail} of the message. */
  static Optional<Validation> of(JsonObject error) {
    return error
        .get("detail")
        .or(() -> error.at("/message/detail"))
        .filter(JsonArray.class::isInstance)
        .map(
            detail ->
                ((JsonArray) detail)
                    .items().stream().flatMap(item -> item.asObject().stream()).toList())
        .filter(items -> items.stream().anyMatch(item -> item.has("msg")))
        .map(Validation::new);
  }

  /** Returns the first place, such as {@code body.messages.0}. */
  String place() {
    return place(errors.get(0));
  }

  /** Returns a line for each of them. */
  String words() {
    return errors.stream()
        .map(error -> place(error) + ": " + error.text("msg").orElse(""))
        .collect(Collectors.joining("\n"));
  }

  private static String place(JsonObject error) {
    return error.items("loc").stream().map(Validation::step).collect(Collectors.joining("."));
  }

  private static String step(Json step) {
    return step instanceof JsonString name ? name.value() : step.toString();
  }
}
