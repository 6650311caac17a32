package dev.instructor.call.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.read.Reading;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.internal.TokenCheck;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.internal.DirectBinder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The short way from a text to a value: checked and bound while it is read, with a tree only for
 * who asks for it. Thread-safe.
 *
 * <p>It is taken by answers in which nothing is wrong. At the first thing that is, or might be, it
 * leads nowhere, and the answer is read as a tree, from its beginning.
 *
 * @param <T> the type of the value
 */
record DirectReading<T>(DirectBinder<T> binder, TokenCheck check, Reading reading) {

  /**
   * What was read.
   *
   * @param value the value
   * @param json what it was read from; worked out when it is looked into
   */
  record Read<T>(T value, Json json) {}

  /**
   * Returns the way for answers to a plan, if there is one.
   *
   * @param output what was asked for
   * @param restoration how an answer is restored to its schema's form
   * @param reading the way through the tree
   */
  static <T> Optional<DirectReading<T>> of(
      OutputPlan<T> output, AdaptedSchema.Restoration restoration, Reading reading) {
    return output.binder() instanceof DirectBinder<T> binder
        ? output
            .target()
            .schema()
            .tokenCheck(restoration, output.aliases().isPresent())
            .map(check -> new DirectReading<>(binder, check, reading))
        : Optional.empty();
  }

  /** Returns what a text says, or nothing if it has to be read as a tree. */
  @Nullable Read<T> read(String text) {
    DirectBinder.Bound<T> bound = binder.bindDirectly(text, check);
    if (bound == null) {
      return null;
    }
    Json json =
        bound.array()
            ? JsonArray.lazily(() -> (JsonArray) tree(text))
            : JsonObject.lazily(() -> (JsonObject) tree(text));
    return new Read<>(bound.value(), json);
  }

  private Json tree(String text) {
    return reading.read(text).value().orElseThrow();
  }
}
