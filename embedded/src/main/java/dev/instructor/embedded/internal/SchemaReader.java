package dev.instructor.embedded.internal;

import dev.instructor.embedded.internal.Plan.ConstantNode;
import dev.instructor.embedded.internal.Plan.EmptyNode;
import dev.instructor.embedded.internal.Plan.Limits;
import dev.instructor.embedded.internal.Plan.ListNode;
import dev.instructor.embedded.internal.Plan.Member;
import dev.instructor.embedded.internal.Plan.Node;
import dev.instructor.embedded.internal.Plan.ObjectNode;
import dev.instructor.embedded.internal.Plan.RowsNode;
import dev.instructor.embedded.internal.Plan.ScalarNode;
import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Turns a JSON Schema into a {@link Plan}. What it does not understand becomes an empty place. */
final class SchemaReader {
  /** Deeper places stay empty; also the end of every recursion. */
  private static final int MAX_DEPTH = 6;

  /** More fields than this are not looked for: each costs time. */
  private static final int MAX_FIELDS = 200;

  private final SchemaView view;
  private final ToIntFunction<Field> chooser;
  private final List<Field> fields = new ArrayList<>();

  private SchemaReader(SchemaView view, ToIntFunction<Field> chooser) {
    this.view = view;
    this.chooser = chooser;
  }

  /**
   * Returns the plan for a schema.
   *
   * @param schema the whole schema
   * @param chooser asked at once, at every union of objects, which of them the text speaks of; gets
   *     a field whose options are the variants' names and returns the number of one
   */
  static Plan read(JsonObject schema, ToIntFunction<Field> chooser) {
    SchemaReader reader = new SchemaReader(new SchemaView(schema), chooser);
    Node root = reader.node(reader.view.root(), Place.ROOT);
    return new Plan(root, reader.fields);
  }

  private Node node(SchemaView.Resolved schema, Place place) {
    JsonObject document = schema.document();
    if (place.depth() > MAX_DEPTH || fields.size() >= MAX_FIELDS) {
      return new EmptyNode(SchemaView.emptyValue(document));
    }
    Optional<Json> constant = document.get("const");
    if (constant.isPresent()) {
      return new ConstantNode(constant.get());
    }
    if (!schema.variants().isEmpty()) {
      return variant(schema, place);
    }
    if (document.has("enum")) {
      return choice(document, place);
    }
    return switch (SchemaView.type(document)) {
      case "object" -> object(document, place);
      case "array" -> list(document, place);
      case "integer" -> scalar(Field.Kind.INTEGER, List.of(), document, place);
      case "number" -> scalar(Field.Kind.NUMBER, List.of(), document, place);
      case "boolean" ->
          scalar(Field.Kind.FLAG, List.of(Json.of(false), Json.of(true)), document, place);
      case "null" -> new ConstantNode(Json.ofNull());
      default -> scalar(Field.Kind.TEXT, List.of(), document, place);
    };
  }

  private Node choice(JsonObject document, Place place) {
    List<Json> options = document.items("enum").stream().filter(SchemaReader::isScalar).toList();
    if (options.isEmpty()) {
      return new EmptyNode(Json.ofNull());
    }
    return options.size() == 1 && !place.canBeAbsent()
        ? new ConstantNode(options.get(0))
        : scalar(Field.Kind.CHOICE, options, document, place);
  }

  private static boolean isScalar(Json value) {
    return value.asText().isPresent()
        || value instanceof JsonNumber
        || value instanceof JsonBoolean;
  }

  private Node scalar(Field.Kind kind, List<Json> options, JsonObject document, Place place) {
    return new ScalarNode(field(kind, options, document, place));
  }

  private int field(Field.Kind kind, List<Json> options, JsonObject document, Place place) {
    String description = document.text("description").orElse(place.description());
    fields.add(
        new Field(
            place.path(),
            kind,
            place.inList(),
            place.canBeAbsent(),
            description,
            options,
            Rules.of(document)));
    return fields.size() - 1;
  }

  private Node object(JsonObject document, Place place) {
    Set<String> required =
        document.items("required").stream()
            .flatMap(name -> name.asText().stream())
            .collect(Collectors.toSet());
    String description = document.text("description").orElse(place.description());
    JsonObject properties = document.object("properties").orElse(JsonObject.empty());
    if (place.isInside(properties)) {
      return new EmptyNode(JsonObject.empty());
    }
    Map<String, Member> members = new LinkedHashMap<>();
    properties
        .members()
        .forEach(
            (name, property) -> {
              SchemaView.Resolved resolved = view.resolve(property);
              boolean needed = required.contains(name);
              boolean nullable = resolved.nullable();
              Place inner = place.member(name, properties, description, !needed || nullable);
              if (place.depth() == 0 && properties.members().size() == 1 && isObject(resolved)) {
                inner = inner.unnamed();
              }
              members.put(name, new Member(node(resolved, inner), needed, nullable));
            });
    return new ObjectNode(members);
  }

  private static boolean isObject(SchemaView.Resolved schema) {
    return schema.variants().isEmpty()
        ? SchemaView.type(schema.document()).equals("object")
        : schema.variants().stream().allMatch(SchemaReader::isObject);
  }

  private Node list(JsonObject document, Place place) {
    if (place.inList()) {
      return new EmptyNode(Json.array(List.of()));
    }
    SchemaView.Resolved items = view.resolve(document.get("items").orElse(JsonObject.empty()));
    Limits limits =
        new Limits(
            Rules.length(document, "maxItems", Integer.MAX_VALUE),
            document.get("uniqueItems").filter(Json.of(true)::equals).isPresent());
    String description = document.text("description").orElse(place.description());
    Node item = node(items, place.item(description));
    if (item instanceof ScalarNode scalar) {
      return new ListNode(scalar.field(), limits);
    }
    if (item instanceof ObjectNode row && !row.members().isEmpty()) {
      return new RowsNode(row, limits);
    }
    return new EmptyNode(Json.array(List.of()));
  }

  /**
   * One of several: objects are chosen by the model, among scalars the most telling one is taken.
   */
  private Node variant(SchemaView.Resolved schema, Place place) {
    List<SchemaView.Resolved> variants = schema.variants();
    List<SchemaView.Resolved> objects =
        variants.stream().filter(v -> SchemaView.type(v.document()).equals("object")).toList();
    if (objects.isEmpty()) {
      return node(
          variants.stream()
              .filter(v -> !SchemaView.type(v.document()).equals("string"))
              .findFirst()
              .orElse(variants.get(0)),
          place);
    }
    if (objects.size() == 1) {
      return node(objects.get(0), place);
    }
    List<Json> names = objects.stream().map(SchemaView::variantName).toList();
    int chosen =
        chooser.applyAsInt(
            new Field(
                place.path().isEmpty() ? List.of("type") : place.path(),
                Field.Kind.CHOICE,
                false,
                false,
                schema.document().text("description").orElse(""),
                names,
                Rules.of(JsonObject.empty())));
    return node(objects.get(chosen), place);
  }

  /**
   * Where in the answer a schema stands.
   *
   * @param path the names that lead there
   * @param around the properties of the objects around it, to see a recursion
   * @param description what the nearest container's description says
   * @param inList whether it is inside a list
   * @param canBeAbsent whether it may be null or left out
   * @param depth how many containers are around it
   */
  private record Place(
      List<String> path,
      List<JsonObject> around,
      String description,
      boolean inList,
      boolean canBeAbsent,
      int depth) {
    static final Place ROOT = new Place(List.of(), List.of(), "", false, false, 0);

    Place member(String name, JsonObject properties, String description, boolean canBeAbsent) {
      return new Place(
          with(path, name),
          with(around, properties),
          depth == 0 ? "" : description,
          inList,
          canBeAbsent,
          depth + 1);
    }

    Place item(String description) {
      return new Place(path, around, description, true, false, depth + 1);
    }

    /** A wrapper around the real root has a name that would only mislead the model. */
    Place unnamed() {
      return new Place(List.of(), around, description, inList, canBeAbsent, depth);
    }

    /** A type inside itself: the model knows no trees. */
    @SuppressWarnings("ReferenceEquality") // the same place of the schema, not an equal one
    boolean isInside(JsonObject properties) {
      return around.stream().anyMatch(outer -> outer == properties && !outer.members().isEmpty());
    }

    private static <T> List<T> with(List<T> list, T last) {
      List<T> longer = new ArrayList<>(list);
      longer.add(last);
      return longer;
    }
  }
}
