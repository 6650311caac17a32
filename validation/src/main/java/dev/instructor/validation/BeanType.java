package dev.instructor.validation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.instructor.error.ConfigurationException;
import jakarta.validation.groups.ConvertGroup;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a class to walk through its objects: its state, field by field.
 *
 * @param isModel whether it is a class of the user's, with properties
 * @param properties its properties
 * @param parts those of its properties that can hold an object of a user's class
 */
record BeanType(boolean isModel, List<Property> properties, List<Property> parts) {
  /** JSON as it is. */
  private static final List<String> TREES =
      List.of("dev.instructor.json.", "com.fasterxml.jackson.");

  private static final BeanType NO_MODEL = new BeanType(false, List.of(), List.of());

  private static final ClassValue<BeanType> KNOWN =
      new ClassValue<>() {
        @Override
        protected BeanType computeValue(Class<?> type) {
          return isModel(type) ? read(type) : NO_MODEL;
        }
      };

  static BeanType of(Class<?> type) {
    return KNOWN.get(type);
  }

  /**
   * Returns the property of a Java name; after the rules for JavaBeans, a getter's name can differ
   * in case.
   */
  Optional<Property> property(String name) {
    return properties.stream()
        .filter(property -> property.name().equals(name))
        .findFirst()
        .or(
            () ->
                properties.stream()
                    .filter(property -> property.name().equalsIgnoreCase(name))
                    .findFirst());
  }

  /**
   * A property.
   *
   * @param field where its value is kept
   * @param unwrapped whether its own properties stand among those of the owner in the JSON
   * @param conversions the groups that replace others below it
   */
  record Property(Field field, boolean unwrapped, List<ConvertGroup> conversions) {
    String name() {
      return field.getName();
    }

    @Nullable Object read(Object owner) {
      try {
        return field.get(owner);
      } catch (IllegalAccessException e) {
        throw closed(field, e);
      }
    }

    List<Class<?>> converted(List<Class<?>> groups) {
      return conversions.isEmpty()
          ? groups
          : groups.stream().<Class<?>>map(this::converted).toList();
    }

    private Class<?> converted(Class<?> group) {
      return conversions.stream()
          .filter(conversion -> conversion.from() == group)
          .<Class<?>>map(ConvertGroup::to)
          .findFirst()
          .orElse(group);
    }
  }

  private static boolean isModel(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && !Enum.class.isAssignableFrom(type)
        && TREES.stream().noneMatch(type.getName()::startsWith);
  }

  private static BeanType read(Class<?> type) {
    List<Property> properties = new ArrayList<>();
    List<Property> parts = new ArrayList<>();
    for (Class<?> owner = type; owner != null && isModel(owner); owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        if (isProperty(field)) {
          Property property = property(field);
          properties.add(property);
          if (holdsObjects(field.getGenericType())) {
            parts.add(property);
          }
        }
      }
    }
    return new BeanType(true, List.copyOf(properties), List.copyOf(parts));
  }

  /** Leaves out what only the class itself knows, such as a logger or a cache. */
  private static boolean isProperty(Field field) {
    Class<?> owner = field.getDeclaringClass();
    int modifiers = field.getModifiers();
    if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers) || field.isSynthetic()) {
      return false;
    }
    return owner.isRecord()
        || Modifier.isPublic(modifiers)
        || Arrays.stream(field.getAnnotations())
            .anyMatch(a -> a.annotationType().getName().startsWith("com.fasterxml.jackson."))
        || Arrays.stream(owner.getDeclaredMethods()).anyMatch(method -> isAccessor(method, field))
        || Arrays.stream(owner.getDeclaredConstructors())
            .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
            .anyMatch(parameter -> parameter.getName().equals(field.getName()));
  }

  private static boolean isAccessor(Method method, Field field) {
    String name = method.getName();
    return switch (method.getParameterCount()) {
      case 0 -> name.equals(field.getName()) || isPrefixed(name, "get|is", field);
      case 1 -> isPrefixed(name, "set|with", field);
      default -> false;
    };
  }

  private static boolean isPrefixed(String method, String prefixes, Field field) {
    return Arrays.stream(prefixes.split("\\|", -1))
        .anyMatch(prefix -> method.equalsIgnoreCase(prefix + field.getName()));
  }

  private static Property property(Field field) {
    try {
      field.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw closed(field, e);
    }
    JsonUnwrapped unwrapped = field.getAnnotation(JsonUnwrapped.class);
    List<ConvertGroup> conversions =
        new ArrayList<>(Arrays.asList(field.getAnnotationsByType(ConvertGroup.class)));
    getter(field)
        .ifPresent(g -> conversions.addAll(List.of(g.getAnnotationsByType(ConvertGroup.class))));
    return new Property(field, unwrapped != null && unwrapped.enabled(), List.copyOf(conversions));
  }

  private static Optional<Method> getter(Field field) {
    return Arrays.stream(field.getDeclaringClass().getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 0 && isAccessor(method, field))
        .findFirst();
  }

  private static ConfigurationException closed(Field field, Exception cause) {
    Class<?> owner = field.getDeclaringClass();
    return new ConfigurationException(
        "Cannot read "
            + owner.getSimpleName()
            + "."
            + field.getName()
            + " to validate it: the module "
            + owner.getModule().getName()
            + " must open the package "
            + owner.getPackageName(),
        cause);
  }

  /** Classes of the JDK hold objects of a user's only as containers and where they are open. */
  private static boolean holdsObjects(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments()).anyMatch(BeanType::holdsObjects)
          || holdsObjects(generic.getRawType());
    }
    if (type instanceof GenericArrayType array) {
      return holdsObjects(array.getGenericComponentType());
    }
    if (!(type instanceof Class<?> simple)) {
      return true;
    }
    if (simple.isArray()) {
      return holdsObjects(simple.getComponentType());
    }
    return simple == Object.class || isModel(simple);
  }
}
