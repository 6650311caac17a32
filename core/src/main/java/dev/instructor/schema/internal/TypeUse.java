package dev.instructor.schema.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Java type where it is used: its type variables resolved, with the annotations that stand on the
 * use. {@code Map<String, @Nullable User>} is a map of two arguments, the second one annotated.
 *
 * @param raw the class; an array class for an array
 * @param arguments the type arguments; the component for an array; empty for a raw generic type
 * @param annotations the annotations on this use of the type
 */
public record TypeUse(Class<?> raw, List<TypeUse> arguments, List<Annotation> annotations) {

  /** Returns a type without annotations. */
  public static TypeUse of(Type type) {
    return resolve(type, Map.of());
  }

  /** Returns a class without type arguments and annotations. */
  static TypeUse of(Class<?> raw) {
    List<TypeUse> arguments =
        raw.isArray() ? List.of(of(raw.getComponentType())) : List.<TypeUse>of();
    return new TypeUse(raw, arguments, List.of());
  }

  /** Returns this use without the annotations on it; those on its arguments stay. */
  TypeUse bare() {
    return annotations.isEmpty() ? this : new TypeUse(raw, arguments, List.of());
  }

  /** Returns this use with further annotations on it. */
  TypeUse with(List<Annotation> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Annotation> all = new ArrayList<>(annotations);
    for (Annotation annotation : more) {
      if (!all.contains(annotation)) {
        all.add(annotation);
      }
    }
    return new TypeUse(raw, arguments, List.copyOf(all));
  }

  /** Returns the type of a member of {@code declaring}, which is this class or a parent of it. */
  TypeUse member(AnnotatedType type, Class<?> declaring) {
    if (raw == declaring) {
      return resolve(type, bindings());
    }
    Optional<TypeUse> parent = as(declaring);
    return resolve(type, parent.isPresent() ? parent.get().bindings() : Map.of());
  }

  /** Returns this type seen as one of its parents, or nothing if {@code parent} is none. */
  Optional<TypeUse> as(Class<?> parent) {
    if (raw == parent) {
      return Optional.of(this);
    }
    if (!parent.isAssignableFrom(raw) || raw.isArray()) {
      return Optional.empty();
    }
    Map<TypeVariable<?>, TypeUse> bindings = bindings();
    List<AnnotatedType> parents = new ArrayList<>(Arrays.asList(raw.getAnnotatedInterfaces()));
    if (raw.getAnnotatedSuperclass() != null) {
      parents.add(raw.getAnnotatedSuperclass());
    }
    for (AnnotatedType next : parents) {
      Optional<TypeUse> found = resolve(next, bindings).as(parent);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the type as reflection knows it. */
  public Type type() {
    if (arguments.isEmpty() || raw.isArray()) {
      return raw;
    }
    List<Type> types = new ArrayList<>(arguments.size());
    for (TypeUse argument : arguments) {
      types.add(argument.type());
    }
    return new GenericType(raw, types);
  }

  /**
   * Returns a short name: that of the class with those of its arguments, such as {@code Box_User},
   * or what a container holds, such as {@code UserList}.
   */
  public String name() {
    if (!arguments.isEmpty()) {
      String last = arguments.get(arguments.size() - 1).name();
      if (raw.isArray() || List.class.isAssignableFrom(raw)) {
        return last + "List";
      }
      if (Collection.class.isAssignableFrom(raw)) {
        return last + raw.getSimpleName();
      }
      if (Map.class.isAssignableFrom(raw)) {
        return last + "Map";
      }
      if (raw == Optional.class) {
        return last;
      }
    }
    StringBuilder name = new StringBuilder(raw.getSimpleName());
    for (TypeUse argument : arguments) {
      name.append('_').append(argument.name());
    }
    return name.toString();
  }

  // Written out, because a record's own are spun at run time: 20 ms in a fresh JVM.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TypeUse use
        && raw == use.raw
        && arguments.equals(use.arguments)
        && annotations.equals(use.annotations);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * raw.hashCode() + arguments.hashCode()) + annotations.hashCode();
  }

  private Map<TypeVariable<?>, TypeUse> bindings() {
    if (arguments.isEmpty()) {
      return Map.of();
    }
    TypeVariable<?>[] variables = raw.getTypeParameters();
    if (variables.length != arguments.size()) {
      return Map.of();
    }
    Map<TypeVariable<?>, TypeUse> bindings = new HashMap<>();
    for (int i = 0; i < variables.length; i++) {
      bindings.put(variables[i], arguments.get(i));
    }
    return bindings;
  }

  private static TypeUse resolve(AnnotatedType use, Map<TypeVariable<?>, TypeUse> bindings) {
    List<Annotation> annotations = List.of(use.getAnnotations());
    if (use instanceof AnnotatedParameterizedType generic) {
      List<TypeUse> arguments = new ArrayList<>();
      for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
        arguments.add(resolve(argument, bindings));
      }
      return new TypeUse(erasure(use.getType()), List.copyOf(arguments), annotations);
    }
    if (use instanceof AnnotatedArrayType array) {
      TypeUse component = resolve(array.getAnnotatedGenericComponentType(), bindings);
      return new TypeUse(component.raw.arrayType(), List.of(component), annotations);
    }
    if (use instanceof AnnotatedWildcardType wildcard) {
      return resolve(wildcard.getAnnotatedUpperBounds()[0], bindings).with(annotations);
    }
    return resolve(use.getType(), bindings).with(annotations);
  }

  private static TypeUse resolve(Type type, Map<TypeVariable<?>, TypeUse> bindings) {
    if (type instanceof ParameterizedType generic) {
      List<TypeUse> arguments = new ArrayList<>();
      for (Type argument : generic.getActualTypeArguments()) {
        arguments.add(resolve(argument, bindings));
      }
      return new TypeUse(erasure(type), List.copyOf(arguments), List.of());
    }
    if (type instanceof GenericArrayType array) {
      TypeUse component = resolve(array.getGenericComponentType(), bindings);
      return new TypeUse(component.raw.arrayType(), List.of(component), List.of());
    }
    if (type instanceof WildcardType wildcard) {
      return resolve(wildcard.getUpperBounds()[0], bindings);
    }
    if (type instanceof TypeVariable<?> variable) {
      TypeUse bound = bindings.get(variable);
      return bound != null ? bound : of(erasure(variable));
    }
    return of((Class<?>) type);
  }

  private static Class<?> erasure(Type type) {
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof TypeVariable<?> variable) {
      return erasure(variable.getBounds()[0]);
    }
    return type instanceof Class<?> raw ? raw : Object.class;
  }
}
