package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in a description what a keyword would have said. */
final class StrictWords {
  private static final int MAX_LENGTH = 300;

  private StrictWords() {}

  /**
   * Returns a description with further sentences.
   *
   * @param description the author's own words; may be empty
   * @param notes phrases, such as {@code at most 64 characters}
   */
  static String describe(String description, List<String> notes) {
    StringBuilder text = new StringBuilder(description.strip());
    for (String note : notes) {
      if (!text.isEmpty()) {
        char last = text.charAt(text.length() - 1);
        text.append(last == '.' || last == '!' || last == '?' || last == ':' ? " " : ". ");
      }
      text.append(note.substring(0, 1).toUpperCase(Locale.ROOT)).append(note.substring(1));
    }
    return text.toString();
  }

  /** Returns the phrases for the given keywords of a schema, in a fixed order. */
  static List<String> notes(JsonObject schema, Set<String> keywords) {
    List<String> notes = new ArrayList<>();
    range(schema, keywords, "minLength", "maxLength", "character", notes);
    range(schema, keywords, "minItems", "maxItems", "item", notes);
    range(schema, keywords, "minProperties", "maxProperties", "property", notes);
    bounds(schema, keywords, notes);
    for (String keyword : schema.members().keySet()) {
      if (keywords.contains(keyword)) {
        schema
            .get(keyword)
            .map(value -> note(keyword, value))
            .filter(n -> !n.isEmpty())
            .ifPresent(notes::add);
      }
    }
    return notes;
  }

  private static void range(
      JsonObject schema,
      Set<String> keywords,
      String from,
      String to,
      String what,
      List<String> notes) {
    boolean lower = keywords.contains(from) && schema.has(from) && !is(schema, from, "0");
    boolean upper = keywords.contains(to) && schema.has(to);
    String low = value(schema, from);
    String high = value(schema, to);
    if (lower && upper) {
      notes.add(
          low.equals(high)
              ? "exactly " + counted(low, what)
              : "between " + low + " and " + counted(high, what));
    } else if (lower) {
      notes.add("at least " + counted(low, what));
    } else if (upper) {
      notes.add("at most " + counted(high, what));
    }
  }

  private static void bounds(JsonObject schema, Set<String> keywords, List<String> notes) {
    String least = keywords.contains("minimum") ? value(schema, "minimum") : "";
    String most = keywords.contains("maximum") ? value(schema, "maximum") : "";
    if (!least.isEmpty() && !most.isEmpty()) {
      notes.add("between " + least + " and " + most);
    } else if (!least.isEmpty()) {
      notes.add("at least " + least);
    } else if (!most.isEmpty()) {
      notes.add("at most " + most);
    }
  }

  private static boolean is(JsonObject schema, String keyword, String value) {
    return value(schema, keyword).equals(value);
  }

  private static String value(JsonObject schema, String keyword) {
    return schema.get(keyword).map(Json::toString).orElse("");
  }

  private static String counted(String number, String what) {
    if (number.equals("1")) {
      return "1 " + what;
    }
    return number + " " + (what.equals("property") ? "properties" : what + "s");
  }

  private static String note(String keyword, Json value) {
    String text = value instanceof JsonString string ? string.value() : value.toString();
    String note =
        switch (keyword) {
          case "pattern" -> "matches the regular expression " + text;
          case "format" ->
              Format.named(text).map(Format::description).orElse("in the format " + text);
          case "uniqueItems" -> text.equals("true") ? "no item twice" : "";
          case "contentEncoding" -> "encoded in " + text;
          case "contentMediaType" -> "of the media type " + text;
          case "default" -> "default: " + value;
          case "examples" -> "examples: " + list(value);
          case "exclusiveMinimum" -> "greater than " + text;
          case "exclusiveMaximum" -> "less than " + text;
          case "multipleOf" -> "a multiple of " + text;
          case "not" -> "must not match " + value;
          case "contains" -> "contains an item that matches " + value;
          case "dependentRequired" -> "properties that need others: " + value;
          case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
              "";
          default -> "";
        };
    return note.length() <= MAX_LENGTH ? note : "";
  }

  private static String list(Json examples) {
    return examples
        .asArray()
        .map(array -> array.items().stream().map(Json::toString).collect(Collectors.joining(", ")))
        .orElse(examples.toString());
  }
}
