package dev.instructor.cli;

import java.util.List;

/** Cuts lines into rows of a screen. */
final class DisplayRows {
  private DisplayRows() {}

  /** Adds the rows of a line that are at most so many columns wide. */
  static void wrap(String line, int columns, List<String> rows) {
    int start = 0;
    int width = 0;
    for (int i = 0; i < line.length(); ) {
      int codePoint = line.codePointAt(i);
      int wide = width(codePoint);
      if (width + wide > columns) {
        rows.add(line.substring(start, i));
        start = i;
        width = 0;
      }
      width += wide;
      i += Character.charCount(codePoint);
    }
    rows.add(line.substring(start));
  }

  /** Returns about how many columns a character takes; terminals differ at the edges. */
  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x1100 && codePoint <= 0x115f)
        || (codePoint >= 0x2e80 && codePoint <= 0xa4cf)
        || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
        || (codePoint >= 0xf900 && codePoint <= 0xfaff)
        || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
        || (codePoint >= 0xff00 && codePoint <= 0xff60)
        || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
        || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
        || (codePoint >= 0x20000 && codePoint <= 0x3fffd);
  }
}
