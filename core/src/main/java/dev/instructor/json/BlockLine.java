package dev.instructor.json;

import org.jspecify.annotations.Nullable;

/**
 * A line of a text.
 *
 * @param indent how far in it begins
 * @param bullet whether it is an item of a list
 * @param name the name before its colon, if there is one
 * @param text what stands behind the colon, or behind the bullet, or the whole line
 * @param raw the line without its indentation
 * @param block the block of text below it that is its value, if there is one
 */
record BlockLine(
    int indent,
    boolean bullet,
    @Nullable String name,
    String text,
    String raw,
    @Nullable String block) {
  private static final int MAX_NAME = 60;
  private static final int MAX_WORDS = 4;

  static BlockLine of(String line) {
    int from = 0;
    while (from < line.length() && Lookahead.blank(line.charAt(from))) {
      from++;
    }
    return of(indent(line), line.substring(from).stripTrailing(), null);
  }

  /** Returns how far in a line begins. */
  static int indent(String line) {
    int indent = 0;
    for (int i = 0; i < line.length() && Lookahead.blank(line.charAt(i)); i++) {
      indent += line.charAt(i) == '\t' ? 4 : 1;
    }
    return indent;
  }

  private static BlockLine of(int indent, String raw, @Nullable String block) {
    int bullet = bullet(raw);
    if (bullet > 0) {
      return new BlockLine(indent, true, null, raw.substring(bullet), raw, block);
    }
    int colon = colon(raw);
    String name = colon < 0 ? null : name(raw.substring(0, colon));
    if (name == null) {
      return new BlockLine(indent, false, null, raw, raw, block);
    }
    String rest = raw.substring(colon + 1);
    if (rest.startsWith("**") || rest.startsWith("__")) {
      // The bold name takes its colon along.
      rest = rest.substring(2);
    }
    return new BlockLine(indent, false, name, rest.strip(), raw, block);
  }

  /** Returns the item behind the bullet as a line of its own. */
  BlockLine item() {
    return of(indent + raw.length() - text.length(), text, block);
  }

  /** Returns the line with the block of text that stands below it. */
  BlockLine withBlock(String value) {
    return new BlockLine(indent, bullet, name, text, raw, value);
  }

  /** Returns whether the line says nothing: it is blank, a fence, a rule, or a comment. */
  boolean ignored() {
    return raw.isEmpty()
        || raw.startsWith("```")
        || raw.startsWith("~~~")
        || raw.startsWith("#")
        || raw.equals("---")
        || raw.equals("...")
        || raw.startsWith("<|")
        || raw.equals("</s>");
  }

  /** Returns whether the line is more likely a datum than a sentence. */
  boolean terse() {
    return (bullet || (name != null && name.indexOf(' ') < 0))
        && !text.endsWith(".")
        && text.split(" ").length <= 8;
  }

  boolean prose() {
    return !bullet && name == null;
  }

  private static int bullet(String raw) {
    int at = 0;
    while (at < raw.length() && at < 4 && Lookahead.digit(raw.charAt(at))) {
      at++;
    }
    boolean numbered = at > 0 && at < raw.length() && ".)".indexOf(raw.charAt(at)) >= 0;
    boolean marked = at == 0 && !raw.isEmpty() && "-*+•–".indexOf(raw.charAt(0)) >= 0;
    if (!numbered && !marked) {
      return 0;
    }
    int end = at + 1;
    while (end < raw.length() && raw.charAt(end) == ' ') {
      end++;
    }
    return end > at + 1 && end < raw.length() ? end : 0;
  }

  /** Returns where the sign between a name and its value is, or -1. */
  private static int colon(String raw) {
    for (int i = 1; i < raw.length() && i <= MAX_NAME; i++) {
      char c = raw.charAt(i);
      boolean last = i + 1 == raw.length();
      if (c == '：' || (c == ':' && (last || " *_\t".indexOf(raw.charAt(i + 1)) >= 0))) {
        return i;
      }
      if (c == '=' && !last && raw.charAt(i - 1) == ' ' && raw.charAt(i + 1) == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String name(String before) {
    String name = before.strip();
    if (name.startsWith("**") || name.startsWith("__")) {
      name = name.substring(2);
    }
    if (name.endsWith("**") || name.endsWith("__")) {
      name = name.substring(0, name.length() - 2);
    }
    name = KeyValueText.unmarked(name.strip());
    if (name.length() > 1 && Lookahead.closing(name.charAt(0)) == name.charAt(name.length() - 1)) {
      name = name.substring(1, name.length() - 1);
    }
    name = name.replace("\\_", "_");
    if (name.isEmpty() || name.split(" ").length > MAX_WORDS) {
      return null;
    }
    for (int i = 0; i < name.length(); i++) {
      if (".!?,;{}[]<>\"|".indexOf(name.charAt(i)) >= 0) {
        return null;
      }
    }
    return name;
  }
}
