package dev.instructor.schema;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Finds schemas that refer to themselves for the same value: their check would never end. */
final class SchemaCycles {
  private final Set<SchemaNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<SchemaNode> closed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<SchemaNode> reached = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaCycles() {}

  static void refuse(SchemaNode root) {
    new SchemaCycles().everywhere(root);
  }

  private void everywhere(SchemaNode node) {
    if (reached.add(node)) {
      inPlace(node);
      for (Rule rule : node.rules()) {
        if (rule instanceof ValueRules.Also also) {
          everywhere(also.node());
        } else if (rule instanceof UnionRule union) {
          union.branches().forEach(this::everywhere);
        } else if (rule instanceof ObjectRules.Properties members) {
          members.properties().values().forEach(this::everywhere);
          if (members.additional() != null) {
            everywhere(members.additional());
          }
        } else if (rule instanceof ObjectRules.PropertyNames names) {
          everywhere(names.node());
        } else if (rule instanceof ArrayRules.Items items) {
          items.prefix().forEach(this::everywhere);
          if (items.rest() != null) {
            everywhere(items.rest());
          }
        }
      }
    }
  }

  private void inPlace(SchemaNode node) {
    if (closed.contains(node)) {
      return;
    }
    if (!open.add(node)) {
      throw SchemaCompiler.invalid(
          "its references",
          "a $ref leads back to itself without a property or an item in between: "
              + node.source().text("$ref").orElse(""));
    }
    for (Rule rule : node.rules()) {
      if (rule instanceof ValueRules.Also also) {
        inPlace(also.node());
      } else if (rule instanceof UnionRule union) {
        union.branches().forEach(this::inPlace);
      }
    }
    open.remove(node);
    closed.add(node);
  }
}
