package dev.instructor.shape;

import java.util.Optional;

/**
 * A reference to the accessor of a property that is an {@code Optional}, such as {@code
 * User::nickname}.
 *
 * @param <T> the type that has the property
 * @param <V> the type of what the {@code Optional} holds
 */
@FunctionalInterface
public interface OptionalRef<T, V> extends PropertyRef<T, Optional<V>> {}
