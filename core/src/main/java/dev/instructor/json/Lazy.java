package dev.instructor.json;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is worked out at the first question. Thread-safe: two threads may both work it
 * out, which must give the same.
 */
final class Lazy<T> {
  private final Supplier<? extends T> source;
  private volatile @Nullable T known;

  Lazy(Supplier<? extends T> source) {
    this.source = source;
  }

  T get() {
    T value = known;
    if (value == null) {
      value = source.get();
      known = value;
    }
    return value;
  }
}
