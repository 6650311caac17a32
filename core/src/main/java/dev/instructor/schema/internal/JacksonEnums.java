package dev.instructor.schema.internal;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.util.ClassUtil;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.schema.Describe;
import dev.instructor.schema.internal.TypeModel.Choice;
import dev.instructor.schema.internal.TypeModel.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The constants of an enum, named as Jackson reads them. */
final class JacksonEnums {
  private final DeserializationConfig config;
  private final JavaType type;
  private final String path;

  JacksonEnums(DeserializationConfig config, JavaType type, String path) {
    this.config = config;
    this.type = type;
    this.path = path;
  }

  Choice choice() {
    BeanDescription bean = config.introspect(type);
    Enum<?>[] constants = (Enum<?>[]) type.getRawClass().getEnumConstants();
    List<Json> names = names(bean, constants);
    @Nullable String[][] aliases = new String[constants.length][];
    if (bean.findJsonValueAccessor() == null) {
      config
          .getAnnotationIntrospector()
          .findEnumAliases(config, bean.getClassInfo(), constants, aliases);
    }
    List<Constant> choices = new ArrayList<>();
    for (int i = 0; i < constants.length; i++) {
      List<String> others = aliases[i] == null ? List.of() : List.of(aliases[i]);
      choices.add(new Constant(names.get(i), description(constants[i]), others));
    }
    return new Choice(choices, JacksonTypes.annotations(config, type.getRawClass()));
  }

  private List<Json> names(BeanDescription bean, Enum<?>[] constants) {
    AnnotatedMember value = bean.findJsonValueAccessor();
    List<Json> names = new ArrayList<>();
    if (value != null) {
      ClassUtil.checkAndFixAccess(value.getMember(), true);
      for (Enum<?> constant : constants) {
        names.add(json(value.getValue(constant)));
      }
      return names;
    }
    AnnotatedClass described = bean.getClassInfo();
    AnnotationIntrospector introspector = config.getAnnotationIntrospector();
    @Nullable String[] explicit =
        introspector.findEnumValues(config, described, constants, new String[constants.length]);
    boolean texts = config.isEnabled(DeserializationFeature.READ_ENUMS_USING_TO_STRING);
    for (int i = 0; i < constants.length; i++) {
      String name = explicit[i];
      names.add(
          Json.of(name != null ? name : texts ? constants[i].toString() : constants[i].name()));
    }
    return names;
  }

  private Json json(@Nullable Object value) {
    if (value instanceof String || value instanceof Character) {
      return Json.of(value.toString());
    }
    if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long) {
      return Json.of(((Number) value).longValue());
    }
    throw new ConfigurationException(
        path + " is an enum whose @JsonValue is neither a text nor a whole number: make it one");
  }

  private static Optional<String> description(Enum<?> constant) {
    try {
      Describe describe =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(Describe.class);
      return Optional.ofNullable(describe).map(Describe::value);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum constant without its field", e);
    }
  }
}
