package dev.instructor.stream;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.Function;

/** The items of a growing list as partial values, made as they are read. */
final class Items<E> extends AbstractList<Partial<E>> implements RandomAccess {
  private final Spot list;
  private final Function<Spot, Partial<E>> partial;

  Items(Spot list, Function<Spot, Partial<E>> partial) {
    this.list = list;
    this.partial = partial;
  }

  @Override
  public Partial<E> get(int index) {
    return partial.apply(list.item(index));
  }

  @Override
  public int size() {
    return list.size();
  }
}
