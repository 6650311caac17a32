package dev.instructor.provider;

import java.util.function.Supplier;

/**
 * A secret that does not show itself: its {@code toString} is masked. Thread-safe if its supplier
 * is.
 */
public final class ApiKey {
  private final Supplier<String> supplier;

  private ApiKey(Supplier<String> supplier) {
    this.supplier = supplier;
  }

  /** Returns a fixed key. */
  public static ApiKey of(String key) {
    return new ApiKey(() -> key);
  }

  /** Returns a key that is asked for anew for every request, for keys that expire. */
  public static ApiKey of(Supplier<String> supplier) {
    return new ApiKey(supplier);
  }

  /** Returns the secret itself, without white space around it. */
  public String reveal() {
    return supplier.get().strip();
  }

  /** Returns a mask. */
  @Override
  public String toString() {
    return "ApiKey[***]";
  }
}
