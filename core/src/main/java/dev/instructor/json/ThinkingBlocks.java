package dev.instructor.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text into what was thought and what was said. */
final class ThinkingBlocks {
  private static final Pattern TAG =
      Pattern.compile("<(/?)(think|thinking|reasoning)>", Pattern.CASE_INSENSITIVE);

  private ThinkingBlocks() {}

  /**
   * A part of the text.
   *
   * @param start where it begins
   * @param end where it ends, exclusive
   * @param thought whether it is thinking
   * @param afterThinking whether thinking came before it
   */
  record Stretch(int start, int end, boolean thought, boolean afterThinking) {}

  /**
   * Returns the stretches in order. A closing tag without an opening one ends thinking that began
   * with the text.
   */
  static List<Stretch> split(String text) {
    if (text.indexOf('<') < 0) {
      return List.of(new Stretch(0, text.length(), false, false));
    }
    List<Stretch> stretches = new ArrayList<>();
    Matcher tag = TAG.matcher(text);
    int from = 0;
    int depth = 0;
    boolean thoughtBefore = false;
    while (tag.find()) {
      boolean closing = !tag.group(1).isEmpty();
      if (closing && depth == 0 && !thoughtBefore) {
        // Thinking that began with the text, without an opening tag.
        stretches.clear();
        from = 0;
      }
      if (closing && depth <= 1) {
        stretches.add(new Stretch(from, tag.start(), depth == 1 || !thoughtBefore, thoughtBefore));
        thoughtBefore = true;
        from = tag.end();
      } else if (!closing && depth == 0) {
        stretches.add(new Stretch(from, tag.start(), false, thoughtBefore));
        from = tag.end();
      }
      depth = closing ? Math.max(0, depth - 1) : depth + 1;
    }
    stretches.add(new Stretch(from, text.length(), depth > 0, thoughtBefore));
    stretches.removeIf(s -> s.start() >= s.end());
    return stretches;
  }
}
