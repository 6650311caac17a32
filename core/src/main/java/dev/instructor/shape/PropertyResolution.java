package dev.instructor.shape;

import dev.instructor.error.ConfigurationException;
import dev.instructor.shape.PropertyRef.Property;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells the property that a method reference refers to. */
final class PropertyResolution {
  /** Each method reference in the code has a class of its own. */
  private static final ClassValue<AtomicReference<@Nullable Property>> KNOWN =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Property> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private PropertyResolution() {}

  static Property of(PropertyRef<?, ?> reference) {
    AtomicReference<@Nullable Property> known = KNOWN.get(reference.getClass());
    Property property = known.get();
    if (property == null) {
      property = resolve(reference);
      known.set(property);
    }
    return property;
  }

  private static Property resolve(PropertyRef<?, ?> reference) {
    SerializedLambda lambda = serialized(reference).orElseThrow(PropertyResolution::noAccessor);
    boolean instanceMethod =
        lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeVirtual
            || lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeInterface;
    if (!instanceMethod || lambda.getCapturedArgCount() > 0) {
      throw noAccessor();
    }
    Class<?> owner =
        MethodType.fromMethodDescriptorString(
                lambda.getInstantiatedMethodType(), reference.getClass().getClassLoader())
            .parameterType(0);
    String name = lambda.getImplMethodName();
    return propertyName(owner, name)
        .map(property -> new Property(owner, property))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    owner.getSimpleName()
                        + "::"
                        + name
                        + " is no accessor of a property: use a reference such as User::age to a"
                        + " record component, a field's accessor or a getter, or a path"));
  }

  private static Optional<SerializedLambda> serialized(PropertyRef<?, ?> reference) {
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(reference) instanceof SerializedLambda lambda
          ? Optional.of(lambda)
          : Optional.empty();
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }

  private static ConfigurationException noAccessor() {
    return new ConfigurationException(
        "A property must be given as a reference to its accessor, not as a lambda: use User::age or"
            + " a path");
  }

  private static Optional<String> propertyName(Class<?> owner, String method) {
    Optional<String> bean = beanName(owner, method);
    if (owner.isRecord()) {
      return Optional.of(method)
          .filter(name -> isComponent(owner, name))
          .or(() -> bean.filter(name -> isComponent(owner, name)));
    }
    return hasField(owner, method) || (isAbstract(owner, method) && bean.isEmpty())
        ? Optional.of(method)
        : bean;
  }

  private static boolean isComponent(Class<?> owner, String name) {
    return Arrays.stream(owner.getRecordComponents())
        .map(RecordComponent::getName)
        .anyMatch(name::equals);
  }

  private static boolean hasField(@Nullable Class<?> owner, String name) {
    return owner != null
        && owner != Object.class
        && (Arrays.stream(owner.getDeclaredFields())
                .anyMatch(
                    field ->
                        field.getName().equals(name) && !Modifier.isStatic(field.getModifiers()))
            || hasField(owner.getSuperclass(), name));
  }

  /** An abstract method without parameters stands for a component that every subtype has. */
  private static boolean isAbstract(Class<?> owner, String method) {
    return find(owner, method).filter(m -> Modifier.isAbstract(m.getModifiers())).isPresent();
  }

  /** After the JavaBeans specification, section 8.8: {@code getURL} reads {@code URL}. */
  private static Optional<String> beanName(Class<?> owner, String method) {
    int prefix = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
    if (prefix == 0 || method.length() == prefix || method.equals("getClass")) {
      return Optional.empty();
    }
    if (prefix == 2 && find(owner, method).filter(PropertyResolution::isBoolean).isEmpty()) {
      return Optional.empty();
    }
    String name = method.substring(prefix);
    boolean acronym =
        name.length() > 1
            && Character.isUpperCase(name.charAt(0))
            && Character.isUpperCase(name.charAt(1));
    return Optional.of(
        acronym ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
  }

  private static boolean isBoolean(Method method) {
    return method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class;
  }

  private static Optional<Method> find(Class<?> owner, String method) {
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      for (Method candidate : type.getDeclaredMethods()) {
        if (candidate.getName().equals(method)
            && candidate.getParameterCount() == 0
            && !candidate.isBridge()) {
          return Optional.of(candidate);
        }
      }
    }
    return Arrays.stream(owner.getMethods())
        .filter(m -> m.getName().equals(method) && m.getParameterCount() == 0)
        .findFirst();
  }
}
