package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Repair;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code --refuse}: which liberties are not taken when an answer is read. */
final class Refusal {
  private static final String KEY = "--refuse";

  /** Words of {@link Repair.Kind}. */
  static final Option OPTION =
      Option.of(KEY, "KIND,…", "Take none of these liberties, such as NULL,ENUM.");

  private Refusal() {}

  /** Returns the kinds that the arguments name; none if the option is not there. */
  static Set<Repair.Kind> of(Arguments arguments) {
    Set<Repair.Kind> kinds = EnumSet.noneOf(Repair.Kind.class);
    arguments.value(KEY).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(Refusal::kind)
        .forEach(kinds::add);
    return kinds;
  }

  private static Repair.Kind kind(String word) {
    try {
      return Repair.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String all =
          Arrays.stream(Repair.Kind.values()).map(Enum::name).collect(Collectors.joining(", "));
      throw new ConfigurationException(KEY + " needs some of " + all + ", not '" + word + "'", e);
    }
  }
}
