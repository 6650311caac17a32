package dev.instructor.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Markdown table: an object for each row, or one object if a row is a name and a value. */
final class TableText {
  private static final Set<String> NAMES =
      Set.of("field", "key", "property", "attribute", "name", "parameter", "item");

  private TableText() {}

  /** Returns the rows of the last table in a text, or null if there is none. */
  static @Nullable Json read(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    Json last = null;
    int at = 1;
    while (at < lines.size()) {
      List<String> header = cells(lines.get(at - 1));
      if (separator(lines.get(at)) && header.size() == cells(lines.get(at)).size()) {
        int end = at + 1;
        while (end < lines.size() && lines.get(end).indexOf('|') >= 0) {
          end++;
        }
        Json rows = rows(header, lines.subList(at + 1, end));
        last = rows == null ? last : rows;
        at = end;
      }
      at++;
    }
    return last;
  }

  private static boolean separator(String line) {
    return line.indexOf('-') >= 0
        && line.indexOf('|') >= 0
        && line.chars().allMatch(c -> c == '|' || c == '-' || c == ':' || c == ' ' || c == '\t');
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    int from = line.startsWith("|") ? 1 : 0;
    int to = line.endsWith("|") && line.length() > from ? line.length() - 1 : line.length();
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < to && line.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static @Nullable Json rows(List<String> header, List<String> lines) {
    List<String> names = header.stream().map(KeyValueText::unmarked).toList();
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      List<String> cells = cells(line);
      if (cells.size() == names.size()) {
        rows.add(cells);
      }
    }
    if (rows.isEmpty()) {
      return null;
    }
    return pairs(names) ? object(rows) : array(names, rows);
  }

  private static boolean pairs(List<String> names) {
    return names.size() == 2
        && names.get(1).equalsIgnoreCase("value")
        && NAMES.contains(names.get(0).toLowerCase(Locale.ROOT));
  }

  private static Json object(List<List<String>> rows) {
    JsonObject.Builder object = Json.object();
    for (List<String> row : rows) {
      object.put(KeyValueText.unmarked(row.get(0)), KeyValueText.scalar(row.get(1)));
    }
    return object.build();
  }

  private static Json array(List<String> names, List<List<String>> rows) {
    List<Json> items = new ArrayList<>();
    for (List<String> row : rows) {
      JsonObject.Builder object = Json.object();
      for (int i = 0; i < names.size(); i++) {
        object.put(names.get(i), KeyValueText.scalar(row.get(i)));
      }
      items.add(object.build());
    }
    return new JsonArray(items);
  }
}
