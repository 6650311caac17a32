package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for: the options {@code -s}, {@code -F} and {@code -t} with what belongs to them.
 */
final class Wanted {
  private static final String SCHEMA = "--schema";
  private static final String FIELDS = "--fields";
  private static final String TYPE = "--type";
  private static final String CLASS_PATH = "--class-path";
  private static final String NAME = "--name";
  private static final String LIST = "--list";

  static final Option SCHEMA_FILE =
      Option.of("-s " + SCHEMA, "FILE", "A file with a JSON Schema; its root may be of any type.");

  static final List<Option> OPTIONS =
      List.of(
          SCHEMA_FILE,
          Option.of(
              "-F " + FIELDS,
              "FIELDS",
              "The fields of an object: 'name: string, age: integer 0..150, email?: email'."),
          Option.of("-t " + TYPE, "CLASS", "A Java class; its constraints are checked."),
          Option.of("-cp " + CLASS_PATH, "PATH", "Where that class lies: jars and folders."),
          Option.of(NAME, "NAME", "The name of the tool or schema on the wire."),
          Option.flag(LIST, "Ask for a list of it."));

  private Wanted() {}

  /**
   * Returns what the options say, or nothing if they say nothing.
   *
   * @throws ConfigurationException if they cannot be understood
   */
  static Optional<Shape<?>> find(Arguments arguments) {
    List<String> given = List.of(SCHEMA, FIELDS, TYPE).stream().filter(arguments::has).toList();
    if (given.size() > 1) {
      throw new ConfigurationException("-s, -F and -t exclude each other: one says what you want");
    }
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (arguments.has(CLASS_PATH) && !arguments.has(TYPE)) {
      throw new ConfigurationException("-cp goes with -t");
    }
    Shape<?> shape = element(arguments);
    Shape<?> whole = isList(arguments) ? Shape.listOf(shape) : shape;
    return Optional.of(named(arguments, whole));
  }

  /** Returns whether a list is asked for. */
  static boolean isList(Arguments arguments) {
    return arguments.has(LIST);
  }

  /** Returns what an item of the list is, under the name that the options give. */
  static Shape<?> item(Arguments arguments) {
    return named(arguments, element(arguments));
  }

  private static Shape<?> element(Arguments arguments) {
    return arguments.has(TYPE)
        ? ofClass(arguments)
        : Shape.ofSchema(schema(arguments).orElseThrow());
  }

  /** Returns what the options say; a {@link ConfigurationException} if that is nothing. */
  static Shape<?> get(Arguments arguments) {
    return find(arguments)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Say what you want: -F 'name: string, age: integer', -s FILE with a JSON Schema,"
                        + " or -t with a class"));
  }

  /** Returns the shape of a raw schema, under the name that the options give it. */
  static Shape<Json> ofSchema(Arguments arguments, JsonObject schema) {
    return named(arguments, Shape.ofSchema(schema));
  }

  private static <T> Shape<T> named(Arguments arguments, Shape<T> shape) {
    return arguments.value(NAME).map(name -> shape.named(checked(name))).orElse(shape);
  }

  /** Returns the schema that {@code -s} or {@code -F} states. */
  static Optional<JsonObject> schema(Arguments arguments) {
    return arguments
        .value(FIELDS)
        .map(FieldList::parse)
        .or(() -> arguments.value(SCHEMA).map(Wanted::ofFile));
  }

  private static JsonObject ofFile(String file) {
    try {
      return Json.parse(Texts.ofFile("-s", file))
          .asObject()
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "-s " + file + ": a JSON Schema is a JSON object; for 'anything' write {}"));
    } catch (InvalidJsonException e) {
      throw new ConfigurationException("-s " + file + " is not JSON: " + e.getMessage(), e);
    }
  }

  private static Shape<?> ofClass(Arguments arguments) {
    return Shape.of(
        UserClass.load(arguments.value(TYPE).orElseThrow(), arguments.value(CLASS_PATH)));
  }

  private static String checked(String name) {
    boolean legal = !name.isEmpty() && name.length() <= 64;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      legal &= c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
    if (!legal) {
      throw new ConfigurationException(
          "--name needs 1 to 64 letters, digits, '_' and '-', not '" + name + "'");
    }
    return name;
  }
}
