package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The numbers that {@code training/reference.py} computed with NumPy. */
final class Golden {
  private Golden() {}

  static List<JsonObject> cases(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("golden.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Json.parse(text).asObject().orElseThrow().items(name).stream()
          .map(item -> item.asObject().orElseThrow())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] integers(List<Json> items) {
    return items.stream().mapToInt(item -> ((JsonNumber) item).value().intValueExact()).toArray();
  }

  /** Reads 1 as true and 0 as false. */
  static boolean[] flags(List<Json> items) {
    int[] numbers = integers(items);
    boolean[] flags = new boolean[numbers.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = numbers[i] == 1;
    }
    return flags;
  }

  static float[] floats(List<Json> items) {
    float[] values = new float[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((JsonNumber) items.get(i)).value().floatValue();
    }
    return values;
  }
}
