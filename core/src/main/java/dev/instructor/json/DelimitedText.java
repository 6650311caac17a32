package dev.instructor.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of cells, such as CSV, below a line of names: an object for each. */
final class DelimitedText {
  private static final int MAX_NAME = 40;

  private DelimitedText() {}

  /** Returns the rows of a text, or null if it does not consist of such lines alone. */
  static @Nullable Json read(String text) {
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("```") && !line.startsWith("~~~"))
            .toList();
    int from = lines.size() > 2 && lines.get(0).endsWith(":") ? 1 : 0;
    if (lines.size() - from < 2) {
      return null;
    }
    for (char delimiter : new char[] {'\t', ';', ','}) {
      List<String> names = cells(lines.get(from), delimiter);
      if (names.size() > 1 && names(names)) {
        return rows(names, lines.subList(from + 1, lines.size()), delimiter);
      }
    }
    return null;
  }

  /** Returns whether all cells can be names, each of another column. */
  private static boolean names(List<String> cells) {
    for (String cell : cells) {
      boolean word =
          !cell.isEmpty() && cell.length() <= MAX_NAME && Lookahead.letter(cell.charAt(0));
      if (!word || !cell.chars().allMatch(c -> Lookahead.name(c) && c != '.')) {
        return false;
      }
    }
    return new HashSet<>(cells).size() == cells.size();
  }

  private static @Nullable Json rows(List<String> names, List<String> lines, char delimiter) {
    List<Json> rows = new ArrayList<>();
    for (String line : lines) {
      List<String> cells = cells(line, delimiter);
      char last = line.charAt(line.length() - 1);
      if (cells.size() != names.size() || last == '.' || last == '!' || last == '?') {
        return null;
      }
      JsonObject.Builder row = Json.object();
      for (int i = 0; i < cells.size(); i++) {
        row.put(names.get(i), value(cells.get(i)));
      }
      rows.add(row.build());
    }
    return new JsonArray(rows);
  }

  private static Json value(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted
        ? new JsonString(cell.substring(1, cell.length() - 1).replace("\"\"", "\""))
        : KeyValueText.scalar(cell);
  }

  /** Returns the cells of a line; in quotes a delimiter is content. */
  private static List<String> cells(String line, char delimiter) {
    List<String> cells = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        cells.add(line.substring(from, i).strip());
        from = i + 1;
      }
    }
    cells.add(line.substring(from).strip());
    return cells;
  }
}
