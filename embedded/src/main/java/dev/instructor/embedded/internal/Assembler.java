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
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Puts the answer together: what was found, null where that is allowed, and nothing made up. */
final class Assembler {
  private final Plan plan;
  private final String text;
  private final RowChoices rowChoices;

  /** The values of the fields that have one. */
  private final Map<Integer, Json> single;

  /** The values of the fields that have several, in the order of the text. */
  private final Map<Integer, List<Candidate>> several;

  /** The same with those that fit less well. */
  private final Map<Integer, List<Candidate>> spare;

  Assembler(
      Plan plan,
      String text,
      RowChoices rowChoices,
      Map<Integer, Json> single,
      Map<Integer, List<Candidate>> several,
      Map<Integer, List<Candidate>> spare) {
    this.plan = plan;
    this.text = text;
    this.rowChoices = rowChoices;
    this.single = single;
    this.several = several;
    this.spare = spare;
  }

  /** Returns the whole answer. */
  Json assemble() {
    return build(plan.root(), field -> Optional.ofNullable(single.get(field)))
        .orElseGet(
            () -> plan.root() instanceof EmptyNode empty ? empty.empty() : JsonObject.empty());
  }

  private Optional<Json> build(Node node, IntFunction<Optional<Json>> values) {
    if (node instanceof ScalarNode scalar) {
      return values.apply(scalar.field());
    }
    if (node instanceof ConstantNode constant) {
      return Optional.of(constant.value());
    }
    if (node instanceof ObjectNode object) {
      return Optional.of(object(object, values));
    }
    if (node instanceof ListNode list) {
      return Optional.of(list(list))
          .filter(items -> !items.items().isEmpty())
          .map(Json.class::cast);
    }
    if (node instanceof RowsNode rows) {
      return Optional.of(rows(rows))
          .filter(items -> !items.items().isEmpty())
          .map(Json.class::cast);
    }
    return Optional.empty();
  }

  private JsonObject object(ObjectNode object, IntFunction<Optional<Json>> values) {
    JsonObject.Builder builder = Json.object();
    object
        .members()
        .forEach(
            (name, member) -> member(member, values).ifPresent(value -> builder.put(name, value)));
    return builder.build();
  }

  private Optional<Json> member(Member member, IntFunction<Optional<Json>> values) {
    Optional<Json> value =
        build(member.node(), values)
            .filter(found -> member.required() || !isHollow(member.node(), found));
    if (value.isPresent() && !(member.nullable() && isHollow(member.node(), value.get()))) {
      return value;
    }
    if (member.nullable()) {
      return Optional.of(Json.ofNull());
    }
    return member.required() ? emptyList(member.node()).or(() -> value) : Optional.empty();
  }

  /** An object in which nothing was found says nothing. */
  private static boolean isHollow(Node node, Json value) {
    return node instanceof ObjectNode object
        && !object.members().isEmpty()
        && value.asObject().orElse(JsonObject.empty()).members().values().stream()
            .allMatch(Json::isNull);
  }

  /** A list without items is an answer; a scalar that was not found is none. */
  private static Optional<Json> emptyList(Node node) {
    if (node instanceof ListNode || node instanceof RowsNode) {
      return Optional.of(Json.array(List.of()));
    }
    return node instanceof EmptyNode empty && !empty.empty().isNull()
        ? Optional.of(empty.empty())
        : Optional.empty();
  }

  private JsonArray list(ListNode list) {
    Field field = plan.fields().get(list.field());
    List<Json> values =
        field.kind().isChoice()
            ? Choices.literal(field, text)
            : several.getOrDefault(list.field(), List.of()).stream().map(Candidate::value).toList();
    return limited(values, list.limits());
  }

  private static JsonArray limited(List<Json> values, Limits limits) {
    List<Json> kept = limits.unique() ? List.copyOf(new LinkedHashSet<>(values)) : values;
    return Json.array(kept.subList(0, Math.min(kept.size(), Math.max(0, limits.maxItems()))));
  }

  /** Returns for every row of a list where in the text it lies. */
  List<Alternatives.Stretch> stretches(RowsNode node) {
    return stretches(rowsOf(node));
  }

  private List<Alternatives.Stretch> stretches(List<Map<Integer, Candidate>> rows) {
    List<Alternatives.Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int to = i + 1 == rows.size() ? text.length() : start(rows.get(i + 1));
      stretches.add(new Alternatives.Stretch(i == 0 ? 0 : start(rows.get(i)), to));
    }
    return stretches;
  }

  private List<Map<Integer, Candidate>> rowsOf(RowsNode node) {
    Map<Integer, List<Candidate>> columns = new LinkedHashMap<>();
    List<Integer> required = new ArrayList<>();
    columns(node.row(), true, columns, required);
    return Rows.of(columns, spare, required);
  }

  private JsonArray rows(RowsNode node) {
    List<Map<Integer, Candidate>> rows = rowsOf(node);
    List<Alternatives.Stretch> stretches = stretches(rows);
    List<Json> items = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Map<Integer, Candidate> row = rows.get(i);
      int from = stretches.get(i).from();
      String piece = text.substring(from, Math.max(from, stretches.get(i).to()));
      items.add(object(node.row(), field -> inRow(field, row, piece)));
    }
    return limited(items, node.limits());
  }

  private static int start(Map<Integer, Candidate> row) {
    return row.values().stream().mapToInt(Candidate::start).min().orElse(0);
  }

  private Optional<Json> inRow(int field, Map<Integer, Candidate> row, String piece) {
    Candidate value = row.get(field);
    if (value != null) {
      return Optional.of(value.value());
    }
    return rowChoices.choose(plan.fields().get(field), piece);
  }

  private void columns(
      ObjectNode row,
      boolean needed,
      Map<Integer, List<Candidate>> columns,
      List<Integer> required) {
    for (Member member : row.members().values()) {
      boolean must = needed && member.required() && !member.nullable();
      if (member.node() instanceof ScalarNode scalar) {
        columns.put(scalar.field(), several.getOrDefault(scalar.field(), List.of()));
        if (must) {
          required.add(scalar.field());
        }
      } else if (member.node() instanceof ObjectNode inner) {
        columns(inner, must, columns, required);
      }
    }
  }
}
