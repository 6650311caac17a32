package dev.instructor.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TokenWalk} asks of the values at one place. Filled in by {@link TokenCompiler}
 * alone, since a recursive schema refers to a node before it is complete.
 */
final class TokenNode {
  /** The subschema, for what is looked at or collected. */
  final SchemaNode schema;

  /** Undoes the adaptation of what is collected. */
  final Restorer restorer;

  /** By type, for a union whose branches are told apart by it; else null. */
  @Nullable TokenNode @Nullable [] byType;

  /** The types that are right without a look, as bits; objects and arrays are gone into. */
  int taken;

  /** The types of scalars whose value is looked at. */
  int looked;

  /** The types that are read as a whole. */
  int collected;

  Map<String, Slot> properties = Map.of();

  /** The names of the properties in their order; null for one that JSON may write with escapes. */
  @Nullable String[] names = {};

  /** What every other member is; null if there is none, or it is left to the tree. */
  @Nullable TokenNode additional;

  /** The bits of the properties that must be there. */
  long required;

  /** What every item is. */
  @Nullable TokenNode items;

  long minMembers;
  long maxMembers = Long.MAX_VALUE;
  long minItems;
  long maxItems = Long.MAX_VALUE;

  TokenNode(SchemaNode schema, Restorer restorer) {
    this.schema = schema;
    this.restorer = restorer;
  }

  /**
   * A property.
   *
   * @param node what it is
   * @param index its place among the properties of its object, below 64
   * @param absentIfNull whether a null stands for absence
   */
  record Slot(TokenNode node, int index, boolean absentIfNull) {
    long bit() {
      return 1L << index;
    }
  }

  /** Returns what holds for a value of one type, or nothing if none is right. */
  @Nullable TokenNode at(int type) {
    TokenNode node = this;
    while (node != null && node.byType != null) {
      node = node.byType[Integer.numberOfTrailingZeros(type)];
    }
    return node;
  }
}
