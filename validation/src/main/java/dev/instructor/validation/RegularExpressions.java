package dev.instructor.validation;

import java.util.Optional;

/** Java's regular expressions as those of JSON Schema, which are ECMA-262's and match anywhere. */
final class RegularExpressions {
  private RegularExpressions() {}

  /**
   * Returns an expression that matches the same texts as a whole; nothing if it uses what ECMA-262
   * does not know or understands otherwise, such as possessive quantifiers and inline flags.
   */
  static Optional<String> whole(String regexp) {
    if (!isPortable(regexp)) {
      return Optional.empty();
    }
    boolean anchored =
        regexp.startsWith("^")
            && regexp.endsWith("$")
            && !regexp.endsWith("\\$")
            && regexp.indexOf('|') < 0;
    return Optional.of(anchored ? regexp : "^(?:" + regexp + ")$");
  }

  private static boolean isPortable(String regexp) {
    boolean inClass = false;
    for (int i = 0; i < regexp.length(); i++) {
      char c = regexp.charAt(i);
      String rest = regexp.substring(i + 1);
      if (c == '\\') {
        if (!isPortableEscape(rest)) {
          return false;
        }
        i++;
      } else if (inClass) {
        if (c == '[' || (c == '&' && rest.startsWith("&"))) {
          return false;
        }
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(' && rest.startsWith("?") && !rest.matches("(?s)\\?(:|=|!|<).*")) {
        return false;
      } else if ("*+?}".indexOf(c) >= 0 && rest.startsWith("+")) {
        return false;
      }
    }
    return !inClass;
  }

  /** Tells from what follows the backslash. */
  private static boolean isPortableEscape(String rest) {
    if (rest.isEmpty()) {
      return false;
    }
    char c = rest.charAt(0);
    if (c == 'p' || c == 'P') {
      return rest.matches("(?s).\\{[A-Z][a-z]?\\}.*");
    }
    if (c == 'x') {
      return rest.matches("(?s)x[0-9A-Fa-f]{2}.*");
    }
    return "AZzGQEhHRXVvNea0".indexOf(c) < 0;
  }
}
