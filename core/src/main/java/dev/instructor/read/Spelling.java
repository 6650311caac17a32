package dev.instructor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares words as a careful reader does: by their letters, then with one slip of the pen. */
final class Spelling {
  private static final int MAX_LENGTH = 64;

  /** Shorter words become other words by one letter too easily. */
  private static final int SHORTEST_MISSPELT = 6;

  private static final int NONE = -1;

  private static final String IDLE = "_-.,!*`'\"’‘“”";

  private final List<String> words;
  private final Map<String, Integer> places = new HashMap<>();

  /** Creates a comparison with the words of a list. */
  Spelling(List<String> words) {
    this.words = words.stream().map(Spelling::letters).toList();
    for (int i = 0; i < words.size(); i++) {
      // Two words of the same letters are told apart by neither.
      places.merge(this.words.get(i), i, (one, two) -> NONE);
    }
  }

  /**
   * Returns a word in lower case without blanks, hyphens, quotation and the like. What can tell
   * words apart stays: {@code A+, -1, 1.5, 1-2}. A sign that was escaped for Markdown, as in {@code
   * read\_only}, is that sign.
   */
  static String letters(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder letters = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (!isEscape(lower, i) && (!isIdle(c) || isJoint(lower, i))) {
        letters.append(c);
      }
    }
    return letters.toString();
  }

  private static boolean isIdle(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || IDLE.indexOf(c) >= 0;
  }

  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && "_-.!*`".indexOf(text.charAt(at + 1)) >= 0;
  }

  /** Returns whether a sign means something: it stands between digits, or a minus stands alone. */
  private static boolean isJoint(String text, int at) {
    boolean before = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    boolean after = at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
    if (before && after) {
      return Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at + 1));
    }
    return text.charAt(at) == '-'
        && ((before && at + 1 == text.length())
            || (after && Character.isDigit(text.charAt(at + 1))));
  }

  /** Returns the place of the only word that has the letters of a text, or nothing. */
  Optional<Integer> same(String text) {
    String letters = text.length() > MAX_LENGTH * 4 ? "" : letters(text);
    Integer place = letters.isEmpty() ? null : places.get(letters);
    return place == null || place == NONE ? Optional.empty() : Optional.of(place);
  }

  /** Returns the place of the only word that is near to a text, and easily mistaken, or nothing. */
  Optional<Integer> near(String text) {
    String letters = text.length() > MAX_LENGTH ? "" : letters(text);
    int found = NONE;
    for (int i = 0; i < words.size(); i++) {
      if (isNear(letters, words.get(i))) {
        if (found != NONE) {
          return Optional.empty();
        }
        found = i;
      }
    }
    return found == NONE || !isSlipOfThePen(letters, words.get(found))
        ? Optional.empty()
        : Optional.of(found);
  }

  private static boolean isNear(String letters, String word) {
    return Math.min(word.length(), letters.length()) >= SHORTEST_MISSPELT
        && Math.abs(word.length() - letters.length()) <= 1
        && word.charAt(0) == letters.charAt(0)
        && (isOneEdit(letters, word) || isSlip(letters, word))
        && digits(word).equals(digits(letters));
  }

  private static String digits(String word) {
    return word.replaceAll("[^0-9]", "");
  }

  /** Returns whether a word is another with its last letter missing or two neighbours swapped. */
  static boolean isSlip(String written, String word) {
    if (written.length() + 1 == word.length()) {
      return word.startsWith(written);
    }
    if (written.length() != word.length()) {
      return false;
    }
    int at = common(written, word);
    return at + 1 < word.length()
        && written.charAt(at) == word.charAt(at + 1)
        && written.charAt(at + 1) == word.charAt(at)
        && written.substring(at + 2).equals(word.substring(at + 2));
  }

  /** Returns whether one letter more, less or other makes one word of the other. */
  private static boolean isOneEdit(String written, String word) {
    int at = common(written, word);
    String rest = written.substring(at);
    String wanted = word.substring(at);
    return switch (written.length() - word.length()) {
      case 1 -> rest.substring(1).equals(wanted);
      case -1 -> wanted.substring(1).equals(rest);
      default -> !rest.isEmpty() && rest.substring(1).equals(wanted.substring(1));
    };
  }

  /**
   * Returns whether the one letter that is more, less or other is one that is easily mistaken: any
   * other makes too many words of words, such as {@code contract} of {@code contact}, and models
   * write words.
   */
  private static boolean isSlipOfThePen(String written, String word) {
    int at = common(written, word);
    return isSlip(written, word)
        || switch (written.length() - word.length()) {
          case 1 -> isLoose(written, at) || written.equals(word + "s");
          case -1 -> isLoose(word, at);
          default ->
              at == word.length() || (isVowel(written.charAt(at)) && isVowel(word.charAt(at)));
        };
  }

  /** Returns whether a letter is easily left out or added: a vowel, or the same as beside it. */
  private static boolean isLoose(String word, int at) {
    char c = word.charAt(at);
    return isVowel(c)
        || (at > 0 && word.charAt(at - 1) == c)
        || (at + 1 < word.length() && word.charAt(at + 1) == c);
  }

  private static boolean isVowel(char c) {
    return "aeiouy".indexOf(c) >= 0;
  }

  private static int common(String left, String right) {
    int end = Math.min(left.length(), right.length());
    int at = 0;
    while (at < end && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return at;
  }
}
