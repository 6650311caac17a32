package dev.instructor.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The picture of an array that is growing.
 *
 * <p>The slots are shared with the parser, which only writes behind those that are counted here.
 */
final class PartialArray implements PartialJson {
  private final Json[] done;
  private final int count;
  private final @Nullable PartialJson growing;

  PartialArray(Json[] done, int count, @Nullable PartialJson growing) {
    this.done = done;
    this.count = count;
    this.growing = growing;
  }

  @Override
  public State state() {
    return State.GROWING;
  }

  @Override
  public String type() {
    return "array";
  }

  @Override
  public int size() {
    return growing == null ? count : count + 1;
  }

  @Override
  public PartialJson item(int index) {
    Objects.checkIndex(index, size());
    return index == count && growing != null ? growing : new PartialDone(done[index]);
  }

  @Override
  public Json json() {
    List<Json> items = new ArrayList<>(size());
    items.addAll(Arrays.asList(done).subList(0, count));
    if (growing != null) {
      items.add(growing.json());
    }
    return new JsonArray(items);
  }

  /** Returns type and state, without content. */
  @Override
  public String toString() {
    return "PartialJson[array, GROWING]";
  }
}
