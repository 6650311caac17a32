package dev.instructor.schema.internal;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.schema.SchemaContributor;
import dev.instructor.schema.internal.TypeModel.Constant;
import dev.instructor.schema.internal.TypeModel.Property;
import dev.instructor.schema.internal.TypeModel.Tagging;
import dev.instructor.schema.internal.TypeModel.Variant;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one schema. Not thread-safe. */
final class SchemaWriter {
  private static final int DEEPEST = 200;
  private static final JsonObject NULL = Json.object().put("type", "null").build();

  private final SchemaGenerator generator;
  private final Definitions definitions = new Definitions();
  private final AliasMarks marks = new AliasMarks();
  private int depth;

  SchemaWriter(SchemaGenerator generator) {
    this.generator = generator;
  }

  /** What a use of a type is told by the property it stands in. */
  private record Place(
      String path, Optional<JsonObject> stated, Optional<JsonObject> format, List<Annotation> on) {
    private static Place root(TypeUse use) {
      String path = use.raw().getSimpleName();
      return new Place(path, Optional.empty(), Optional.empty(), use.annotations());
    }

    private Place part(String suffix, TypeUse use) {
      return new Place(path + suffix, Optional.empty(), format, use.annotations());
    }
  }

  private record VariantKey(TypeUse type, List<Tag> tags) {}

  SchemaGenerator.Written write(TypeUse root) {
    return marks.taken(definitions.resolve(schema(root, Place.root(root))));
  }

  /** Returns the schema of a place: the type's, what is added to it, and whether it may be null. */
  private JsonObject schema(TypeUse use, Place place) {
    if (++depth > DEEPEST) {
      throw new ConfigurationException(
          place.path
              + " is nested too deep: a type whose type arguments grow with each level has no finite"
              + " schema");
    }
    JsonObject schema = place(use, place);
    depth--;
    return schema;
  }

  private JsonObject place(TypeUse use, Place place) {
    boolean nullable = Nullability.isNullable(place.on);
    if (place.stated.isPresent()) {
      return finish(place.stated.get(), use, place, nullable);
    }
    TypeModel model = generator.read(use.bare(), place.path);
    if (model instanceof TypeModel.Alias alias) {
      return schema(alias.target().with(place.on), place);
    }
    if (model instanceof TypeModel.Maybe maybe) {
      return maybe(maybe.content(), place);
    }
    if (nullable && use.raw().isPrimitive()) {
      throw new ConfigurationException(
          place.path
              + " is @Nullable, but a value of type "
              + use.raw().getName()
              + " cannot be null: use its box or an Optional");
    }
    return finish(schema(model, use.bare(), place), use, place, nullable);
  }

  /** An optional's content is described by what stands on the optional too. */
  private JsonObject maybe(TypeUse content, Place place) {
    TypeUse inner = content.with(place.on);
    boolean twice = generator.read(content.bare(), place.path) instanceof TypeModel.Maybe;
    if (twice) {
      throw new ConfigurationException(
          place.path + " is an Optional of an Optional: null cannot mean both, use one of them");
    }
    Place within = new Place(place.path, Optional.empty(), place.format, inner.annotations());
    JsonObject schema = schema(inner, within);
    return isNullable(schema) ? schema : nullable(schema);
  }

  private JsonObject finish(JsonObject schema, TypeUse use, Place place, boolean nullable) {
    if (place.on.isEmpty() && generator.contributors().isEmpty()) {
      return schema;
    }
    JsonObject.Builder builder = schema.toBuilder();
    String text = Descriptions.join(Descriptions.in(place.on), Descriptions.stated(schema));
    if (text != null) {
      builder.put("description", text);
    }
    List<String> examples = Descriptions.examples(place.on);
    if (!examples.isEmpty()) {
      builder.put("examples", examples(examples, schema, place));
    }
    // Last, so that a rule without a keyword can be added to the description.
    for (SchemaContributor contributor : generator.contributors()) {
      contributor.contribute(new SchemaContributor.Place(place.on, use.type()), builder);
    }
    JsonObject finished = builder.build();
    return nullable ? nullable(finished) : finished;
  }

  private Json examples(List<String> examples, JsonObject schema, Place place) {
    if (definitions.target(schema).text("type").filter("string"::equals).isPresent()) {
      return Json.strings(examples);
    }
    try {
      return Json.array(examples.stream().map(Json::parse).toList());
    } catch (InvalidJsonException e) {
      throw new ConfigurationException(
          "An example in @Describe on " + place.path + " is no JSON: " + e.getMessage(), e);
    }
  }

  private static boolean isNullable(JsonObject schema) {
    return schema.items("anyOf").contains(NULL);
  }

  /** The description goes outside, where every dialect finds it. */
  private static JsonObject nullable(JsonObject schema) {
    JsonObject.Builder outer = Json.object();
    describe(outer, Descriptions.stated(schema));
    JsonObject inner = schema.without("description");
    List<Json> options = new ArrayList<>();
    if (inner.members().size() == 1 && inner.has("anyOf")) {
      options.addAll(inner.items("anyOf"));
    } else {
      options.add(inner);
    }
    options.add(NULL);
    return outer.put("anyOf", Json.array(options)).build();
  }

  private JsonObject schema(TypeModel model, TypeUse use, Place place) {
    if (model instanceof TypeModel.Scalar scalar) {
      return scalar.schema();
    }
    if (model instanceof TypeModel.Temporal temporal) {
      return place.format.orElse(temporal.schema());
    }
    if (model instanceof TypeModel.Sequence sequence) {
      return sequence(sequence, place);
    }
    if (model instanceof TypeModel.Dictionary dictionary) {
      return dictionary(dictionary, place);
    }
    if (definitions.claim(use, name(use))) {
      definitions.define(use, definition(model, place));
    }
    return definitions.reference(use);
  }

  private JsonObject definition(TypeModel model, Place place) {
    if (model instanceof TypeModel.Choice choice) {
      return choice(choice);
    }
    if (model instanceof TypeModel.Union union) {
      return union(union, place);
    }
    if (model instanceof TypeModel.Structure structure) {
      return structure(structure, place, List.of());
    }
    throw new IllegalStateException("a model without a schema: " + model.getClass());
  }

  private static void describe(JsonObject.Builder schema, @Nullable String text) {
    if (text != null) {
      schema.put("description", text);
    }
  }

  /** A class name can hold letters that a pointer would have to escape. */
  private static String name(TypeUse use) {
    return use.name().replace('/', '_').replace('~', '_').replace('%', '_');
  }

  private JsonObject sequence(TypeModel.Sequence sequence, Place place) {
    JsonObject items = schema(sequence.element(), place.part("[]", sequence.element()));
    JsonObject.Builder schema = Json.object().put("type", "array").put("items", items);
    return (sequence.unique() ? schema.put("uniqueItems", true) : schema).build();
  }

  private JsonObject dictionary(TypeModel.Dictionary dictionary, Place place) {
    JsonObject.Builder schema = Json.object().put("type", "object");
    if (!dictionary.keys().isEmpty()) {
      JsonObject names = Json.object().put("enum", Json.strings(dictionary.keys())).build();
      schema.put("propertyNames", names);
    }
    TypeUse value = dictionary.value();
    return schema.put("additionalProperties", schema(value, place.part("{}", value))).build();
  }

  private JsonObject choice(TypeModel.Choice choice) {
    List<Json> values = new ArrayList<>();
    boolean texts = true;
    String constants = null;
    for (Constant constant : choice.constants()) {
      values.add(constant.value());
      texts &= constant.value() instanceof JsonString;
      if (constant.description().isPresent()) {
        constants = Descriptions.join(constants, line(constant));
      }
    }
    JsonObject.Builder schema = Json.object().put("type", texts ? "string" : "integer");
    describe(schema, Descriptions.join(Descriptions.in(choice.annotations()), constants));
    marks.put(choice, schema);
    return schema.put("enum", Json.array(values)).build();
  }

  private static String line(Constant constant) {
    String name = constant.value().asText().orElse(constant.value().toString());
    return name + ": " + constant.description().orElse("");
  }

  private JsonObject union(TypeModel.Union union, Place place) {
    List<JsonObject> options = new ArrayList<>();
    for (Variant variant : union.variants()) {
      options.add(variant(union, variant, place));
    }
    JsonObject.Builder schema = Json.object();
    describe(schema, Descriptions.in(union.annotations()));
    return schema.put("anyOf", Json.array(options)).build();
  }

  private JsonObject variant(TypeModel.Union union, Variant variant, Place place) {
    String path = place.path + "(" + variant.name() + ")";
    if (!(generator.variant(variant.type(), path) instanceof TypeModel.Structure structure)) {
      throw new ConfigurationException(
          path
              + " is no object with properties, so it cannot say which variant it is: wrap it into a"
              + " record");
    }
    Place within = new Place(path, Optional.empty(), Optional.empty(), List.of());
    JsonObject constant = Json.object().put("type", "string").put("const", variant.name()).build();
    List<Tag> tags =
        union.tagging() == Tagging.PROPERTY ? List.of(new Tag(union.tag(), constant)) : List.of();
    VariantKey key = new VariantKey(variant.type(), tags);
    if (definitions.claim(key, name(variant.type()))) {
      definitions.define(key, structure(structure, within, tags));
    }
    JsonObject content = definitions.reference(key);
    return union.tagging() == Tagging.WRAPPER_OBJECT ? wrapped(variant.name(), content) : content;
  }

  private static JsonObject wrapped(String name, JsonObject content) {
    return Json.object()
        .put("type", "object")
        .put("properties", Json.object().put(name, content).build())
        .put("required", Json.strings(List.of(name)))
        .put("additionalProperties", false)
        .build();
  }

  private record Tag(String name, JsonObject schema) {}

  private JsonObject structure(TypeModel.Structure structure, Place place, List<Tag> tags) {
    JsonObject.Builder properties = Json.object();
    List<String> required = new ArrayList<>();
    for (Tag tag : tags) {
      properties.put(tag.name(), tag.schema());
      required.add(tag.name());
    }
    for (Property property : structure.properties()) {
      if (required.contains(property.name())) {
        continue; // the discriminator itself
      }
      JsonObject schema = property(property, place);
      properties.put(property.name(), schema);
      if (!isNullable(schema)) {
        required.add(property.name());
      }
    }
    JsonObject.Builder schema = Json.object().put("type", "object");
    describe(schema, Descriptions.in(structure.annotations()));
    JsonObject named = properties.build();
    marks.put(structure, named, schema);
    schema.put("properties", named);
    if (!required.isEmpty()) {
      schema.put("required", strings(required));
    }
    if (structure.rest().isPresent()) {
      TypeUse rest = structure.rest().get();
      schema.put("additionalProperties", schema(rest, place.part("{}", rest)));
    }
    return schema.build();
  }

  private static Json strings(List<String> texts) {
    List<Json> items = new ArrayList<>(texts.size());
    for (String text : texts) {
      items.add(Json.of(text));
    }
    return Json.array(items);
  }

  private JsonObject property(Property property, Place place) {
    TypeUse use = property.type().with(property.annotations());
    String path = place.path + "." + property.name();
    return schema(use, new Place(path, property.stated(), property.format(), use.annotations()));
  }
}
