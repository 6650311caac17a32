package dev.instructor.shape;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;

/** Plans single properties with the deserializer that Jackson builds for their owner. */
final class JacksonProperties {
  private final ObjectMapper mapper;

  JacksonProperties(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  PropertyPlan plan(Type owner, PropertyRef.Property property) {
    JavaType bean = bean(owner, property.owner());
    Optional<BeanPropertyDefinition> definition = definition(bean, property.name());
    String name = definition.map(BeanPropertyDefinition::getName).orElse(property.name());
    Optional<SettableBeanProperty> settable = settable(bean, name);
    JavaType type =
        settable
            .map(SettableBeanProperty::getType)
            .or(() -> definition.map(BeanPropertyDefinition::getPrimaryType))
            .or(() -> accessorType(bean, property.name()))
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        property.owner().getSimpleName()
                            + " has no property "
                            + property.name()
                            + " that is read from JSON"));
    PropertyPlan.Reader reader =
        settable.<PropertyPlan.Reader>map(found -> json -> bind(found, json)).orElse(whole(type));
    boolean text =
        type.hasRawClass(String.class)
            && settable
                .filter(p -> p.getValueDeserializer().getClass() == StringDeserializer.class)
                .isPresent();
    return new PropertyPlan(name, type, Optional.<Type>ofNullable(contentOf(type)), reader, text);
  }

  /** The reference may name a supertype of what is there, or of what will be chosen. */
  private JavaType bean(Type owner, Class<?> referred) {
    JavaType type = mapper.constructType(owner);
    return referred.isAssignableFrom(type.getRawClass()) ? type : mapper.constructType(referred);
  }

  private Optional<BeanPropertyDefinition> definition(JavaType bean, String javaName) {
    return mapper.getDeserializationConfig().introspect(bean).findProperties().stream()
        .filter(property -> property.getInternalName().equals(javaName))
        .findFirst();
  }

  private Optional<SettableBeanProperty> settable(JavaType bean, String jsonName) {
    DeserializationConfig config = mapper.getDeserializationConfig();
    try {
      return ((DefaultDeserializationContext) mapper.getDeserializationContext())
                  .createDummyInstance(config)
                  .findRootValueDeserializer(bean)
              instanceof BeanDeserializerBase deserializer
          ? Optional.ofNullable(deserializer.findProperty(jsonName))
          : Optional.empty();
    } catch (JsonMappingException unreadable) {
      return Optional.empty(); // an interface, for example: its properties are read all the same
    }
  }

  private Optional<JavaType> accessorType(JavaType bean, String javaName) {
    return Arrays.stream(bean.getRawClass().getMethods())
        .filter(method -> method.getName().equals(javaName) && method.getParameterCount() == 0)
        .findFirst()
        .map(Method::getGenericReturnType)
        .map(type -> mapper.getTypeFactory().resolveMemberType(type, bean.getBindings()));
  }

  private static Type contentOf(JavaType type) {
    return type.isReferenceType() ? type.getReferencedType() : type.getContentType();
  }

  private PropertyPlan.Reader whole(JavaType type) {
    MapperBinder<Object> binder = new MapperBinder<>(() -> mapper, type);
    return json -> json.isNull() ? Optional.empty() : Optional.of(binder.bind(json));
  }

  /** Reads what one property is set to, with its own annotations, as within its owner. */
  private Optional<Object> bind(SettableBeanProperty property, Json json) throws BindingException {
    return Optional.ofNullable(
        MapperReader.read(
            json,
            parser -> {
              DeserializationContext context =
                  ((DefaultDeserializationContext) mapper.getDeserializationContext())
                      .createInstance(
                          mapper.getDeserializationConfig(), parser, mapper.getInjectableValues());
              parser.nextToken();
              return property.deserialize(parser, context);
            }));
  }
}
