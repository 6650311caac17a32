package dev.instructor.schema.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A class with its type arguments; equal to the JDK's own object for the same type.
 *
 * @param rawType the class
 * @param arguments its type arguments
 */
public record GenericType(Class<?> rawType, List<Type> arguments) implements ParameterizedType {
  /** Creates one with a copy of the arguments. */
  public GenericType {
    arguments = List.copyOf(arguments);
  }

  @Override
  public Type[] getActualTypeArguments() {
    return arguments.toArray(Type[]::new);
  }

  @Override
  public Type getRawType() {
    return rawType;
  }

  @Override
  public @Nullable Type getOwnerType() {
    return rawType.getDeclaringClass();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParameterizedType type
        && rawType.equals(type.getRawType())
        && Objects.equals(getOwnerType(), type.getOwnerType())
        && Arrays.equals(getActualTypeArguments(), type.getActualTypeArguments());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(getActualTypeArguments())
        ^ Objects.hashCode(getOwnerType())
        ^ rawType.hashCode();
  }

  @Override
  public String toString() {
    StringJoiner names = new StringJoiner(", ", rawType.getName() + "<", ">");
    arguments.forEach(argument -> names.add(argument.getTypeName()));
    return names.toString();
  }
}
