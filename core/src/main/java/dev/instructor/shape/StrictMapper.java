package dev.instructor.shape;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BasicDeserializerFactory;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.instructor.error.ConfigurationException;
import dev.instructor.schema.internal.SealedIntrospector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Mappers that take no liberties: what is missing, of another type or not exact is refused, and
 * only a name too many is ignored.
 */
final class StrictMapper {
  private static final List<CoercionInputShape> SCALARS =
      List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

  private StrictMapper() {}

  static ObjectMapper standard() {
    return tightened(
        JsonMapper.builder()
            .disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build());
  }

  /** Returns a strict copy with the modules, names and visibility of a user's mapper. */
  static ObjectMapper of(ObjectMapper mapper) {
    ObjectMapper copy;
    try {
      copy = mapper.copy();
    } catch (IllegalStateException e) {
      throw new ConfigurationException(
          mapper.getClass().getName()
              + " cannot be copied: override copy() in it, or pass a plain ObjectMapper with its"
              + " modules",
          e);
    }
    return tightened(copy.deactivateDefaultTyping());
  }

  @SuppressWarnings("deprecation") // Jackson's builders cannot start from any given mapper.
  private static ObjectMapper tightened(ObjectMapper mapper) {
    List<Deserializers> own = deserializers(mapper);
    register(mapper, new Jdk8Module());
    register(mapper, new JavaTimeModule());
    mapper.registerModule(new First(own));
    mapper.registerModule(
        new SimpleModule("instructor-order")
            .addAbstractTypeMapping(Set.class, LinkedHashSet.class));
    mapper.setAnnotationIntrospector(
        AnnotationIntrospectorPair.create(
            mapper.getDeserializationConfig().getAnnotationIntrospector(),
            new SealedIntrospector()));
    mapper.disable(
        MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS);
    mapper.enable(
        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
        DeserializationFeature.FAIL_ON_INVALID_SUBTYPE,
        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
        DeserializationFeature.WRAP_EXCEPTIONS);
    mapper.disable(
        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
        DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES,
        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
        DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
        DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT,
        DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
        DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
        DeserializationFeature.UNWRAP_ROOT_VALUE,
        DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
        DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE,
        DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
    mapper
        .coercionConfigDefaults()
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    SCALARS.forEach(
        shape ->
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail));
    // A number for a date is only ever allowed by a schema whose author said @JsonFormat(shape =
    // …).
    mapper
        .coercionConfigFor(LogicalType.DateTime)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert)
        .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert);
    return mapper;
  }

  private static List<Deserializers> deserializers(ObjectMapper mapper) {
    List<Deserializers> own = new ArrayList<>();
    if (mapper.getDeserializationContext().getFactory() instanceof BasicDeserializerFactory basic) {
      basic.getFactoryConfig().deserializers().forEach(own::add);
    }
    return own;
  }

  /** What a user's modules read wins over the modules that are added here. */
  private static final class First extends SimpleModule {
    private static final long serialVersionUID = 1L;

    private final transient List<Deserializers> deserializers;

    private First(List<Deserializers> deserializers) {
      super("instructor-first");
      this.deserializers = deserializers;
    }

    @Override
    public void setupModule(SetupContext context) {
      for (int i = deserializers.size() - 1; i >= 0; i--) {
        context.addDeserializers(deserializers.get(i));
      }
    }
  }

  private static void register(ObjectMapper mapper, Module module) {
    if (!mapper.getRegisteredModuleIds().contains(module.getTypeId())) {
      mapper.registerModule(module);
    }
  }
}
