package dev.instructor.embedded.internal;

import dev.instructor.embedded.internal.Plan.ListNode;
import dev.instructor.embedded.internal.Plan.Member;
import dev.instructor.embedded.internal.Plan.Node;
import dev.instructor.embedded.internal.Plan.ObjectNode;
import dev.instructor.embedded.internal.Plan.RowsNode;
import dev.instructor.embedded.internal.Plan.ScalarNode;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a rejected answer again: what is named as wrong is replaced by what comes next in the order
 * of {@link Alternatives}, all else stays. That order is the same each time, so nothing needs to be
 * remembered of earlier rounds: what comes before the rejected value was rejected before it.
 */
final class Revision {
  private final Plan plan;
  private final Alternatives alternatives;
  private final Assembler assembler;

  /** What would be answered if nothing had been rejected: for places that the answer lacks. */
  private final Json fresh;

  private final Set<String> wrong = new HashSet<>();

  Revision(Plan plan, Alternatives alternatives, Assembler assembler, Json fresh) {
    this.plan = plan;
    this.alternatives = alternatives;
    this.assembler = assembler;
    this.fresh = fresh;
  }

  /** Returns the answer without what is wrong with it. */
  Json of(Rejected rejected) {
    if (!(plan.root() instanceof ObjectNode root)) {
      return fresh;
    }
    rejected.pointers().forEach(pointer -> wrong.add(known(root, pointer)));
    return object(root, rejected.answer(), "", Alternatives.WHOLE);
  }

  /**
   * Returns the pointer of the nearest place that the plan knows: a rule on an object may be named
   * like a property that it does not have. A list as a whole answer is wrapped in an object, of
   * which the pointer need not know.
   */
  private static String known(ObjectNode root, String pointer) {
    List<String> segments;
    try {
      segments = JsonPointer.parse(pointer).segments();
    } catch (IllegalArgumentException e) {
      return "";
    }
    if (root.members().size() == 1
        && !segments.isEmpty()
        && !root.members().containsKey(segments.get(0))) {
      List<String> wrapped = new ArrayList<>(root.members().keySet());
      wrapped.addAll(segments);
      segments = wrapped;
    }
    Node here = root;
    String known = "";
    for (String segment : segments) {
      if (here instanceof ObjectNode object && object.members().containsKey(segment)) {
        here = object.members().get(segment).node();
      } else if (here instanceof RowsNode rows) {
        here = rows.row();
      } else if (!(here instanceof ListNode)) {
        return known;
      }
      known = JsonPointer.child(known, segment);
    }
    return known;
  }

  private JsonObject object(
      ObjectNode node, JsonObject answer, String at, Alternatives.Stretch of) {
    Map<String, Json> members = new LinkedHashMap<>();
    node.members()
        .forEach(
            (name, member) -> {
              String pointer = JsonPointer.child(at, name);
              Optional<Json> value = answer.get(name);
              Optional<Json> revised =
                  value.isPresent()
                      ? value.flatMap(old -> value(member.node(), old, pointer, of))
                      : fresh.at(pointer).filter(found -> wrong.contains(pointer));
              revised
                  .or(() -> member.nullable() ? Optional.of(Json.ofNull()) : Optional.empty())
                  .filter(found -> value.isPresent() || !found.isNull())
                  .ifPresent(found -> members.put(name, found));
            });
    answer.members().forEach((name, value) -> keepUnknown(node, name, value, members));
    if (wrong.contains(at)) {
      replaceLeastSure(node, members, of);
    }
    JsonObject.Builder result = Json.object();
    members.forEach(result::put);
    return result.build();
  }

  private static void keepUnknown(
      ObjectNode node, String name, Json value, Map<String, Json> members) {
    if (!node.members().containsKey(name)) {
      members.put(name, value);
    }
  }

  private Optional<Json> value(Node node, Json old, String pointer, Alternatives.Stretch of) {
    if (node instanceof ScalarNode scalar) {
      return wrong.contains(pointer)
          ? alternatives.after(scalar.field(), old, of).map(Alternatives.Next::value)
          : Optional.of(old);
    }
    if (node instanceof ObjectNode object && old instanceof JsonObject members) {
      return Optional.of(object(object, members, pointer, of));
    }
    if (node instanceof ListNode && old instanceof JsonArray list) {
      return Optional.of(list(list, pointer));
    }
    if (node instanceof RowsNode rows && old instanceof JsonArray list) {
      return Optional.of(rows(rows, list, pointer));
    }
    return Optional.of(old);
  }

  private JsonArray list(JsonArray list, String at) {
    List<Json> kept = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      if (!wrong.contains(JsonPointer.child(at, i))) {
        kept.add(list.items().get(i));
      }
    }
    return Json.array(kept);
  }

  private JsonArray rows(RowsNode node, JsonArray list, String at) {
    List<Alternatives.Stretch> stretches = assembler.stretches(node);
    boolean same = stretches.size() == list.items().size();
    List<Json> revised = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Json row = list.items().get(i);
      Alternatives.Stretch of = same ? stretches.get(i) : Alternatives.WHOLE;
      revised.add(
          row instanceof JsonObject members
              ? object(node.row(), members, JsonPointer.child(at, i), of)
              : row);
    }
    return Json.array(revised);
  }

  /** A rule on the object as a whole: the value that has the nearest alternative is replaced. */
  private void replaceLeastSure(
      ObjectNode node, Map<String, Json> members, Alternatives.Stretch of) {
    Optional<Map.Entry<String, Alternatives.Next>> nearest = Optional.empty();
    for (Map.Entry<String, Member> member : node.members().entrySet()) {
      Json old = members.get(member.getKey());
      if (old == null || !(member.getValue().node() instanceof ScalarNode scalar)) {
        continue;
      }
      Optional<Alternatives.Next> next = alternatives.after(scalar.field(), old, of);
      if (next.isPresent()
          && (nearest.isEmpty() || next.get().loss() < nearest.get().getValue().loss())) {
        nearest = Optional.of(Map.entry(member.getKey(), next.get()));
      }
    }
    nearest.ifPresent(found -> members.put(found.getKey(), found.getValue().value()));
  }
}
