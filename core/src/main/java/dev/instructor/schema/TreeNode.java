package dev.instructor.schema;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our tree as the library for every keyword sees it. */
final class TreeNode implements JsonNode {
  private final Json value;
  private final String pointer;
  private final boolean schema;
  private final @Nullable String keyword;
  private @Nullable List<JsonNode> items;
  private @Nullable Map<String, JsonNode> members;

  private TreeNode(Json value, String pointer, boolean schema, @Nullable String keyword) {
    this.value = value;
    this.pointer = pointer;
    this.schema = schema;
    this.keyword = keyword;
  }

  static TreeNode ofSchema(Json schema) {
    return new TreeNode(schema, "", true, null);
  }

  static TreeNode ofValue(Json value) {
    return new TreeNode(value, "", false, null);
  }

  static TreeNode ofValue(Json value, String pointer) {
    return new TreeNode(value, pointer, false, null);
  }

  Json value() {
    return value;
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    if (value instanceof JsonString) {
      return SimpleType.STRING;
    } else if (value instanceof JsonNumber number) {
      return number.isIntegral() ? SimpleType.INTEGER : SimpleType.NUMBER;
    } else if (value instanceof JsonObject) {
      return SimpleType.OBJECT;
    } else if (value instanceof JsonArray) {
      return SimpleType.ARRAY;
    } else if (value instanceof JsonBoolean) {
      return SimpleType.BOOLEAN;
    }
    return SimpleType.NULL;
  }

  @Override
  public boolean asBoolean() {
    return value instanceof JsonBoolean bool && bool.value();
  }

  @Override
  public String asString() {
    return value instanceof JsonString string ? string.value() : value.toString();
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return value instanceof JsonNumber number ? number.value() : BigDecimal.ZERO;
  }

  @Override
  public List<JsonNode> asArray() {
    if (items == null) {
      List<JsonNode> nodes = new ArrayList<>();
      if (value instanceof JsonArray array) {
        for (int i = 0; i < array.items().size(); i++) {
          nodes.add(
              new TreeNode(array.items().get(i), JsonPointer.child(pointer, i), schema, null));
        }
      }
      items = nodes;
    }
    return items;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    if (members == null) {
      // Names are patterns here, in ECMA's form; the library compiles them in Java's.
      boolean patterns = schema && "patternProperties".equals(keyword);
      boolean named = keyword != null && SchemaKeywords.NAMED.contains(keyword);
      Map<String, JsonNode> nodes = new LinkedHashMap<>();
      if (value instanceof JsonObject object) {
        object
            .members()
            .forEach(
                (name, member) ->
                    nodes.put(
                        patterns ? EcmaPattern.translate(name) : name,
                        new TreeNode(
                            member,
                            JsonPointer.child(pointer, name),
                            schema,
                            named ? null : name)));
      }
      members = nodes;
    }
    return members;
  }

  @Override
  public String toPrintableString() {
    return getNodeType().getName();
  }

  /** Compares as JSON Schema does. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreeNode node && value.sameAs(node.value);
  }

  @Override
  public int hashCode() {
    return ArrayRules.Unique.hash(value);
  }

  /** Makes nodes; the library asks for them for its bundled meta-schemas. */
  enum Factory implements JsonNodeFactory {
    OF_SCHEMA,
    OF_VALUE;

    @Override
    public JsonNode wrap(Object node) {
      if (node instanceof JsonNode known) {
        return known;
      }
      if (node instanceof Json json) {
        return this == OF_SCHEMA ? ofSchema(json) : ofValue(json);
      }
      throw new IllegalArgumentException("no JSON of ours: " + node.getClass());
    }

    @Override
    public JsonNode create(String text) {
      return wrap(Json.parse(text));
    }
  }
}
