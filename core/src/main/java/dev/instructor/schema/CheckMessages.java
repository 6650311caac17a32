package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model is told of a broken keyword, made from the schema alone: a phrase that follows the
 * place, such as {@code must be at most 150}.
 */
final class CheckMessages {
  private static final int MAX_LISTED = 100;
  private static final int MAX_LENGTH = 2_000;

  /** "Has a character that is no white space": the one pattern that is clearer in words. */
  private static final Json NOT_BLANK = Json.of("\\S");

  private CheckMessages() {}

  /**
   * Returns the phrase for a keyword of a subschema.
   *
   * @param keyword the broken keyword
   * @param argument the keyword's value
   */
  static String of(String keyword, Json argument) {
    return switch (keyword) {
      case "type" -> type(argument);
      case "enum" -> "must be one of " + alternatives(items(argument));
      case "const" -> "must be " + shortened(argument.toString());
      case "minimum" -> "must be at least " + argument;
      case "maximum" -> "must be at most " + argument;
      case "exclusiveMinimum" -> "must be greater than " + argument;
      case "exclusiveMaximum" -> "must be less than " + argument;
      case "multipleOf" -> "must be a multiple of " + argument;
      case "minLength" -> "must have at least " + counted(argument, "character", "characters");
      case "maxLength" -> "must have at most " + counted(argument, "character", "characters");
      case "minItems" -> "must have at least " + counted(argument, "item", "items");
      case "maxItems" -> "must have at most " + counted(argument, "item", "items");
      case "minProperties" -> "must have at least " + counted(argument, "property", "properties");
      case "maxProperties" -> "must have at most " + counted(argument, "property", "properties");
      case "uniqueItems" -> "must not have the same item twice";
      case "pattern" ->
          argument.equals(NOT_BLANK)
              ? "must not be blank"
              : "must match the pattern "
                  + (argument instanceof JsonString pattern
                      ? shortened(pattern.value())
                      : argument);
      case "format" -> format(argument);
      case "contains" -> "must have an item that matches " + shortened(argument.toString());
      case "minContains" ->
          "must have at least " + counted(argument, "item", "items") + " that `contains` describes";
      case "maxContains" ->
          "must have at most " + counted(argument, "item", "items") + " that `contains` describes";
      case "not" -> "must not match " + shortened(argument.toString());
      case "dependentRequired" -> "needs further properties: " + shortened(argument.toString());
      case "anyOf" -> "must match one of: " + branches(argument);
      case "oneOf" -> "must match exactly one of: " + branches(argument);
      default -> "breaks the rule " + keyword + " " + shortened(argument.toString());
    };
  }

  private static String format(Json argument) {
    String name = argument instanceof JsonString text ? text.value() : argument.toString();
    return Format.named(name)
        .map(format -> "must be " + format.description())
        .orElse("must be of the format " + name);
  }

  /** Returns the phrase for the properties that an object may have. */
  static String notAllowed(List<String> known) {
    return known.isEmpty()
        ? "is not allowed: no property is"
        : "is not allowed; the properties are " + names(known);
  }

  static String names(List<String> names) {
    return alternatives(Json.strings(names).items());
  }

  private static String type(Json argument) {
    List<String> phrases = new ArrayList<>();
    for (Json type : argument.asArray().map(a -> a.items()).orElse(List.of(argument))) {
      phrases.add(type(type.asText().orElse("")));
    }
    return "must be " + String.join(" or ", phrases);
  }

  private static String type(String type) {
    return switch (type) {
      case "integer" -> "an integer";
      case "array" -> "an array";
      case "object" -> "an object";
      case "boolean" -> "true or false";
      case "null" -> "null";
      default -> "a " + type;
    };
  }

  private static List<Json> items(Json argument) {
    return argument.asArray().map(a -> a.items()).orElse(List.of(argument));
  }

  private static String counted(Json number, String one, String many) {
    return number + " " + ("1".equals(number.toString()) ? one : many);
  }

  private static String alternatives(List<Json> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i == MAX_LISTED || text.length() > MAX_LENGTH) {
        return text.append(" … and ").append(values.size() - i).append(" more").toString();
      }
      text.append(i == 0 ? "" : ", ").append(shortened(values.get(i).toString()));
    }
    return text.toString();
  }

  private static String branches(Json argument) {
    List<String> phrases = new ArrayList<>();
    for (Json branch : items(argument)) {
      phrases.add(branch.asObject().map(CheckMessages::branch).orElse(branch.toString()));
    }
    return shortened(String.join("; ", phrases));
  }

  /** Describes one alternative of a union in a few words. */
  static String branch(JsonObject branch) {
    if (branch.text("title").isPresent()) {
      return branch.text("title").get();
    }
    if (branch.has("const")) {
      return shortened(String.valueOf(branch.members().get("const")));
    }
    if (branch.has("enum")) {
      return "one of " + alternatives(branch.items("enum"));
    }
    List<String> required = new ArrayList<>();
    branch.items("required").forEach(name -> name.asText().ifPresent(required::add));
    if (!required.isEmpty()) {
      return "an object with " + names(required);
    }
    if (branch.text("$ref").isPresent()) {
      String reference = branch.text("$ref").get();
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    return branch.get("type").map(t -> type(t).substring("must be ".length())).orElse("a value")
        + branch.text("format").map(f -> " of the format " + f).orElse("");
  }

  private static String shortened(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + '…';
  }
}
