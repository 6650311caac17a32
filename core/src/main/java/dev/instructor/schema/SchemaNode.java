package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;

/** One compiled subschema: its rules in the order in which they are asked. */
final class SchemaNode {
  private static final Rule[] NONE = {};

  private final JsonObject source;
  private Rule[] rules = NONE;
  private int decisive;
  private boolean branching;

  SchemaNode(JsonObject source) {
    this.source = source;
  }

  /**
   * Completes the node. Separate from construction because a recursive schema refers to it before.
   *
   * @param first rules of which the first broken one alone is told, such as a wrong type
   * @param rest rules that are all told
   */
  void complete(List<Rule> first, List<Rule> rest) {
    decisive = first.size();
    Rule[] all = new Rule[first.size() + rest.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < decisive ? first.get(i) : rest.get(i - decisive);
    }
    rules = all;
    branching = rest.stream().anyMatch(r -> r instanceof UnionRule || r instanceof ValueRules.Also);
  }

  /** Returns whether it asks further nodes about the same value. */
  boolean isBranching() {
    return branching;
  }

  /** Returns the subschema as it was written. */
  JsonObject source() {
    return source;
  }

  /** Returns the rules, the decisive ones first. */
  Rule[] rules() {
    return rules;
  }

  void check(Json value, Findings findings) {
    if (findings.goesByMemory()) {
      if (!findings.probe(this, value)) {
        findings.fail();
      }
      return;
    }
    int before = findings.count();
    for (int i = 0; i < rules.length; i++) {
      rules[i].check(value, findings);
      if (findings.count() > before && (i < decisive || findings.done())) {
        return;
      }
    }
  }
}
