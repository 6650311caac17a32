package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.schema.Describe;
import dev.instructor.schema.SchemaOf;
import dev.instructor.schema.internal.TypeModel.Choice;
import dev.instructor.schema.internal.TypeModel.Constant;
import dev.instructor.schema.internal.TypeModel.Property;
import dev.instructor.schema.internal.TypeModel.Structure;
import dev.instructor.schema.internal.TypeModel.Tagging;
import dev.instructor.schema.internal.TypeModel.Union;
import dev.instructor.schema.internal.TypeModel.Variant;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records, enums and sealed types that leave nothing to interpret: no annotation of Jackson, one
 * constructor, no setter. For a mapper without settings of its own they are read as reflection
 * shows them, and a fresh JVM need not load Jackson to know their schema (a third of a second for
 * 60 records). Everything else is for {@link JacksonTypes}; a test holds that both agree.
 */
final class PlainTypes implements TypeReader {

  @Override
  public @Nullable TypeModel variant(TypeUse use, String path) {
    return use.raw().isRecord() ? read(use, path) : null;
  }

  @Override
  public @Nullable TypeModel read(TypeUse use, String path) {
    Class<?> raw = use.raw();
    if (raw.isEnum()) {
      return isPlainEnum(raw) ? choice(raw) : null;
    }
    if (raw.isRecord()) {
      return isPlainRecord(raw) ? structure(use) : null;
    }
    return raw.isSealed() && raw.isInterface() ? union(raw) : null;
  }

  private static Choice choice(Class<?> type) {
    List<Constant> constants = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.isEnumConstant()) {
        Optional<String> text =
            Optional.ofNullable(field.getAnnotation(Describe.class)).map(Describe::value);
        constants.add(new Constant(Json.of(field.getName()), text));
      }
    }
    return new Choice(constants, List.of(type.getAnnotations()));
  }

  private static boolean isPlainEnum(Class<?> type) {
    return isPlainClass(type)
        && !JacksonAnnotations.onAny(type.getDeclaredFields())
        && !JacksonAnnotations.onAny(type.getDeclaredMethods())
        && !JacksonAnnotations.onAny(type.getDeclaredConstructors());
  }

  private static Structure structure(TypeUse use) {
    RecordComponent[] components = use.raw().getRecordComponents();
    Parameter[] parameters = use.raw().getDeclaredConstructors()[0].getParameters();
    List<Property> properties = new ArrayList<>(components.length);
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      TypeUse type = use.member(component.getAnnotatedType(), use.raw());
      List<Annotation> annotations = new ArrayList<>();
      addAll(annotations, component.getAnnotations());
      addAll(annotations, parameters[i].getAnnotations());
      addAll(annotations, component.getAccessor().getAnnotations());
      addAll(annotations, field(component).getAnnotations());
      addAll(annotations, type.annotations().toArray(Annotation[]::new));
      properties.add(
          new Property(
              component.getName(),
              type,
              annotations,
              StatedSchema.on(annotations, use.raw()),
              Optional.empty()));
    }
    return new Structure(properties, Optional.empty(), List.of(use.raw().getAnnotations()));
  }

  private static void addAll(List<Annotation> all, Annotation[] more) {
    for (Annotation annotation : more) {
      if (!all.contains(annotation)) {
        all.add(annotation);
      }
    }
  }

  private static Field field(RecordComponent component) {
    try {
      return component.getDeclaringRecord().getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a record component without its field", e);
    }
  }

  private static boolean isPlainRecord(Class<?> type) {
    if (!isPlainClass(type)
        || type.getDeclaredConstructors().length != 1
        || JacksonAnnotations.on(type.getDeclaredConstructors()[0])
        || JacksonAnnotations.onAny(type.getDeclaredConstructors()[0].getParameters())) {
      return false;
    }
    for (Field field : type.getDeclaredFields()) {
      if (JacksonAnnotations.on(field)) {
        return false;
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (JacksonAnnotations.on(method) || mayBeProperty(method)) {
        return false;
      }
    }
    return true;
  }

  /** A bean accessor beside the components can make Jackson see a property more. */
  private static boolean mayBeProperty(Method method) {
    String name = method.getName();
    return method.getParameterCount() <= 1
        && (name.startsWith("get") || name.startsWith("set") || name.startsWith("is"));
  }

  /** Jackson merges the annotations of parent types and their methods. */
  private static boolean isPlainClass(Class<?> type) {
    if (JacksonAnnotations.on(type) || type.isAnnotationPresent(SchemaOf.class)) {
      return false;
    }
    return Arrays.stream(type.getInterfaces()).allMatch(PlainTypes::isPlainParent);
  }

  private static boolean isPlainParent(Class<?> parent) {
    return parent.getName().startsWith("java.")
        || (isPlainClass(parent)
            && !JacksonAnnotations.onAny(parent.getDeclaredMethods())
            && Arrays.stream(parent.getDeclaredMethods()).noneMatch(PlainTypes::mayBeProperty));
  }

  private static @Nullable Union union(Class<?> type) {
    if (!isPlainParent(type) || type.getTypeParameters().length > 0) {
      return null;
    }
    List<Class<?>> leaves = SealedTypes.leaves(type);
    for (Class<?> leaf : leaves) {
      if (!leaf.isRecord() || leaf.getTypeParameters().length > 0 || !isPlainRecord(leaf)) {
        return null;
      }
    }
    String tag =
        SealedTypes.tag(
            leaves.stream()
                .flatMap(leaf -> Arrays.stream(leaf.getRecordComponents()))
                .map(RecordComponent::getName)
                .toList());
    List<Variant> variants =
        leaves.stream().map(leaf -> new Variant(leaf.getSimpleName(), TypeUse.of(leaf))).toList();
    return new Union(Tagging.PROPERTY, tag, variants, List.of(type.getAnnotations()));
  }
}
