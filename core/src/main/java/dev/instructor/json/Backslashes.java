package dev.instructor.json;

/**
 * What the backslashes of a string tell about it: whether they are those of a path, a pattern or a
 * formula, and whether the quote at its end has one before it by mistake.
 */
final class Backslashes {
  private int escapedQuotes;
  private int behindLast;
  private boolean kept;

  void clear() {
    escapedQuotes = 0;
    behindLast = 0;
    kept = false;
  }

  /** A backslash was kept, as it begins no escape: so others may stand for themselves. */
  void kept() {
    kept = true;
  }

  /** An escaped quote was read, with which the text is so long. */
  void quote(int length) {
    escapedQuotes++;
    behindLast = length;
  }

  /**
   * Returns whether a backslash before a letter stands for itself, as others in the text do: nobody
   * means a backspace or a form feed, nor a line break in a path.
   */
  boolean standsForItself(int letter, GrowingText text) {
    if (!kept) {
      return false;
    }
    return switch (letter) {
      case 'b', 'f' -> true;
      case 'n', 'r', 't' -> text.length() > 2 && text.charAt(1) == ':' && text.charAt(2) == '\\';
      default -> false;
    };
  }

  /** Returns whether a text of such a length ends with an escaped quote that opens or ends none. */
  boolean endsWithLoneQuote(int length) {
    return behindLast == length && escapedQuotes % 2 == 1;
  }

  /**
   * Restores what an escaped quote lost that was cut off as it ends the text: the quote, if those
   * before it leave one open, or the backslash, if the text is a path.
   */
  void restore(TreeGrower grower) {
    GrowingText text = grower.text();
    if (behindLast != text.length() + 1) {
      return;
    }
    if (escapedQuotes % 2 == 0) {
      grower.append('"');
    } else if (isPath(text)) {
      grower.append('\\');
    }
  }

  /** Returns whether a text looks like the path of a file on Windows. */
  private static boolean isPath(GrowingText text) {
    if (text.length() > 1 && text.charAt(1) == ':' && Lookahead.letter(text.charAt(0))) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        return true;
      }
    }
    return false;
  }
}
