package dev.instructor.openai;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.Optional;

/** Reads the content of a message, whole or a piece of it: both have the same form. */
final class Contents {
  private Contents() {}

  /** Returns the text, from a string or from the text parts of an array. */
  static String text(JsonObject message) {
    return message.get("content").map(content -> text(content, "text")).orElse("");
  }

  /**
   * Returns what the model thought: {@code reasoning_content} (DeepSeek and those after it), {@code
   * reasoning} (Groq, OpenRouter) or the thinking parts of the content (Mistral).
   */
  static String thinking(JsonObject message) {
    return message
        .text("reasoning_content")
        .filter(text -> !text.isEmpty())
        .or(() -> message.text("reasoning").filter(text -> !text.isEmpty()))
        .orElseGet(
            () ->
                message
                    .get("content")
                    .filter(JsonArray.class::isInstance)
                    .map(content -> text(content, "thinking"))
                    .orElse(""));
  }

  /** Returns the words of refusal, unless they are empty. */
  static Optional<String> refusal(JsonObject message) {
    return message
        .text("refusal")
        .or(
            () ->
                message
                    .get("content")
                    .filter(JsonArray.class::isInstance)
                    .map(content -> text(content, "refusal")))
        .filter(text -> !text.isEmpty());
  }

  /** Returns a call's arguments as text; empty for none. Some servers send the object itself. */
  static String arguments(JsonObject function) {
    Json arguments = function.get("arguments").orElse(Json.ofNull());
    if (arguments instanceof JsonString string) {
      return string.value();
    }
    return arguments.isNull() ? "" : arguments.toString();
  }

  /** Returns the texts of all parts of a type, one after the other. */
  private static String text(Json content, String type) {
    if (content instanceof JsonString string) {
      return string.value();
    }
    StringBuilder text = new StringBuilder();
    if (content instanceof JsonArray parts) {
      for (Json part : parts.items()) {
        if (part instanceof JsonObject object
            && object.text("type").filter(type::equals).isPresent()) {
          // A thinking part holds text parts of its own.
          object
              .get(type)
              .map(inner -> inner instanceof JsonArray ? text(inner, "text") : plain(inner))
              .ifPresent(text::append);
        } else if (part instanceof JsonString string && type.equals("text")) {
          text.append(string.value());
        }
      }
    }
    return text.toString();
  }

  private static String plain(Json value) {
    return value.asText().orElse("");
  }
}
