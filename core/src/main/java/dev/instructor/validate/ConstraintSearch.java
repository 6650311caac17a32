package dev.instructor.validate;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes through the graph of a type, breadth first, until it meets a constraint. */
final class ConstraintSearch {
  private static final String SUBTYPES = "com.fasterxml.jackson.annotation.JsonSubTypes";

  private final Set<Class<?>> seen = new HashSet<>();
  private final IdentityHashMap<ClassLoader, Boolean> mayCarry = new IdentityHashMap<>();
  private final Deque<Place> open = new ArrayDeque<>();

  private record Place(Class<?> type, String path) {}

  Optional<String> find(Type root) {
    enqueue(root, "");
    while (!open.isEmpty()) {
      Optional<String> found = look(open.remove());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Puts the classes that a type names on the list. A type variable needs nothing: its argument is
   * met where the generic type is named.
   */
  private void enqueue(Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      enqueue(generic.getRawType(), path);
      for (Type argument : generic.getActualTypeArguments()) {
        enqueue(argument, path);
      }
    } else if (type instanceof GenericArrayType array) {
      enqueue(array.getGenericComponentType(), path);
    } else if (type instanceof WildcardType wildcard) {
      for (Type bound : wildcard.getUpperBounds()) {
        enqueue(bound, path);
      }
    } else if (type instanceof Class<?> simple) {
      if (simple.isArray()) {
        enqueue(simple.getComponentType(), path);
      } else if (isModel(simple) && seen.add(simple)) {
        open.add(new Place(simple, path.isEmpty() ? simple.getSimpleName() : path));
      }
    }
  }

  /** Classes of the JDK carry no constraints, constants of an enum have no properties. */
  private boolean isModel(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && !type.isEnum()
        && !type.isAnnotation()
        && mayCarry.computeIfAbsent(loader, ConstraintSearch::knowsConstraints);
  }

  /** An annotation whose class cannot be loaded is not there at run time: nothing to look for. */
  private static boolean knowsConstraints(ClassLoader loader) {
    try {
      Class.forName(ConstraintAnnotations.CONSTRAINT, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private Optional<String> look(Place place) {
    Optional<String> found = constraintOn(place.type(), place.path());
    if (found.isPresent()) {
      return found;
    }
    List<Member> members = members(place.type());
    for (Member member : members) {
      found = member.constraint(place.path());
      if (found.isPresent()) {
        return found;
      }
    }
    for (Member member : members) {
      enqueue(member.type(), place.path() + "." + member.name());
    }
    for (Type next : related(place.type())) {
      enqueue(next, place.path());
    }
    return found;
  }

  private static Optional<String> constraintOn(AnnotatedElement element, String path) {
    for (Annotation annotation : element.getDeclaredAnnotations()) {
      if (ConstraintAnnotations.isConstraint(annotation)) {
        String name = annotation.annotationType().getSimpleName();
        return Optional.of(path + " (@" + name + ")");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> constraintIn(AnnotatedType use, String path) {
    Optional<String> found = constraintOn(use, path);
    for (AnnotatedType part : parts(use)) {
      found = found.isPresent() ? found : constraintIn(part, path);
    }
    return found;
  }

  private static AnnotatedType[] parts(AnnotatedType use) {
    if (use instanceof AnnotatedParameterizedType generic) {
      return generic.getAnnotatedActualTypeArguments();
    }
    if (use instanceof AnnotatedArrayType array) {
      return new AnnotatedType[] {array.getAnnotatedGenericComponentType()};
    }
    return use instanceof AnnotatedWildcardType wildcard
        ? wildcard.getAnnotatedUpperBounds()
        : new AnnotatedType[0];
  }

  /** A field, getter or parameter. */
  private record Member(String name, AnnotatedElement element, Type type) {
    /** The use of a type repeats what stands on the member; its arguments do not. */
    Optional<String> constraint(String owner) {
      String path = owner + "." + name;
      Optional<String> found = constraintOn(element, path);
      boolean hasParts = !(type instanceof Class<?> simple) || simple.isArray();
      return found.isEmpty() && hasParts ? constraintIn(use(), path) : found;
    }

    private AnnotatedType use() {
      if (element instanceof Field field) {
        return field.getAnnotatedType();
      }
      return element instanceof Method method
          ? method.getAnnotatedReturnType()
          : ((Parameter) element).getAnnotatedType();
    }
  }

  private static List<Member> members(Class<?> type) {
    List<Member> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        members.add(new Member(field.getName(), field, field.getGenericType()));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isGetter(method)) {
        members.add(new Member(method.getName() + "()", method, method.getGenericReturnType()));
      }
    }
    // What stands on a record's parameter stands on its field.
    for (Constructor<?> constructor :
        type.isRecord() ? new Constructor<?>[0] : type.getDeclaredConstructors()) {
      for (Parameter parameter : constructor.getParameters()) {
        members.add(new Member(parameter.getName(), parameter, parameter.getParameterizedType()));
      }
    }
    return members;
  }

  private static boolean isGetter(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !method.isSynthetic()
        && !Modifier.isStatic(method.getModifiers())
        && (method.getName().startsWith("get") || method.getName().startsWith("is"));
  }

  /** What a value of the type can inherit from, or be instead. */
  private static List<Type> related(Class<?> type) {
    List<Type> related = new ArrayList<>();
    if (type.getGenericSuperclass() != null) {
      related.add(type.getGenericSuperclass());
    }
    related.addAll(List.of(type.getGenericInterfaces()));
    if (type.getPermittedSubclasses() != null) {
      related.addAll(List.of(type.getPermittedSubclasses()));
    }
    for (Annotation annotation : type.getDeclaredAnnotations()) {
      if (annotation.annotationType().getName().equals(SUBTYPES)) {
        related.addAll(subtypes(annotation));
      }
    }
    return related;
  }

  /** Reads Jackson's annotation by name: this layer does not know Jackson. */
  private static List<Type> subtypes(Annotation subtypes) {
    List<Type> types = new ArrayList<>();
    Object entries = read(subtypes);
    for (int i = 0; i < Array.getLength(entries); i++) {
      types.add((Class<?>) read((Annotation) Array.get(entries, i)));
    }
    return types;
  }

  private static Object read(Annotation annotation) {
    try {
      return annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + annotation.annotationType().getName(), e);
    }
  }
}
