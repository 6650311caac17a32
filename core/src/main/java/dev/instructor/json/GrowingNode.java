package dev.instructor.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A value under construction: what the parser appends to and pictures are taken of. */
abstract sealed class GrowingNode {
  /** Returns the complete value. */
  abstract Json finish();

  /** Returns the name or index under which the next or the growing child stands. */
  abstract String slot();

  /** Adds a complete child at the slot. */
  abstract void add(Json child);

  /** Returns whether the growing child can be seen. */
  abstract boolean showsChild();

  /** Returns a picture of this with the growing child, if one can be seen. */
  abstract PartialJson picture(@Nullable PartialJson child);

  /** An array. */
  static final class Items extends GrowingNode {
    private Json[] done = new Json[4];
    private int count;

    int count() {
      return count;
    }

    /** Returns the last item, or one so many before it, or null if there is none. */
    @Nullable Json last(int before) {
      return before < count ? done[count - 1 - before] : null;
    }

    void removeLast() {
      count--;
    }

    @Override
    void add(Json child) {
      if (count == done.length) {
        done = Arrays.copyOf(done, count * 2);
      }
      done[count++] = child;
    }

    @Override
    String slot() {
      return Integer.toString(count);
    }

    @Override
    boolean showsChild() {
      return true;
    }

    @Override
    Json finish() {
      return new JsonArray(Arrays.asList(done).subList(0, count));
    }

    @Override
    PartialJson picture(@Nullable PartialJson child) {
      return new PartialArray(done, count, child);
    }
  }

  /** An object. */
  static final class Members extends GrowingNode {
    /** From this size on, an index is kept. */
    private static final int INDEXED = 16;

    private String[] names = new String[4];
    private Json[] done = new Json[4];
    private int count;
    private String name = "";
    private @Nullable ConcurrentHashMap<String, Integer> index;
    private @Nullable Map<String, Json> repeated;
    private boolean repeats;

    void name(String next) {
      name = next;
      repeats = shown(next);
    }

    int count() {
      return count;
    }

    String firstName() {
      return count > 0 ? names[0] : name;
    }

    private boolean shown(String wanted) {
      if (index != null) {
        return index.containsKey(wanted);
      }
      for (int i = 0; i < count; i++) {
        if (names[i].equals(wanted)) {
          return true;
        }
      }
      return false;
    }

    @Override
    void add(Json child) {
      if (repeats) {
        if (repeated == null) {
          repeated = new LinkedHashMap<>();
        }
        repeated.put(name, child);
        return;
      }
      if (count == done.length) {
        names = Arrays.copyOf(names, count * 2);
        done = Arrays.copyOf(done, count * 2);
      }
      names[count] = name;
      done[count] = child;
      if (index != null) {
        index.put(name, count);
      }
      count++;
      if (index == null && count == INDEXED) {
        index = new ConcurrentHashMap<>();
        for (int i = 0; i < count; i++) {
          index.put(names[i], i);
        }
      }
    }

    @Override
    String slot() {
      return name;
    }

    @Override
    boolean showsChild() {
      return !repeats;
    }

    @Override
    Json finish() {
      JsonObject.Builder object = Json.object();
      for (int i = 0; i < count; i++) {
        object.put(names[i], done[i]);
      }
      if (repeated != null) {
        repeated.forEach(object::put);
      }
      return object.build();
    }

    @Override
    PartialJson picture(@Nullable PartialJson child) {
      return new PartialObject(names, done, count, index, child == null ? null : name, child);
    }
  }

  /** A string. */
  static final class Text extends GrowingNode {
    private GrowingText text = new GrowingText();

    GrowingText text() {
      return text;
    }

    /** Begins another string; views of the last one stay as they are. */
    void restart() {
      text = text.reuse();
    }

    @Override
    void add(Json child) {
      throw new IllegalStateException("a string has no parts");
    }

    @Override
    String slot() {
      return "";
    }

    @Override
    boolean showsChild() {
      return false;
    }

    @Override
    Json finish() {
      return new JsonString(text.toString());
    }

    @Override
    PartialJson picture(@Nullable PartialJson child) {
      return new PartialText(text.view());
    }
  }
}
