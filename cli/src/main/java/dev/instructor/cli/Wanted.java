package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.schema.JsonSchema;
import java.util.List;
import java.util.Optional;

/** What is asked for: the options {@code -s} and {@code -F}. */
final class Wanted {
  private static final String SCHEMA = "--schema";
  private static final String FIELDS = "--fields";

  static final List<Option> OPTIONS =
      List.of(
          Option.of("-s " + SCHEMA, "FILE", "A file with a JSON Schema."),
          Option.of(
              "-F " + FIELDS,
              "FIELDS",
              "The fields of an object: 'name: string, age: integer 0..150, email?: email'."));

  private Wanted() {}

  static JsonSchema of(Arguments arguments) {
    Optional<String> schema = arguments.value(SCHEMA);
    Optional<String> fields = arguments.value(FIELDS);
    if (schema.isPresent() == fields.isPresent()) {
      throw new ConfigurationException("Say what you want with one of -s and -F");
    }
    return fields
        .map(text -> JsonSchema.of(FieldList.parse(text)))
        .orElseGet(() -> ofFile(schema.orElseThrow()));
  }

  private static JsonSchema ofFile(String file) {
    try {
      return JsonSchema.parse(Texts.ofFile("-s", file));
    } catch (InvalidJsonException e) {
      throw new ConfigurationException("-s " + file + " is not JSON: " + e.getMessage(), e);
    }
  }
}
