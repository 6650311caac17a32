package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands on the command line after a subcommand's name.
 *
 * @param options the values of the options by key; an empty text for a flag; several values only
 *     for an option that may be repeated
 * @param positional the positional argument, if there is one
 */
record Arguments(Map<String, List<String>> options, Optional<String> positional) {
  /** Creates arguments with a copy of the map. */
  Arguments {
    options = Map.copyOf(options);
  }

  /** Returns an option's value, if the option was given. */
  Optional<String> value(String option) {
    return values(option).stream().findFirst();
  }

  /** Returns the values of an option that may be repeated, in their order; empty for none. */
  List<String> values(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** Returns whether an option was given. */
  boolean has(String option) {
    return options.containsKey(option);
  }

  /**
   * Returns the value of an option that takes a whole number.
   *
   * @throws ConfigurationException if it is none, or is below {@code least}
   */
  Optional<Integer> number(String option, int least) {
    return value(option)
        .map(
            text -> {
              try {
                int number = Integer.parseInt(text.strip());
                if (number >= least) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // Told below, together with a number that is too small.
              }
              throw new ConfigurationException(
                  option + " needs a whole number from " + least + " up, not '" + text + "'");
            });
  }

  /**
   * Reads a plain command line: full names of options, and no surprise. Anything else, such as a
   * mistake or a call for help, is left to picocli and comes back empty. This is the path of nearly
   * every start, and picocli's classes are of a format that the JVM does not archive: they would
   * take a third of a start.
   *
   * @param args the command line without the subcommand's name
   */
  static Optional<Arguments> quickly(Subcommand subcommand, List<String> args) {
    Map<String, Option> byName = new HashMap<>();
    for (Option option : subcommand.options()) {
      option.names().forEach(name -> byName.put(name, option));
    }
    Map<String, List<String>> values = new HashMap<>();
    Optional<String> positional = Optional.empty();
    boolean onlyPositional = false;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (onlyPositional || !arg.startsWith("-") || arg.equals("-")) {
        if (positional.isPresent() || subcommand.positional().isEmpty()) {
          return Optional.empty();
        }
        positional = Optional.of(arg);
      } else if (arg.equals("--")) {
        onlyPositional = true;
      } else {
        int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
        Option option = byName.get(equals < 0 ? arg : arg.substring(0, equals));
        if (option == null || (option.isFlag() && equals >= 0)) {
          return Optional.empty();
        }
        String value = "";
        if (equals >= 0) {
          value = arg.substring(equals + 1);
        } else if (!option.isFlag()) {
          i++;
          if (i == args.size() || args.get(i).startsWith("--") || byName.containsKey(args.get(i))) {
            return Optional.empty();
          }
          value = args.get(i);
        }
        List<String> all = values.computeIfAbsent(option.key(), key -> new ArrayList<>());
        if (!all.isEmpty() && !option.repeated()) {
          return Optional.empty();
        }
        all.add(value);
      }
    }
    return Optional.of(new Arguments(values, positional));
  }
}
