package dev.instructor.read;

/** Compares names of properties without regard to how their words are joined. */
final class PropertyNames {
  private PropertyNames() {}

  /** Returns whether two names have the same letters and digits, ignoring case. */
  static boolean isSame(String a, String b) {
    int i = 0;
    int j = 0;
    while (true) {
      i = skip(a, i);
      j = skip(b, j);
      if (i == a.length() || j == b.length()) {
        return i == a.length() && j == b.length();
      }
      if (Character.toLowerCase(a.charAt(i++)) != Character.toLowerCase(b.charAt(j++))) {
        return false;
      }
    }
  }

  private static int skip(String text, int from) {
    int i = from;
    while (i < text.length() && !Character.isLetterOrDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
