package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.List;
import java.util.Map;

/**
 * How an answer is put together from fields.
 *
 * @param root the shape of the answer
 * @param fields the fields, by the numbers that the nodes give
 */
record Plan(Node root, List<Field> fields) {
  Plan {
    fields = List.copyOf(fields);
  }

  /** A place in the answer. */
  sealed interface Node {}

  /**
   * An object.
   *
   * @param members its places by name, in the schema's order
   */
  record ObjectNode(Map<String, Member> members) implements Node {}

  /**
   * A place in an object.
   *
   * @param node what stands there
   * @param required whether the schema requires it
   * @param nullable whether the schema lets it be null
   */
  record Member(Node node, boolean required, boolean nullable) {}

  /**
   * A scalar.
   *
   * @param field the field's number
   */
  record ScalarNode(int field) implements Node {}

  /**
   * A list of scalars.
   *
   * @param field the number of the field of its items
   * @param limits how many items
   */
  record ListNode(int field, Limits limits) implements Node {}

  /**
   * A list of objects.
   *
   * @param row what every item looks like
   * @param limits how many items
   */
  record RowsNode(ObjectNode row, Limits limits) implements Node {}

  /**
   * A value that the schema fixes.
   *
   * @param value the value
   */
  record ConstantNode(Json value) implements Node {}

  /**
   * A place that this model cannot fill.
   *
   * @param empty what stands for nothing there, where something is required
   */
  record EmptyNode(Json empty) implements Node {}

  /**
   * The limits of a list.
   *
   * @param maxItems how many items at most
   * @param unique whether equal items are dropped
   */
  record Limits(int maxItems, boolean unique) {}
}
