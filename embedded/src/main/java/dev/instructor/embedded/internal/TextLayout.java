package dev.instructor.embedded.internal;

/** Where words, clauses and sentences end in a text, for judging whether a span is a sound one. */
final class TextLayout {
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
            && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1))));
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
    return c == '#' || c == '+' || c == '(' || c == '$' || c == '@';
  }

  /** Returns whether a value can end here. */
  boolean canEnd(int at) {
    char last = text.charAt(at - 1);
    if (isWordPart(at - 1)) {
      return at == text.length() || !isWordPart(at);
    }
    return last == ')' || last == '+' || last == '#' || last == '%';
  }

  /** Returns whether opening and closing brackets are equally many. */
  boolean isBalanced(int start, int end) {
    int open = 0;
    for (int i = start; i < end; i++) {
      open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
    }
    return open == 0;
  }

  /** Letters and digits, and what joins them: the dot in 1.5, the at sign in an address. */
  private boolean isWordPart(int at) {
    char c = text.charAt(at);
    int whole = Character.isLowSurrogate(c) && at > 0 ? at - 1 : at;
    if (Character.isLetterOrDigit(text.codePointAt(whole))) {
      return true;
    }
    return (c == '.' || c == '@' || c == '_')
        && at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
