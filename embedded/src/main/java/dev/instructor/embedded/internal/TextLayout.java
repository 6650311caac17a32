package dev.instructor.embedded.internal;

import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where words, clauses and sentences end in a text, for judging whether a span is a sound one. */
final class TextLayout {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sr", "Jr", "Mt", "No", "Nr", "Sgt", "Capt", "Lt",
          "Col", "Gen", "Maj", "Cpl", "Pvt", "Rev", "Hon", "Gov", "Sen", "Rep", "Fr");

  /** What a full stop behind belongs to, as the last word of a name. */
  private static final Set<String> SHORT_ENDINGS =
      Set.of("Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "Bros", "Esq");

  private static final Pattern ARTICLE =
      Pattern.compile("(?:an?|the|Mr\\.?|Mrs\\.?|Ms\\.?) (?=\\S)");

  /** A longer value with an article is a sentence rather than the name of something. */
  private static final int MOST_WORDS_AFTER_ARTICLE = 4;

  private final Tuning tuning;
  private final String text;
  private final int[] spaces;
  private final int[] sentences;
  private final int[] clauses;

  TextLayout(String text, Tuning tuning) {
    this.tuning = tuning;
    this.text = text;
    spaces = new int[text.length() + 1];
    sentences = new int[text.length() + 1];
    clauses = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      spaces[i + 1] = spaces[i] + (c == ' ' ? 1 : 0);
      sentences[i + 1] = sentences[i] + (endsSentence(c, i) ? 1 : 0);
      clauses[i + 1] = clauses[i] + (c == ',' || c == ':' || c == '(' ? 1 : 0);
    }
  }

  private boolean endsSentence(char c, int at) {
    return c == '!'
        || c == '?'
        || c == '\n'
        || ((c == '.' || c == ';')
            && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)))
            && !(c == '.' && isAbbreviated(at)));
  }

  /** Whether what stands before a full stop is an initial or a word that is mostly shortened. */
  private boolean isAbbreviated(int stop) {
    String word = wordBefore(stop);
    return isInitial(word) || ABBREVIATIONS.contains(word);
  }

  /**
   * Whether the full stop is of a name's last word: an initial, or one that is mostly shortened.
   */
  private boolean isShortEnding(int stop) {
    String word = wordBefore(stop);
    return isInitial(word) || SHORT_ENDINGS.contains(word);
  }

  private static boolean isInitial(String word) {
    return word.length() == 1 && Character.isUpperCase(word.charAt(0));
  }

  private String wordBefore(int end) {
    int start = end;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  /** Returns what a span's score is lowered by. */
  float penalty(int start, int end) {
    int words = spaces[end] - spaces[start] + 1;
    return tuning.perWord() * Math.max(0, words - 2)
        + tuning.perSentence() * (sentences[end - 1] - sentences[start])
        + tuning.perClause() * (clauses[end - 1] - clauses[start]);
  }

  /** Returns whether a value can begin here: at a word, or at a mark that belongs to one. */
  boolean canStart(int at) {
    char c = text.charAt(at);
    if (isWordPart(at)) {
      return at == 0 || !isWordPart(at - 1);
    }
    boolean path = c == '/' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
    return "#+($€£@".indexOf(c) >= 0 || path;
  }

  /**
   * Returns where a value that begins here does so without its article or title: "a burst pipe".
   */
  int withoutArticle(int start, int end) {
    if (spaces[end] - spaces[start] > MOST_WORDS_AFTER_ARTICLE) {
      return start;
    }
    Matcher article = ARTICLE.matcher(text).region(start, end);
    return article.lookingAt() ? article.end() : start;
  }

  /** Returns whether a value can end here. */
  boolean canEnd(int at) {
    char last = text.charAt(at - 1);
    if (isWordPart(at - 1)) {
      return at == text.length() || !isWordPart(at) || isContracted(at);
    }
    return ")+#%".indexOf(last) >= 0 || (last == '.' && isShortEnding(at - 1));
  }

  /** Returns whether opening and closing brackets are equally many. */
  boolean isBalanced(int start, int end) {
    int open = 0;
    for (int i = start; i < end; i++) {
      open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
    }
    return open == 0;
  }

  /**
   * Letters and digits, and what joins them: the dot in 1.5, the at sign in an address, the
   * apostrophe in O'Leary.
   */
  private boolean isWordPart(int at) {
    char c = text.charAt(at);
    int whole = Character.isLowSurrogate(c) && at > 0 ? at - 1 : at;
    if (Character.isLetterOrDigit(text.codePointAt(whole))) {
      return true;
    }
    return switch (c) {
      case '.', '@', '_' -> isBetween(at, Character::isLetterOrDigit);
      case '\'', '\u2019' -> isBetween(at, Character::isLetter);
      default -> false;
    };
  }

  private boolean isBetween(int at, IntPredicate kind) {
    return at > 0
        && at + 1 < text.length()
        && kind.test(text.charAt(at - 1))
        && kind.test(text.charAt(at + 1));
  }

  /** Whether an apostrophe begins what is no part of the word before: 's, 'll, 'd. */
  private boolean isContracted(int at) {
    if (text.charAt(at) != '\'' && text.charAt(at) != '\u2019') {
      return false;
    }
    int end = at + 1;
    while (end < text.length() && Character.isLowerCase(text.charAt(end))) {
      end++;
    }
    return end > at + 1
        && end - at <= 3
        && (end == text.length() || !Character.isLetter(text.charAt(end)));
  }
}
