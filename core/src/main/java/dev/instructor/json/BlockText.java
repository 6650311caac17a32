package dev.instructor.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lines of names and values, and lists, nested by their indentation. */
final class BlockText {
  private static final int MAX_DEPTH = 50;

  /** So many lines of prose may stand before and after. */
  private static final int MAX_PROSE = 2;

  private final List<BlockLine> lines;
  private int at;

  private BlockText(List<BlockLine> lines) {
    this.lines = lines;
  }

  /** Returns the value of a text, or null if it is not made of such lines. */
  static @Nullable Json read(String text) {
    List<BlockLine> lines = YamlBlock.lines(text);
    int from = 0;
    while (from < lines.size() && introduces(lines, from)) {
      from++;
    }
    int to = lines.size();
    while (to > from && lines.get(to - 1).prose() && lines.get(to - 1).indent() == 0) {
      to--;
    }
    if (from == to || from > MAX_PROSE || lines.size() - to > MAX_PROSE) {
      return null;
    }
    List<BlockLine> block = lines.subList(from, to);
    int margin = block.get(0).indent();
    for (BlockLine line : block) {
      if (line.indent() < margin || (line.prose() && line.indent() == margin)) {
        return null;
      }
    }
    boolean alone = from == 0 && to == lines.size();
    // One line is an answer only if it is all there is; in prose, names stand before colons too.
    if (block.size() == 1 && !(alone && block.get(0).terse())) {
      return null;
    }
    if (block.size() == 1 && block.get(0).name() != null) {
      Json pairs = ValueSearch.only("{" + block.get(0).raw() + "}");
      if (pairs instanceof JsonObject object && object.members().size() > 1) {
        return pairs;
      }
    }
    BlockText reader = new BlockText(new ArrayList<>(block));
    Json value = reader.block(margin, 0);
    return reader.at == reader.lines.size() ? value : null;
  }

  /** Returns whether a line only leads to what follows. */
  private static boolean introduces(List<BlockLine> lines, int at) {
    BlockLine line = lines.get(at);
    if (line.prose()) {
      return true;
    }
    BlockLine next = at + 1 < lines.size() ? lines.get(at + 1) : null;
    return line.name() != null
        && line.text().isEmpty()
        && next != null
        && !next.bullet()
        && next.indent() == line.indent()
        && line.raw().indexOf(' ') > 0;
  }

  private @Nullable BlockLine next(int indent) {
    return at < lines.size() && lines.get(at).indent() >= indent ? lines.get(at) : null;
  }

  private Json block(int indent, int depth) {
    BlockLine first = lines.get(at);
    if (depth < MAX_DEPTH && first.bullet()) {
      return list(first.indent(), depth);
    }
    if (depth < MAX_DEPTH && first.name() != null) {
      return members(first.indent(), depth);
    }
    return text(indent, "");
  }

  private Json list(int indent, int depth) {
    List<Json> items = new ArrayList<>();
    List<Json> texts = new ArrayList<>();
    int plain = 0;
    BlockLine line = next(indent);
    while (line != null && line.indent() == indent && line.bullet()) {
      BlockLine item = line.item();
      int from = at;
      if (item.name() == null && !item.bullet()) {
        at++;
        String block = item.block();
        items.add(block != null ? new JsonString(block) : text(indent + 1, item.text()));
        texts.add(items.get(items.size() - 1));
        plain += items.get(items.size() - 1) instanceof JsonString ? 1 : 0;
      } else {
        lines.set(at, item);
        items.add(block(indent + 1, depth + 1));
        if (at == from + 1 && item.block() == null && !item.bullet()) {
          texts.add(new JsonString(KeyValueText.unmarked(item.raw())));
        }
      }
      line = next(indent);
    }
    // Among texts, a line with a colon in it is a text as well.
    boolean mostly = texts.size() == items.size() && plain > items.size() - plain;
    return mostly ? new JsonArray(texts) : merged(items);
  }

  /** A list of single names with values is one object, unless a name comes twice. */
  private static Json merged(List<Json> items) {
    Map<String, Json> all = new LinkedHashMap<>();
    for (Json item : items) {
      if (!(item instanceof JsonObject object) || object.members().size() != 1) {
        return new JsonArray(items);
      }
      object.members().forEach(all::put);
    }
    return items.size() > 1 && all.size() == items.size()
        ? JsonObject.of(all)
        : new JsonArray(items);
  }

  private Json members(int indent, int depth) {
    JsonObject.Builder object = Json.object();
    BlockLine line = next(indent);
    while (line != null && line.indent() == indent && line.name() != null && !line.bullet()) {
      at++;
      object.put(line.name(), value(line, indent, depth));
      line = next(indent);
    }
    return object.build();
  }

  private Json value(BlockLine line, int indent, int depth) {
    String text = line.text();
    if (line.block() != null) {
      return new JsonString(line.block());
    }
    BlockLine next = next(indent);
    if (!text.isEmpty() || next == null) {
      return text(indent + 1, text);
    }
    boolean below = next.indent() > indent || next.bullet();
    return below ? block(next.indent(), depth + 1) : JsonNull.INSTANCE;
  }

  /** A scalar, with the lines below it that are further in and are nothing else. */
  private Json text(int indent, String first) {
    StringBuilder all = new StringBuilder(first);
    boolean joined = false;
    BlockLine line = next(indent);
    while (line != null && line.prose()) {
      if (all.length() > 0) {
        all.append(' ');
        joined = true;
      }
      all.append(line.raw());
      at++;
      line = next(indent);
    }
    return joined ? new JsonString(all.toString()) : KeyValueText.scalar(all.toString());
  }
}
