package dev.instructor.shape;

import dev.instructor.schema.Target;

/**
 * What to ask for, and how to build the value from the answer. Immutable, thread-safe, made once
 * per type.
 *
 * @param target the schema with its name
 * @param binder the way back
 * @param <T> the type of the value
 */
public record OutputPlan<T>(Target target, Binder<T> binder) {}
