package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A secret that does not show itself: its {@code toString} is masked. Thread-safe if its supplier
 * is.
 */
public final class ApiKey {
  private final Supplier<String> supplier;
  private final Optional<RotatingKeys> rotation;

  private ApiKey(Supplier<String> supplier, Optional<RotatingKeys> rotation) {
    this.supplier = supplier;
    this.rotation = rotation;
  }

  /** Returns a fixed key. */
  public static ApiKey of(String key) {
    return of(() -> key);
  }

  /** Returns a key that is asked for anew for every request, for keys that expire. */
  public static ApiKey of(Supplier<String> supplier) {
    return new ApiKey(supplier, Optional.empty());
  }

  /**
   * Returns keys that take turns. One that the vendor limits (status 429) rests for its {@code
   * Retry-After}, or a minute if there is none; one whose account is out of credit, for an hour.
   * Meanwhile the others are taken, and the request that met the limit goes out with another one at
   * once. If all of them rest, requests fail with a status 429 and the time until one is free.
   *
   * @throws dev.instructor.error.ConfigurationException if there is no key
   */
  public static ApiKey rotating(List<String> keys) {
    return rotating(keys, System::nanoTime);
  }

  /**
   * As {@link #rotating(List)}, by a clock of one's own.
   *
   * @param nanoTime the time as {@link System#nanoTime()} tells it
   */
  public static ApiKey rotating(List<String> keys, LongSupplier nanoTime) {
    RotatingKeys rotating = new RotatingKeys(keys, nanoTime);
    return new ApiKey(rotating::next, Optional.of(rotating));
  }

  /** Returns the secret itself, without white space around it. */
  public String reveal() {
    return supplier.get().strip();
  }

  /** Returns how many keys there are. */
  int count() {
    return rotation.map(RotatingKeys::count).orElse(1);
  }

  /** Returns how long it takes until a key is free; nothing if one is. */
  Optional<Duration> rest() {
    return rotation.flatMap(RotatingKeys::rest);
  }

  /**
   * Lets a key rest after a failure, if it is one of several and the failure is about it.
   *
   * @return whether it rests now
   */
  boolean letRest(String secret, ProviderException failure) {
    return rotation.filter(keys -> keys.letRest(secret, failure)).isPresent();
  }

  /** Returns a mask. */
  @Override
  public String toString() {
    return "ApiKey[***]";
  }
}
