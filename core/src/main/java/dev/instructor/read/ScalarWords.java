package dev.instructor.read;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Words that models write for the scalars that have none: truth and absence. */
final class ScalarWords {
  private static final int MAX_LENGTH = 20;
  private static final Set<String> TRUE = Set.of("true", "yes", "y", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "n", "off");
  private static final Set<String> NULL =
      Set.of(
          "",
          "null",
          "none",
          "nil",
          "nan",
          "undefined",
          "n/a",
          "n.a",
          "na",
          "-",
          "--",
          "–",
          "—",
          "not applicable",
          "not available",
          "not specified",
          "unknown");

  private ScalarWords() {}

  /** Returns what a text says of truth, if it says nothing else. */
  static Optional<Boolean> truth(String text) {
    String word = word(text);
    if (TRUE.contains(word)) {
      return Optional.of(true);
    }
    if (FALSE.contains(word)) {
      return Optional.of(false);
    }
    for (boolean value : new boolean[] {true, false}) {
      if (word.length() > 2 && Spelling.isSlip(word, Boolean.toString(value))) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Returns whether a text says that there is no value. */
  static boolean absence(String text) {
    return NULL.contains(word(text));
  }

  private static String word(String text) {
    if (text.length() > MAX_LENGTH) {
      return "?";
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    boolean stop = word.endsWith(".") || word.endsWith("!");
    return stop ? word.substring(0, word.length() - 1) : word;
  }
}
