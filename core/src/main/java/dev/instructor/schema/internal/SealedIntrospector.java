package dev.instructor.schema.internal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what stands in a class without any annotation: the variants of a sealed type, and
 * the names of parameters where the compiler kept them ({@code -parameters}). To be asked after the
 * introspector that reads annotations. Thread-safe.
 */
public final class SealedIntrospector extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  private final transient Map<Class<?>, String> tags = new ConcurrentHashMap<>();

  /** Creates one. */
  public SealedIntrospector() {}

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    if (!(annotated instanceof AnnotatedClass type)
        || !SealedTypes.isUnion(type.getRawType())
        || type.hasAnnotation(JsonTypeInfo.class)
        || !(config instanceof DeserializationConfig reading)) {
      return null;
    }
    Class<?> raw = type.getRawType();
    String tag = tags.get(raw);
    if (tag == null) {
      tag = SealedTypes.tag(names(raw, reading));
      tags.put(raw, tag);
    }
    return JsonTypeInfo.Value.construct(
        JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, tag, null, false, true, null);
  }

  private static List<String> names(Class<?> sealed, DeserializationConfig config) {
    return SealedTypes.leaves(sealed).stream()
        .flatMap(leaf -> config.introspect(config.constructType(leaf)).findProperties().stream())
        .map(BeanPropertyDefinition::getName)
        .toList();
  }

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType base) {
    JsonTypeInfo.Value info = findPolymorphicTypeInfo(config, type);
    return info == null ? null : new StdTypeResolverBuilder(info).init(info, null);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    if (!(annotated instanceof AnnotatedClass type)
        || !SealedTypes.isUnion(type.getRawType())
        || type.hasAnnotation(JsonSubTypes.class)) {
      return null;
    }
    return SealedTypes.leaves(type.getRawType()).stream()
        .map(leaf -> new NamedType(leaf, name(leaf)))
        .toList();
  }

  private static String name(Class<?> leaf) {
    JsonTypeName name = leaf.getAnnotation(JsonTypeName.class);
    return name == null || name.value().isEmpty() ? leaf.getSimpleName() : name.value();
  }

  /** An ignored component of a record is never in the JSON: a primitive one gets its zero. */
  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    boolean ignored =
        annotated.getRawType().isPrimitive()
            && annotated instanceof AnnotatedParameter parameter
            && isIgnored(parameter);
    return ignored ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY) : JsonSetter.Value.empty();
  }

  private static boolean isIgnored(AnnotatedParameter parameter) {
    Class<?> type = parameter.getDeclaringClass();
    if (!type.isRecord() || parameter.getIndex() >= type.getRecordComponents().length) {
      return false;
    }
    RecordComponent component = type.getRecordComponents()[parameter.getIndex()];
    JsonIgnoreProperties names = type.getAnnotation(JsonIgnoreProperties.class);
    if (names != null && List.of(names.value()).contains(component.getName())) {
      return true;
    }
    try {
      JsonIgnore field = type.getDeclaredField(component.getName()).getAnnotation(JsonIgnore.class);
      JsonIgnore ignore =
          field != null ? field : component.getAccessor().getAnnotation(JsonIgnore.class);
      return ignore != null && ignore.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a record component without its field", e);
    }
  }

  @Override
  public @Nullable String findImplicitPropertyName(AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner().getAnnotated() instanceof Executable owner) {
      Parameter[] all = owner.getParameters();
      int index = parameter.getIndex();
      return index < all.length && all[index].isNamePresent() ? all[index].getName() : null;
    }
    return null;
  }
}
