package dev.instructor.cli;

import java.util.List;

/**
 * An option of a subcommand.
 *
 * @param names all its names, the long one last; that one is its key in {@link Arguments}
 * @param label what its value is, for the help; empty for a flag, which has no value
 * @param description what it does
 * @param candidates the values there are, for completion; empty if any will do
 * @param repeated whether it may be given more than once
 */
record Option(
    List<String> names,
    String label,
    String description,
    List<String> candidates,
    boolean repeated) {

  /** Returns an option that takes a value. */
  static Option of(String names, String label, String description, String... candidates) {
    return new Option(List.of(names.split(" ")), label, description, List.of(candidates), false);
  }

  /** Returns an option that takes a value and may be given more than once. */
  static Option repeated(String names, String label, String description) {
    return new Option(List.of(names.split(" ")), label, description, List.of(), true);
  }

  /** Returns an option that is there or not. */
  static Option flag(String names, String description) {
    return of(names, "", description);
  }

  String key() {
    return names.get(names.size() - 1);
  }

  boolean isFlag() {
    return label.isEmpty();
  }
}
