package dev.instructor.shape;

/**
 * Names that every vendor accepts for a tool or a schema: letters, digits, {@code _} and {@code -},
 * 1 to 64 characters.
 */
final class WireName {
  private static final int MAX = 64;

  private WireName() {}

  static String of(String name) {
    StringBuilder legal = new StringBuilder();
    for (int i = 0; i < name.length() && legal.length() < MAX; i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      legal.append(allowed ? c : '_');
    }
    return legal.isEmpty() ? "Answer" : legal.toString();
  }
}
