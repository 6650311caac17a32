package dev.instructor.schema;

/** What a vendor's subset of JSON Schema may have or lack, beside single keywords. */
enum Feature {
  /** {@code anyOf}. */
  UNIONS,
  /** {@code $ref} to {@code $defs}. */
  DEFINITIONS,
  /** A definition that contains itself. */
  RECURSION,
  /** {@code "$ref": "#"}. */
  ROOT_REFERENCE,
  /** {@code const}; else it is an {@code enum} of one value. */
  CONSTANTS,
  /** Several types in {@code type}; else they are alternatives. */
  TYPE_LISTS,
  /** {@code additionalProperties} with a schema; else a map is a list of entries. */
  MAPS,
  /** {@code "additionalProperties": true}, with properties or without. */
  FREE_OBJECTS,
  /** {@code prefixItems} with {@code "items": false}. */
  TUPLES,
  /** An object without any property. */
  EMPTY_OBJECTS,
  /** An object of which nothing is required. */
  NOTHING_REQUIRED,
  /** {@code additionalProperties} at all; what is not free is closed by it. */
  ADDITIONAL_PROPERTIES,
  /** A {@code description} at the root. */
  ROOT_DESCRIPTION
}
