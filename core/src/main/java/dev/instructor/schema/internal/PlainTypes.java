package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
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
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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
      PlainRecord plain = PlainRecord.of(raw);
      return plain == null ? null : structure(use, plain);
    }
    return SealedTypes.isUnion(raw) && raw.isInterface() ? union(raw) : null;
  }

  private static Choice choice(Class<?> type) {
    List<Constant> constants = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.isEnumConstant()) {
        Optional<String> text =
            Optional.ofNullable(field.getAnnotation(Describe.class)).map(Describe::value);
        constants.add(new Constant(Json.of(field.getName()), text, List.of()));
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

  private static Structure structure(TypeUse use, PlainRecord plain) {
    RecordComponent[] components = use.raw().getRecordComponents();
    List<Property> properties = new ArrayList<>(components.length);
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      TypeUse type = use.member(component.getAnnotatedType(), use.raw());
      List<Annotation> annotations = new ArrayList<>(type.annotations());
      addAll(annotations, component.getAnnotations());
      plain.addTo(annotations, component, i);
      Optional<JsonObject> stated = StatedSchema.on(annotations, use.raw());
      properties.add(
          new Property(
              component.getName(), type, annotations, stated, Optional.empty(), List.of()));
    }
    return new Structure(properties, Optional.empty(), List.of(use.raw().getAnnotations()));
  }

  static void addAll(List<Annotation> all, Annotation[] more) {
    for (Annotation annotation : more) {
      if (!all.contains(annotation)) {
        all.add(annotation);
      }
    }
  }

  /** A bean accessor beside the components can make Jackson see a property more. */
  static boolean mayBeProperty(Method method) {
    String name = method.getName();
    return method.getParameterCount() <= 1
        && (name.startsWith("get") || name.startsWith("set") || name.startsWith("is"));
  }

  /** Jackson merges the annotations of parent types and their methods. */
  static boolean isPlainClass(Class<?> type) {
    if (JacksonAnnotations.on(type) || type.isAnnotationPresent(SchemaOf.class)) {
      return false;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (!isPlainParent(parent)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlainParent(Class<?> parent) {
    return parent.getName().startsWith("java.")
        || (isPlainClass(parent)
            && !JacksonAnnotations.onAny(parent.getDeclaredMethods())
            && !mayHaveProperty(parent.getDeclaredMethods()));
  }

  private static boolean mayHaveProperty(Method[] methods) {
    for (Method method : methods) {
      if (mayBeProperty(method)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Union union(Class<?> type) {
    if (!isPlainParent(type) || type.getTypeParameters().length > 0) {
      return null;
    }
    List<Class<?>> leaves = SealedTypes.leaves(type);
    for (Class<?> leaf : leaves) {
      if (!leaf.isRecord() || leaf.getTypeParameters().length > 0 || PlainRecord.of(leaf) == null) {
        return null;
      }
    }
    List<String> names = new ArrayList<>();
    List<Variant> variants = new ArrayList<>();
    for (Class<?> leaf : leaves) {
      for (RecordComponent component : leaf.getRecordComponents()) {
        names.add(component.getName());
      }
      variants.add(new Variant(leaf.getSimpleName(), TypeUse.of(leaf)));
    }
    String tag = SealedTypes.tag(names);
    return new Union(Tagging.PROPERTY, tag, variants, List.of(type.getAnnotations()));
  }
}
