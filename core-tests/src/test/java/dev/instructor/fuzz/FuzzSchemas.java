package dev.instructor.fuzz;

import dev.instructor.schema.JsonSchema;

/** Schemas with each kind of type, so that every rule of coercion has something to do. */
final class FuzzSchemas {
  /** Any value at all. */
  static final JsonSchema ANYTHING = JsonSchema.parse("{}");

  /** An object of texts, numbers, a choice, a date, a list and what may be null. */
  static final JsonSchema PERSON =
      JsonSchema.parse(
          """
          {"type": "object", "required": ["name", "age"], "additionalProperties": false,
           "properties": {
             "name": {"type": "string", "maxLength": 40},
             "age": {"type": "integer", "minimum": 0, "maximum": 150},
             "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
             "kind": {"enum": ["invoice", "receipt", "credit note"]},
             "day": {"type": "string", "format": "date"},
             "active": {"type": "boolean"},
             "email": {"anyOf": [{"type": "string", "format": "email"}, {"type": "null"}]}}}
          """);

  /** A list of numbers as the root. */
  static final JsonSchema NUMBERS =
      JsonSchema.parse("{\"type\": \"array\", \"items\": {\"type\": \"number\"}}");

  /** A type that holds itself, in a list and alone. */
  static final JsonSchema TREE =
      JsonSchema.parse(
          """
          {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["name"],
            "properties": {"name": {"type": "string"}, "child": {"$ref": "#/$defs/node"},
              "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}
          """);

  private FuzzSchemas() {}
}
