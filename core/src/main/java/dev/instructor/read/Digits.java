package dev.instructor.read;

/** Digits of other scripts, and the signs that stand beside them, as ASCII has them. */
final class Digits {
  private static final String SIGNS = "٫٬．，％－＋：／−";
  private static final String ASCII = ".,.,%-+:/-";

  private Digits() {}

  /** Returns a text with ASCII digits; the text itself if it has no others. */
  static String plain(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char ascii = plain(c);
      if (ascii != c) {
        plain = plain == null ? new StringBuilder(text) : plain;
        plain.setCharAt(i, ascii);
      }
    }
    return plain == null ? text : plain.toString();
  }

  private static char plain(char c) {
    if (c < 0x80) {
      return c;
    }
    int sign = SIGNS.indexOf(c);
    if (sign >= 0) {
      return ASCII.charAt(sign);
    }
    return Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c;
  }
}
