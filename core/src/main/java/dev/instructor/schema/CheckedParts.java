package dev.instructor.schema;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.List;
import java.util.Map;

/**
 * The parts of a schema, each of which can be asked whether it accepts a value. Immutable,
 * thread-safe.
 *
 * <p>Keywords that need more than one value at a time, such as {@code not}, {@code if} and {@code
 * patternProperties}, are passed over here: {@link JsonSchema#check(Json)} has the last word.
 */
public final class CheckedParts {
  private final JsonObject document;
  private final Map<String, SchemaNode> nodes;
  private final KnownNames names;

  private CheckedParts(JsonObject document, Map<String, SchemaNode> nodes, KnownNames names) {
    this.document = document;
    this.nodes = nodes;
    this.names = names;
  }

  static CheckedParts of(JsonObject schema) {
    KnownNames names = KnownNames.of(schema);
    JsonObject document =
        SchemaDrafts.isCurrent(schema) && !SchemaCheck.Beyond.isIn(schema)
            ? schema
            : SchemaKeywords.rewrite(schema, CheckedParts::simplified);
    try {
      return new CheckedParts(document, SchemaCompiler.parts(document), names);
    } catch (ConfigurationException beyond) {
      // Valid by its own draft, but in a form that is not understood here: it has no parts.
      return new CheckedParts(JsonObject.empty(), SchemaCompiler.parts(JsonObject.empty()), names);
    }
  }

  /** Returns a subschema in the words of the current draft, without what it cannot say alone. */
  private static JsonObject simplified(JsonObject schema) {
    JsonObject simple = schema;
    for (String bound : List.of("exclusiveMinimum", "exclusiveMaximum")) {
      if (schema.members().get(bound) instanceof JsonBoolean) {
        simple = simple.without(bound);
      }
    }
    if (schema.members().get("items") instanceof JsonArray places) {
      simple = simple.without("items").with("prefixItems", places);
      Json others = schema.members().get("additionalItems");
      simple = others == null ? simple : simple.with("items", others);
    }
    if (schema.has("patternProperties") || schema.has("unevaluatedProperties")) {
      simple = simple.without("additionalProperties");
    }
    if (schema.members().get("$ref") instanceof JsonString reference
        && !SchemaReferences.isLocalPointer(reference.value())) {
      simple = simple.without("$ref");
    }
    return schema.members().get("multipleOf") instanceof JsonNumber number
            && number.value().signum() <= 0
        ? simple.without("multipleOf")
        : simple;
  }

  /** Returns the schema as it is taken apart here: the pointers of parts lead into it. */
  public JsonObject document() {
    return document;
  }

  /**
   * Returns the pointer of the part that a {@code $ref} of the document refers to.
   *
   * @throws IllegalArgumentException if the reference leads out of the document
   */
  public static String pointer(String reference) {
    return SchemaReferences.pointer(reference);
  }

  /** Returns a pointer into an answer in which names that the schema does not state are stars. */
  public String shown(String pointer) {
    return names.shown(pointer);
  }

  /** Starts to ask about the values of one answer. */
  public Probe probe() {
    return new Probe(nodes);
  }

  /**
   * Asks parts whether they accept values, and remembers what they said of objects and arrays, so
   * that asking about a value and all that is in it takes time by its size alone. For one answer
   * and one thread; values are told apart by identity.
   */
  public static final class Probe {
    private final Map<String, SchemaNode> nodes;
    private final Findings findings = Findings.ofProbe();

    private Probe(Map<String, SchemaNode> nodes) {
      this.nodes = nodes;
    }

    /**
     * Returns whether a part accepts a value.
     *
     * @param part the JSON pointer of the part in the schema; one that is not known accepts all
     */
    public boolean accepts(String part, Json value) {
      SchemaNode node = nodes.get(part);
      try {
        return node == null || findings.probe(node, value);
      } catch (StackOverflowError e) {
        return false;
      }
    }
  }
}
