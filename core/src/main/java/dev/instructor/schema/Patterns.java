package dev.instructor.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which regular expressions vendors enforce, and how they want them written. */
final class Patterns {
  /**
   * OpenAI: groups other than plain ones ("regex lookaround is not supported"), references back,
   * word boundaries and Unicode classes.
   */
  private static final Pattern BEYOND_OPENAI =
      Pattern.compile("\\(\\?(?!:)|\\\\[1-9bBkpP]|\\\\u\\{");

  /** Anthropic: no references back, no groups but plain ones, no word boundaries. */
  private static final Pattern BEYOND_ANTHROPIC =
      Pattern.compile("\\(\\?|\\\\[1-9bBkpPu]|[*+?}][+?]");

  /** xAI: as OpenAI, and inline modifiers, which have the form of other groups. */
  private static final Pattern BEYOND_XAI = Pattern.compile("\\(\\?(?!:)|\\\\[1-9bBkpP]");

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

  /** "Complex {n,m} quantifiers with large ranges" are not supported; how large is not said. */
  private static final int LARGE = 32;

  /** llama.cpp refuses repetitions from 2,000 on; caution. */
  private static final int LARGE_GRAMMAR = 1_000;

  /**
   * What llama.cpp's converter makes a grammar of that its own parser reads: no escaped classes, no
   * escapes but those of signs, no lazy and no possessive repetition.
   */
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:(?:[^\\\\()\\[\\]{}*+?|^$.]|\\\\[\\\\^$.\\[\\]()|{}*+?]|\\.|\\)|"
              + "\\[\\^?(?:[^\\\\\\[\\]]|\\\\[\\\\\\[\\]nrt])+\\])(?:[*+?]|\\{\\d+(?:,\\d*)?\\})?"
              + "|\\((?:\\?:)?|\\|)*");

  private Patterns() {}

  static Optional<String> openAi(String pattern) {
    return Optional.of(pattern).filter(p -> !BEYOND_OPENAI.matcher(p).find());
  }

  static Optional<String> anthropic(String pattern) {
    return Optional.of(pattern)
        .filter(p -> !BEYOND_ANTHROPIC.matcher(p).find() && largest(p) <= LARGE);
  }

  /** "Anchors are implicit": one that may match within a text cannot be said. */
  static Optional<String> xai(String pattern) {
    return whole(pattern).filter(p -> !BEYOND_XAI.matcher(p).find()).map(p -> pattern);
  }

  /** Cohere: without {@code ^} and {@code $}. */
  static Optional<String> cohere(String pattern) {
    return whole(pattern)
        .filter(p -> !BEYOND_OPENAI.matcher(p).find())
        .filter(p -> !p.contains("^") && !p.contains("$"));
  }

  /** "Patterns must start with ^ and end with $"; {@code \d} and {@code \w} are written out. */
  static Optional<String> llamaCpp(String pattern) {
    return whole(pattern)
        .map(Patterns::withoutEscapedClasses)
        .filter(p -> GRAMMAR.matcher(p).matches() && largest(p) <= LARGE_GRAMMAR)
        .map(p -> "^" + p + "$");
  }

  private static String withoutEscapedClasses(String pattern) {
    StringBuilder written = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        char escaped = pattern.charAt(++i);
        written.append(
            switch (escaped) {
              case 'd' -> inClass ? "0-9" : "[0-9]";
              case 'w' -> inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]";
              default -> "\\" + escaped;
            });
      } else {
        inClass = c == '[' || (inClass && c != ']');
        written.append(c);
      }
    }
    return written.toString();
  }

  /** Returns what lies between the anchors of a pattern that has to match the whole text. */
  private static Optional<String> whole(String pattern) {
    if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.endsWith("\\$")) {
      return Optional.empty();
    }
    String inner = pattern.substring(1, pattern.length() - 1);
    return hasChoice(inner) ? Optional.empty() : Optional.of(inner);
  }

  /** Returns whether alternatives stand outside of all groups: anchors hold for one of them. */
  private static boolean hasChoice(String pattern) {
    int depth = 0;
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> depth += inClass ? 0 : 1;
        case ')' -> depth -= inClass ? 0 : 1;
        case '|' -> {
          if (depth == 0 && !inClass) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Returns the largest number of repetitions. */
  private static int largest(String pattern) {
    int largest = 0;
    Matcher repetition = REPETITION.matcher(pattern);
    while (repetition.find()) {
      largest = Math.max(largest, number(repetition.group(1)));
      largest = Math.max(largest, number(repetition.group(2)));
    }
    return largest;
  }

  private static int number(@Nullable String count) {
    if (count == null || count.isEmpty()) {
      return 0;
    }
    return count.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(count);
  }
}
