package dev.instructor.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The picture of an object that is growing.
 *
 * <p>Names and values are shared with the parser, which only writes behind those that are counted
 * here. So is the index of a large object, which may know names that are not counted here.
 */
final class PartialObject implements PartialJson {
  private final String[] names;
  private final Json[] done;
  private final int count;
  private final @Nullable Map<String, Integer> index;
  private final @Nullable String growingName;
  private final @Nullable PartialJson growing;

  PartialObject(
      String[] names,
      Json[] done,
      int count,
      @Nullable Map<String, Integer> index,
      @Nullable String growingName,
      @Nullable PartialJson growing) {
    this.names = names;
    this.done = done;
    this.count = count;
    this.index = index;
    this.growingName = growingName;
    this.growing = growing;
  }

  @Override
  public State state() {
    return State.GROWING;
  }

  @Override
  public String type() {
    return "object";
  }

  @Override
  public Optional<PartialJson> member(String name) {
    int at = indexOf(name);
    if (at >= 0) {
      return Optional.of(new PartialDone(done[at]));
    }
    return name.equals(growingName) ? Optional.ofNullable(growing) : Optional.empty();
  }

  private int indexOf(String name) {
    if (index != null) {
      int at = index.getOrDefault(name, count);
      return at < count ? at : -1;
    }
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public List<String> names() {
    List<String> all = new ArrayList<>(Arrays.asList(names).subList(0, count));
    if (growingName != null) {
      all.add(growingName);
    }
    return List.copyOf(all);
  }

  @Override
  public int size() {
    return growing == null ? count : count + 1;
  }

  @Override
  public PartialJson item(int at) {
    throw new IndexOutOfBoundsException(at);
  }

  @Override
  public Json json() {
    JsonObject.Builder object = Json.object();
    for (int i = 0; i < count; i++) {
      object.put(names[i], done[i]);
    }
    if (growing != null && growingName != null) {
      object.put(growingName, growing.json());
    }
    return object.build();
  }

  /** Returns type and state, without content. */
  @Override
  public String toString() {
    return "PartialJson[object, GROWING]";
  }
}
