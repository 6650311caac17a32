package dev.instructor.json;

import java.util.ArrayList;
import java.util.List;

/** Reads the blocks of text of YAML, whose lines are kept, or folded into one. */
final class YamlBlock {
  private YamlBlock() {}

  /** Returns the lines of a text that mean something, the blocks in them read. */
  static List<BlockLine> lines(String text) {
    List<String> raw = text.lines().toList();
    List<BlockLine> lines = new ArrayList<>();
    int at = 0;
    while (at < raw.size()) {
      BlockLine line = BlockLine.of(raw.get(at++));
      if (line.ignored()) {
        continue;
      }
      BlockLine item = line.bullet() ? line.item() : line;
      boolean named = item.name() != null;
      if (isSign(item.text()) && (named || line.bullet())) {
        int end = end(raw, at, named ? item.indent() : line.indent());
        boolean folded = item.text().startsWith(">");
        lines.add(line.withBlock(text(raw.subList(at, end), folded)));
        at = end;
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private static boolean isSign(String text) {
    return switch (text) {
      case "|", "|-", "|+", ">", ">-", ">+" -> true;
      default -> false;
    };
  }

  /** Returns where the lines end that are further in; blank ones at the end do not count. */
  private static int end(List<String> raw, int from, int indent) {
    int end = from;
    for (int at = from; at < raw.size(); at++) {
      if (!raw.get(at).isBlank()) {
        if (BlockLine.indent(raw.get(at)) <= indent) {
          break;
        }
        end = at + 1;
      }
    }
    return end;
  }

  private static String text(List<String> lines, boolean folded) {
    StringBuilder text = new StringBuilder();
    int margin = lines.isEmpty() ? 0 : margin(lines);
    boolean foldable = false;
    boolean first = true;
    for (String line : lines) {
      int cut = Math.min(margin, width(line));
      String rest = line.substring(cut).stripTrailing();
      boolean plain = folded && !rest.isEmpty() && !Lookahead.blank(rest.charAt(0));
      if (!first) {
        boolean blankBefore = folded && text.length() > 0 && text.charAt(text.length() - 1) == '\n';
        if (plain && foldable) {
          text.append(' ');
        } else if (!plain || !blankBefore) {
          text.append('\n');
        }
      }
      text.append(rest);
      foldable = plain;
      first = false;
    }
    return text.toString();
  }

  private static int margin(List<String> lines) {
    int margin = Integer.MAX_VALUE;
    for (String line : lines) {
      if (!line.isBlank()) {
        margin = Math.min(margin, width(line));
      }
    }
    return margin;
  }

  private static int width(String line) {
    int width = 0;
    while (width < line.length() && Lookahead.blank(line.charAt(width))) {
      width++;
    }
    return width;
  }
}
