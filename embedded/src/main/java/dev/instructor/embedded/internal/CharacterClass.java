package dev.instructor.embedded.internal;

/** What the tokenizer keeps apart, by Unicode's general categories. */
enum CharacterClass {
  LETTER,
  NUMBER,
  SPACE,
  OTHER;

  static CharacterClass of(int point) {
    if (Character.isLetter(point)) {
      return LETTER;
    }
    if (Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || point == 0x85) { // next line: white space for Unicode, not for Java
      // The information separators are white space for Java alone.
      return point >= 0x1C && point <= 0x1F ? OTHER : SPACE;
    }
    int type = Character.getType(point);
    return type == Character.DECIMAL_DIGIT_NUMBER
            || type == Character.LETTER_NUMBER
            || type == Character.OTHER_NUMBER
        ? NUMBER
        : OTHER;
  }
}
