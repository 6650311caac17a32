package dev.instructor.schema.internal;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.schema.Describe;
import dev.instructor.schema.SchemaOf;
import dev.instructor.schema.internal.TypeModel.Alias;
import dev.instructor.schema.internal.TypeModel.Scalar;
import dev.instructor.schema.internal.TypeModel.Sequence;
import dev.instructor.schema.internal.TypeModel.Tagging;
import dev.instructor.schema.internal.TypeModel.Union;
import dev.instructor.schema.internal.TypeModel.Variant;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every type that Jackson reads, as its own deserializer reads it: the deserializer is built and
 * asked, rather than the class. What it builds is kept by the mapper and serves the binding later.
 */
final class JacksonTypes implements TypeReader {
  private static final List<String> BUILT_IN =
      List.of(
          "com.fasterxml.jackson.databind.",
          "com.fasterxml.jackson.datatype.jdk8.",
          "com.fasterxml.jackson.datatype.jsr310.");

  private static final List<Class<? extends Annotation>> DESCRIBING =
      List.of(Describe.class, JsonClassDescription.class);

  private final Supplier<ObjectMapper> mapper;
  private final TypeReader standard = new StandardTypes(this);

  JacksonTypes(Supplier<ObjectMapper> mapper) {
    this.mapper = mapper;
  }

  @Override
  public TypeModel read(TypeUse use, String path) {
    JavaType type = javaType(use);
    AnnotatedClass described = classOf(type);
    Optional<TypeModel> stated = stated(described);
    if (stated.isPresent()) {
      return stated.get();
    }
    JsonTypeInfo.Value info = introspector().findPolymorphicTypeInfo(config(), described);
    return info == null || info.getIdType() == JsonTypeInfo.Id.NONE
        ? variant(use, path)
        : union(use, type, described, info, path);
  }

  @Override
  public TypeModel variant(TypeUse use, String path) {
    JavaType type = javaType(use);
    Optional<TypeModel> stated = stated(classOf(type));
    if (stated.isPresent()) {
      return stated.get();
    }
    JsonDeserializer<?> deserializer = deserializer(type, path);
    if (BUILT_IN.stream().noneMatch(deserializer.getClass().getName()::startsWith)) {
      throw new ConfigurationException(
          path
              + " is of type "
              + use.raw().getName()
              + ", which has a deserializer of its own ("
              + deserializer.getClass().getName()
              + "), so what it reads is unknown: state it with @SchemaOf on the type or a mix-in");
    }
    TypeModel known = standard.read(use, path);
    return known != null ? known : builtIn(use, type, deserializer, path);
  }

  private TypeModel builtIn(
      TypeUse use, JavaType type, JsonDeserializer<?> deserializer, String path) {
    if (deserializer instanceof BeanDeserializerBase bean && !type.isThrowable()) {
      return bean(use, bean, path);
    }
    Optional<TypeModel> converted = converted(classOf(type));
    if (converted.isPresent()) {
      return converted.get();
    }
    if (type.isEnumType()) {
      return new JacksonEnums(config(), type, path).choice();
    }
    if (type.isMapLikeType()) {
      TypeUse key = use(type.getKeyType());
      return new StandardTypes(this).dictionary(key, use(type.getContentType()), path);
    }
    if (type.isCollectionLikeType()) {
      return new Sequence(use(type.getContentType()), false);
    }
    if (type.isReferenceType()) {
      return new TypeModel.Maybe(use(type.getReferencedType()));
    }
    if (deserializer instanceof FromStringDeserializer && use.raw() != Class.class) {
      return new Scalar(Json.object().put("type", "string").build());
    }
    throw refused(use, path);
  }

  private static ConfigurationException refused(TypeUse use, String path) {
    Class<?> raw = use.raw();
    String advice;
    if (raw == Object.class) {
      advice =
          "any value could be one; name its type (in a generic type the type arguments, with a"
              + " TypeRef at the root), or state a schema with @SchemaOf";
    } else if (Modifier.isAbstract(raw.getModifiers())) {
      advice =
          "it is abstract and its subtypes are unknown; seal it, name them with @JsonTypeInfo and"
              + " @JsonSubTypes, or use a record";
    } else {
      advice =
          "it has no parts to ask for; use a record, or state a schema with @SchemaOf on it or on a"
              + " mix-in";
    }
    return new ConfigurationException(
        path + " is of type " + raw.getName() + " and cannot be asked for: " + advice);
  }

  private TypeModel bean(TypeUse use, BeanDeserializerBase bean, String path) {
    ValueInstantiator creator = bean.getValueInstantiator();
    if (creator.canCreateUsingDelegate()) {
      return new Alias(use(creator.getDelegateType(config())));
    }
    if (creator.canCreateUsingArrayDelegate()) {
      return new Alias(use(creator.getArrayDelegateType(config())));
    }
    boolean object = creator.canCreateFromObjectWith() || creator.canCreateUsingDefault();
    if (!object || isWrittenAsValue(bean)) {
      Class<?> value = value(creator);
      if (value != null) {
        return new Alias(TypeUse.of(value));
      }
      if (!object) {
        throw refused(use, path);
      }
    }
    if (bean.getObjectIdReader() != null) {
      throw new ConfigurationException(
          path
              + " is of type "
              + use.raw().getName()
              + " with @JsonIdentityInfo, and a model cannot be asked for object identities: remove"
              + " it, or state a schema with @SchemaOf");
    }
    return new JacksonBean(this, use, bean, path).structure();
  }

  /** Its author gave it another form than an object, though Jackson would read an object too. */
  private boolean isWrittenAsValue(BeanDeserializerBase bean) {
    BeanDescription description = config().introspect(bean.getValueType());
    return description.findJsonValueAccessor() != null
        || description.getFactoryMethodsWithMode().stream()
            .anyMatch(factory -> factory.metadata == JsonCreator.Mode.DELEGATING);
  }

  private static @Nullable Class<?> value(ValueInstantiator creator) {
    if (creator.canCreateFromString()) {
      return String.class;
    }
    if (creator.canCreateFromInt() || creator.canCreateFromLong()) {
      return long.class;
    }
    if (creator.canCreateFromBigInteger()) {
      return BigInteger.class;
    }
    if (creator.canCreateFromBigDecimal() || creator.canCreateFromDouble()) {
      return BigDecimal.class;
    }
    return creator.canCreateFromBoolean() ? boolean.class : null;
  }

  private Union union(
      TypeUse use, JavaType type, AnnotatedClass described, JsonTypeInfo.Value info, String path) {
    if (info.getIdType() != JsonTypeInfo.Id.NAME
        && info.getIdType() != JsonTypeInfo.Id.SIMPLE_NAME
        && info.getIdType() != JsonTypeInfo.Id.DEDUCTION) {
      throw new ConfigurationException(
          path
              + " is of type "
              + use.raw().getName()
              + " with @JsonTypeInfo(use = "
              + info.getIdType()
              + "), and a model must not choose classes: use NAME with @JsonSubTypes, or a sealed"
              + " type");
    }
    List<Variant> variants = new ArrayList<>();
    for (NamedType subtype : subtypes(described)) {
      if (!use.raw().isAssignableFrom(subtype.getType())) {
        continue; // a sibling: the annotation stands on the parent of this type
      }
      JavaType concrete = subtype(type, subtype.getType());
      if (!Modifier.isAbstract(subtype.getType().getModifiers())) {
        String name = subtype.hasName() ? subtype.getName() : defaultName(subtype.getType(), info);
        variants.add(new Variant(name, use(concrete)));
      }
    }
    if (variants.isEmpty()) {
      throw refused(use, path);
    }
    return new Union(
        tagging(info, path),
        String.valueOf(info.getPropertyName()),
        variants,
        annotations(config(), use.raw()));
  }

  private static Tagging tagging(JsonTypeInfo.Value info, String path) {
    if (info.getIdType() == JsonTypeInfo.Id.DEDUCTION) {
      return Tagging.DEDUCTION;
    }
    return switch (info.getInclusionType()) {
      case PROPERTY, EXISTING_PROPERTY, EXTERNAL_PROPERTY -> Tagging.PROPERTY;
      case WRAPPER_OBJECT -> Tagging.WRAPPER_OBJECT;
      default ->
          throw new ConfigurationException(
              path
                  + " has @JsonTypeInfo with an array around the object, which a schema for models cannot"
                  + " say: use PROPERTY or WRAPPER_OBJECT");
    };
  }

  private List<NamedType> subtypes(AnnotatedClass described) {
    return List.copyOf(
        config().getSubtypeResolver().collectAndResolveSubtypesByTypeId(config(), described));
  }

  private JavaType subtype(JavaType base, Class<?> subtype) {
    return base.hasRawClass(subtype)
        ? base
        : config().getTypeFactory().constructSpecializedType(base, subtype);
  }

  /** As Jackson names a class for which nobody gave a name. */
  private static String defaultName(Class<?> type, JsonTypeInfo.Value info) {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
    return info.getIdType() == JsonTypeInfo.Id.SIMPLE_NAME
        ? name.substring(name.lastIndexOf('$') + 1)
        : name;
  }

  private static Optional<TypeModel> stated(AnnotatedClass described) {
    return StatedSchema.of(described.getAnnotation(SchemaOf.class), described.getRawType())
        .map(Scalar::new);
  }

  private Optional<TypeModel> converted(AnnotatedClass described) {
    Object converter = introspector().findDeserializationConverter(described);
    if (converter == null) {
      return Optional.empty();
    }
    try {
      JavaType input =
          context().converterInstance(described, converter).getInputType(config().getTypeFactory());
      return Optional.of(new Alias(use(input)));
    } catch (JsonMappingException e) {
      throw new ConfigurationException(
          "The converter of " + described.getName() + " cannot be made: " + e.getMessage(), e);
    }
  }

  private JsonDeserializer<?> deserializer(JavaType type, String path) {
    try {
      return context().findContextualValueDeserializer(type, null);
    } catch (JsonMappingException | IllegalArgumentException e) {
      throw new ConfigurationException(
          path
              + " is of type "
              + type.getRawClass().getName()
              + ", which Jackson cannot read: "
              + e.getMessage(),
          e);
    }
  }

  /** Returns what describes a class: its own annotations and its mix-in's, not its parents'. */
  static List<Annotation> annotations(DeserializationConfig config, Class<?> type) {
    AnnotatedClass described = AnnotatedClassResolver.resolveWithoutSuperTypes(config, type);
    List<Annotation> annotations = new ArrayList<>();
    for (Class<? extends Annotation> each : DESCRIBING) {
      Annotation annotation = described.getAnnotation(each);
      if (annotation != null) {
        annotations.add(annotation);
      }
    }
    return annotations;
  }

  /** Returns a type as Jackson resolved it, without annotations. */
  static TypeUse use(JavaType type) {
    if (type.isArrayType()) {
      return new TypeUse(type.getRawClass(), List.of(use(type.getContentType())), List.of());
    }
    List<TypeUse> arguments =
        type.getBindings().getTypeParameters().stream().map(JacksonTypes::use).toList();
    return new TypeUse(type.getRawClass(), arguments, List.of());
  }

  JavaType javaType(TypeUse use) {
    return mapper.get().constructType(use.type());
  }

  AnnotatedClass classOf(JavaType type) {
    return config().introspectClassAnnotations(type).getClassInfo();
  }

  DeserializationConfig config() {
    return mapper.get().getDeserializationConfig();
  }

  AnnotationIntrospector introspector() {
    return config().getAnnotationIntrospector();
  }

  DeserializationContext context() {
    return ((DefaultDeserializationContext) mapper.get().getDeserializationContext())
        .createDummyInstance(config());
  }
}
