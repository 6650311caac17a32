package dev.instructor.schema.internal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BuilderBasedDeserializer;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.util.NameTransformer;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.internal.TypeModel.Property;
import dev.instructor.schema.internal.TypeModel.Structure;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a bean deserializer reads, in declaration order: that of the record's
 * components or the class's fields, those of the parent first; then what has no field.
 * {@code @JsonPropertyOrder} comes before all that.
 */
final class JacksonBean {
  private final JacksonTypes types;
  private final TypeUse use;
  private final BeanDeserializerBase bean;
  private final String path;
  private final BeanDescription description;
  private final Map<String, BeanPropertyDefinition> definitions = new HashMap<>();
  private final List<Field> fields = new ArrayList<>();

  private record Entry(String javaName, String jsonName, List<Property> properties) {}

  JacksonBean(JacksonTypes types, TypeUse use, BeanDeserializerBase bean, String path) {
    this.types = types;
    this.use = use;
    this.bean = bean;
    this.path = path;
    this.description = describe();
    description.findProperties().forEach(each -> definitions.put(each.getName(), each));
    collectFields(
        bean instanceof BuilderBasedDeserializer ? use.raw() : bean.getValueType().getRawClass());
  }

  private BeanDescription describe() {
    if (!(bean instanceof BuilderBasedDeserializer)) {
      return types.config().introspect(bean.getValueType());
    }
    BeanDescription plain = types.config().introspect(types.javaType(use));
    Class<?> builder = types.introspector().findPOJOBuilder(plain.getClassInfo());
    return types.config().introspectForBuilder(types.config().constructType(builder), plain);
  }

  private AnnotatedClass described() {
    return types.classOf(
        bean instanceof BuilderBasedDeserializer ? types.javaType(use) : bean.getValueType());
  }

  private void collectFields(@Nullable Class<?> type) {
    if (type == null || type == Object.class || type == Record.class) {
      return;
    }
    collectFields(type.getSuperclass());
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        fields.add(field);
      }
    }
  }

  Structure structure() {
    List<Entry> entries = new ArrayList<>();
    for (Iterator<SettableBeanProperty> all = bean.properties(); all.hasNext(); ) {
      SettableBeanProperty property = all.next();
      if (!property.isInjectionOnly() && !property.isIgnorable()) {
        entries.add(
            new Entry(
                javaName(property.getName()), property.getName(), List.of(property(property))));
      }
    }
    definitions.values().forEach(definition -> unwrapped(definition).ifPresent(entries::add));
    order(entries);
    return new Structure(
        entries.stream().flatMap(entry -> entry.properties.stream()).toList(),
        rest(),
        JacksonTypes.annotations(types.config(), described().getRawType()));
  }

  private String javaName(String jsonName) {
    BeanPropertyDefinition definition = definitions.get(jsonName);
    return definition == null ? jsonName : definition.getInternalName();
  }

  private void order(List<Entry> entries) {
    AnnotationIntrospector introspector = types.introspector();
    AnnotatedClass described = described();
    @Nullable String[] explicit = introspector.findSerializationPropertyOrder(described);
    List<String> first = explicit == null ? List.of() : Arrays.asList(explicit);
    List<String> declared = fields.stream().map(Field::getName).toList();
    boolean sorted =
        Boolean.TRUE.equals(introspector.findSerializationSortAlphabetically(described));
    Comparator<Entry> rest =
        sorted
            ? Comparator.comparing(Entry::jsonName)
            : Comparator.comparingInt(entry -> place(declared, entry.javaName, entry.jsonName));
    entries.sort(
        Comparator.<Entry>comparingInt(entry -> place(first, entry.jsonName, entry.javaName))
            .thenComparing(rest));
  }

  private static int place(List<String> names, String name, String other) {
    int place = names.indexOf(name);
    if (place < 0) {
      place = names.indexOf(other);
    }
    return place < 0 ? names.size() : place;
  }

  private Property property(SettableBeanProperty property) {
    AnnotatedMember member = property.getMember();
    List<Annotation> annotations = new ArrayList<>();
    member.getAllAnnotations().annotations().forEach(annotations::add);
    String javaName = javaName(property.getName());
    TypeUse type = type(member, property.getType());
    for (Field field : fields) {
      if (field.getName().equals(javaName)) {
        annotations.addAll(List.of(field.getAnnotations()));
        annotations.addAll(List.of(field.getAnnotatedType().getAnnotations()));
      }
    }
    if (use.raw().isRecord()) {
      component(javaName).ifPresent(found -> annotations.addAll(List.of(found.getAnnotations())));
    }
    annotations.addAll(type.annotations());
    List<Annotation> all = annotations.stream().distinct().toList();
    Optional<JsonObject> stated = StatedSchema.on(all, use.raw());
    if (stated.isEmpty()) {
      refuseOwnDeserializer(member, property.getName());
    }
    List<String> aliases =
        property.findAliases(types.config()).stream().map(PropertyName::getSimpleName).toList();
    return new Property(property.getName(), type, all, stated, format(member), aliases);
  }

  private Optional<RecordComponent> component(String name) {
    return Arrays.stream(use.raw().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst();
  }

  private void refuseOwnDeserializer(AnnotatedMember member, String name) {
    AnnotationIntrospector introspector = types.introspector();
    if (introspector.findDeserializer(member) != null
        || introspector.findContentDeserializer(member) != null
        || introspector.findKeyDeserializer(member) != null
        || introspector.findDeserializationConverter(member) != null
        || introspector.findDeserializationContentConverter(member) != null) {
      throw new ConfigurationException(
          path
              + "."
              + name
              + " has a deserializer of its own, so what it reads is unknown: state it with"
              + " @SchemaOf beside the annotation that names the deserializer");
    }
    if (member.hasAnnotation(JsonTypeInfo.class)) {
      throw new ConfigurationException(
          path
              + "."
              + name
              + " has @JsonTypeInfo on the property: put it on the type, or use a sealed type");
    }
  }

  /** What Jackson made of the type wins; the member's own has the annotations. */
  private TypeUse type(AnnotatedMember member, JavaType known) {
    AnnotatedType declared = declared(member);
    if (declared != null) {
      TypeUse type = use.member(declared, member.getDeclaringClass());
      if (types.javaType(type).equals(known)) {
        return type;
      }
    }
    return JacksonTypes.use(known);
  }

  private static @Nullable AnnotatedType declared(AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter) {
      Executable owner = (Executable) parameter.getOwner().getAnnotated();
      AnnotatedType[] all = owner.getAnnotatedParameterTypes();
      return parameter.getIndex() < all.length ? all[parameter.getIndex()] : null;
    }
    if (member instanceof AnnotatedMethod accessor) {
      Method method = accessor.getAnnotated();
      return method.getParameterCount() == 1
          ? method.getAnnotatedParameterTypes()[0]
          : method.getAnnotatedReturnType();
    }
    return member.getMember() instanceof Field field ? field.getAnnotatedType() : null;
  }

  /** A pattern or a number instead of a date's standard form. */
  private Optional<JsonObject> format(AnnotatedMember member) {
    JsonFormat.Value format = types.introspector().findFormat(member);
    if (format == null) {
      return Optional.empty();
    }
    if (format.getShape().isNumeric()) {
      String type = format.getShape() == JsonFormat.Shape.NUMBER_INT ? "integer" : "number";
      return Optional.of(Json.object().put("type", type).build());
    }
    return format.hasPattern()
        ? Optional.of(
            Json.object()
                .put("type", "string")
                .put("description", "Written as " + format.getPattern())
                .build())
        : Optional.empty();
  }

  private Optional<Entry> unwrapped(BeanPropertyDefinition definition) {
    AnnotatedMember member =
        definition.hasConstructorParameter()
            ? definition.getConstructorParameter()
            : definition.getNonConstructorMutator();
    NameTransformer names =
        member == null ? null : types.introspector().findUnwrappingNameTransformer(member);
    if (names == null) {
      return Optional.empty();
    }
    TypeUse type = type(member, definition.getPrimaryType());
    if (!(types.read(type, path + "." + definition.getName()) instanceof Structure inner)) {
      throw new ConfigurationException(
          path + "." + definition.getName() + " is @JsonUnwrapped, but no object with properties");
    }
    List<Property> properties =
        inner.properties().stream()
            .map(
                each ->
                    new Property(
                        names.transform(each.name()),
                        each.type(),
                        each.annotations(),
                        each.stated(),
                        each.format(),
                        each.aliases().stream().map(names::transform).toList()))
            .toList();
    return Optional.of(new Entry(definition.getInternalName(), definition.getName(), properties));
  }

  /** An any-setter for objects is left alone: it is read, but cannot be asked for. */
  private Optional<TypeUse> rest() {
    AnnotatedMember any = description.findAnySetterAccessor();
    if (any == null) {
      return Optional.empty();
    }
    JavaType type =
        any instanceof AnnotatedMethod method && method.getParameterCount() == 2
            ? method.getParameterType(1)
            : any.getType().getContentType();
    return type == null || type.isJavaLangObject()
        ? Optional.empty()
        : Optional.of(JacksonTypes.use(type));
  }
}
