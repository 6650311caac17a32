package dev.instructor.json;

/** What a word without quotes stands for. */
final class Literals {
  private Literals() {}

  static Json value(String token) {
    switch (token) {
      case "true":
        return JsonBoolean.TRUE;
      case "false":
        return JsonBoolean.FALSE;
      case "null":
        return JsonNull.INSTANCE;
      default:
        try {
          return new JsonNumber(token);
        } catch (NumberFormatException e) {
          return new JsonString(token);
        }
    }
  }
}
