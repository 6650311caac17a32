package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts an answer into what comes one after the other when it is streamed. */
public final class Pieces {
  private final List<String> pieces = new ArrayList<>();

  /** What has been written since the last cut. */
  private final StringBuilder open = new StringBuilder();

  private Pieces() {}

  /**
   * Returns the compact JSON text of a value in pieces, each of which ends with a scalar; what
   * closes the last objects and lists is a piece of its own.
   */
  public static List<String> of(Json value) {
    Pieces all = new Pieces();
    all.write(value);
    all.cut();
    return List.copyOf(all.pieces);
  }

  private void write(Json value) {
    if (value instanceof JsonObject object) {
      open.append('{');
      String separator = "";
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        open.append(separator).append(Json.of(member.getKey())).append(':');
        write(member.getValue());
        separator = ",";
      }
      open.append('}');
    } else if (value instanceof JsonArray array) {
      open.append('[');
      String separator = "";
      for (Json item : array.items()) {
        open.append(separator);
        write(item);
        separator = ",";
      }
      open.append(']');
    } else {
      open.append(value);
      cut();
    }
  }

  private void cut() {
    if (open.length() > 0) {
      pieces.add(open.toString());
      open.setLength(0);
    }
  }
}
