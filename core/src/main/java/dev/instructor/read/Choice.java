package dev.instructor.read;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.LenientJson;
import dev.instructor.json.Repair;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.CheckedParts;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.internal.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses what one answer says among the values that its text may mean: the last that keeps to the
 * schema, then the last that can be made to keep to it. What was only thought counts if nothing was
 * said.
 */
final class Choice {
  /** A repair keeps this much of a value's text. */
  private static final int EXCERPT = 200;

  /** A number as languages other than JSON have it. */
  private static final Pattern NUMBER = Pattern.compile("[-+.]?[0-9][0-9a-fA-FxX_.]{0,40}");

  private static final Set<Kind> RESPELLING =
      EnumSet.of(
          Kind.CHOICE,
          Kind.ALIAS,
          Kind.NUMBER,
          Kind.TEXT,
          Kind.BOOLEAN,
          Kind.ENUM,
          Kind.KEY,
          Kind.DATE,
          Kind.NULL);

  private final JsonSchema schema;
  private final Reading.Own own;
  private final Reading.FormOf form;
  private final List<LenientJson.Candidate> candidates;
  private final boolean onlyThought;

  Choice(
      JsonSchema schema,
      Reading.Own own,
      Reading.FormOf form,
      List<LenientJson.Candidate> candidates) {
    this.schema = schema;
    this.own = own;
    this.form = form;
    this.candidates = candidates;
    this.onlyThought = candidates.stream().allMatch(LenientJson.Candidate::thought);
  }

  /** Returns the choice without the liberties that are refused. */
  Reading.Result of(Set<Kind> refused) {
    Reading.Result result = choose(refused);
    if (result.isValid() || refused.isEmpty()) {
      return result;
    }
    Reading.Result free = choose(Set.of());
    List<Problem> problems = new ArrayList<>(free.isValid() ? List.of() : result.problems());
    for (Repair repair : free.isValid() ? free.repairs() : List.<Repair>of()) {
      if (refused.contains(repair.kind())) {
        problems.add(
            Problem.ofAnswer(
                    Reading.REFUSED_REPAIR, "needs a repair that is refused, " + repair.kind())
                .under(repair.pointer()));
      }
    }
    return new Reading.Result(result.value(), problems, result.repairs());
  }

  private Reading.Result choose(Set<Kind> refused) {
    Coerced coerced = null;
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Reading.Result result = asItIs(i, refused);
      if (result.isValid()) {
        // Something said later in other spelling is a correction, and not a worse copy.
        return coerced == null ? result : coerced.lastRespelt(i + 1).orElse(result);
      }
      coerced = coerced == null ? new Coerced(refused) : coerced;
    }
    return coerced == null ? nothing() : coerced.best();
  }

  private static Reading.Result nothing() {
    return new Reading.Result(Optional.empty(), List.of(), List.of());
  }

  /** Returns whether a candidate can be the answer. */
  private boolean counts(LenientJson.Candidate candidate) {
    return onlyThought || !candidate.thought();
  }

  private Reading.Result asItIs(int index, Set<Kind> refused) {
    LenientJson.Candidate candidate = candidates.get(index);
    List<Repair> repairs = new ArrayList<>(candidate.repairs());
    if (!counts(candidate)) {
      return new Reading.Result(Optional.empty(), List.of(), repairs);
    }
    Json value = own.of(candidate.value(), !refused.contains(Kind.ALIAS), repairs);
    addChoice(repairs, index);
    return repairs.stream().anyMatch(repair -> refused.contains(repair.kind()))
        ? new Reading.Result(Optional.empty(), List.of(), repairs)
        : new Reading.Result(Optional.of(value), schema.check(value), repairs);
  }

  private void addChoice(List<Repair> repairs, int index) {
    if (candidates.size() > 1) {
      repairs.add(
          new Repair(Kind.CHOICE, "", candidates.size() + " values", "value " + (index + 1)));
    }
  }

  /** The candidates after a coercion. */
  private final class Coerced {
    private final Set<Kind> refused;
    private final CheckedParts.Probe probe = schema.checkedParts().probe();
    private final boolean hasAnswer;

    Coerced(Set<Kind> refused) {
      this.refused = refused;
      this.hasAnswer =
          candidates.size() > 1
              && candidates.stream().filter(Choice.this::counts).anyMatch(c -> isAnswer(c.value()));
    }

    Reading.Result best() {
      List<Json> said =
          candidates.stream()
              .filter(Choice.this::counts)
              .map(LenientJson.Candidate::value)
              .toList();
      boolean lines =
          said.size() > 1 && said.stream().allMatch(value -> value instanceof JsonObject);
      boolean list = lines && form.get().wantsOnly(Form.Type.ARRAY);
      Reading.Result together = list ? together(said) : null;
      if (together != null && together.isValid()) {
        return together;
      }
      Reading.Result best = null;
      for (int i = candidates.size() - 1; i >= 0; i--) {
        if (counts(candidates.get(i)) && !isNote(candidates.get(i).value())) {
          Reading.Result result = one(i);
          // One of several lines is not the list that they are together.
          boolean alone = list && isAlone(result);
          if (result.isValid() && !alone) {
            return result;
          }
          best = alone || (best != null && rank(best) <= rank(result)) ? best : result;
        }
      }
      if (together == null && lines) {
        together = together(said);
        if (together.isValid()) {
          return together;
        }
      }
      if (list && together != null) {
        return together;
      }
      return best == null ? nothing() : best;
    }

    /**
     * Returns the last candidate from a place on that fits after its names and scalars were spelt
     * as the schema has them; a bracketed note, say, can be wrapped into anything, and does not
     * count.
     */
    Optional<Reading.Result> lastRespelt(int from) {
      for (int i = candidates.size() - 1; i >= from; i--) {
        if (counts(candidates.get(i)) && candidates.get(i).value() instanceof JsonObject) {
          Reading.Result result = one(i);
          List<Repair> own = candidates.get(i).repairs();
          if (result.isValid()
              && result.repairs().stream()
                  .allMatch(r -> own.contains(r) || RESPELLING.contains(r.kind()))) {
            return Optional.of(result);
          }
        }
      }
      return Optional.empty();
    }

    /**
     * Returns whether a value is no answer beside one that has properties of the schema: a list
     * such as [1] in prose could be wrapped into anything.
     */
    private boolean isNote(Json value) {
      boolean holdsObjects =
          value instanceof JsonObject
              || (value instanceof JsonArray array
                  && array.items().stream().anyMatch(item -> item instanceof JsonObject));
      return !holdsObjects && hasAnswer;
    }

    /** Returns whether a value is an object with a property of the schema. */
    private boolean isAnswer(Json value) {
      return value instanceof JsonObject object
          && !Collections.disjoint(form.get().names(), object.members().keySet());
    }

    private boolean isAlone(Reading.Result result) {
      return result
              .value()
              .filter(v -> v instanceof JsonArray a && a.items().size() == 1)
              .isPresent()
          && result.repairs().stream()
              .anyMatch(repair -> repair.kind() == Kind.LIST && repair.pointer().isEmpty());
    }

    /** Lower is better: of the right type before the rest. */
    private int rank(Reading.Result result) {
      boolean wrongType =
          result.problems().stream()
              .anyMatch(p -> p.pointer().isEmpty() && p.rule().equals("type"));
      return result.isValid() ? 0 : wrongType ? 2 : 1;
    }

    private Reading.Result one(int index) {
      LenientJson.Candidate candidate = candidates.get(index);
      List<Repair> repairs = new ArrayList<>(candidate.repairs());
      Json value = own(candidate.value(), repairs);
      addChoice(repairs, index);
      return coerced(value, repairs, Optional.of(candidate));
    }

    private Reading.Result together(List<Json> said) {
      List<Repair> repairs = new ArrayList<>();
      candidates.stream()
          .filter(Choice.this::counts)
          .flatMap(candidate -> candidate.repairs().stream())
          .filter(repair -> repairs.stream().noneMatch(r -> r.kind() == repair.kind()))
          .forEach(repairs::add);
      Json array = Json.array(said);
      repairs.add(new Repair(Kind.LIST, "", said.size() + " values", Excerpt.of(array, EXCERPT)));
      return coerced(own(array, repairs), repairs, Optional.empty());
    }

    private Json own(Json value, List<Repair> repairs) {
      return own.of(value, !refused.contains(Kind.ALIAS), repairs);
    }

    /** Returns the numbers that were not written as JSON has them: 007 is a text as well. */
    private IdentityHashMap<Json, String> written(LenientJson.Candidate candidate) {
      IdentityHashMap<Json, String> written = new IdentityHashMap<>();
      for (Repair repair : candidate.repairs()) {
        if (repair.pointer().startsWith("/") && NUMBER.matcher(repair.before()).matches()) {
          candidate
              .value()
              .at(repair.pointer())
              .filter(value -> value instanceof JsonNumber)
              .ifPresent(number -> written.put(number, repair.before()));
        }
      }
      return written;
    }

    private Reading.Result coerced(
        Json value, List<Repair> repairs, Optional<LenientJson.Candidate> of) {
      IdentityHashMap<Json, Json> inner = new IdentityHashMap<>();
      List<Repair> renamed = new ArrayList<>();
      Coercion coercion =
          new Coercion(
              probe,
              form.get(),
              refused,
              found -> {
                Json known = inner.get(found);
                if (known == null) {
                  known = own(found, renamed);
                  inner.put(found, known);
                  inner.put(known, known);
                }
                return known;
              },
              of.map(this::written).orElseGet(IdentityHashMap::new));
      Outcome outcome = of.isEmpty() ? coercion.coerceTogether(value) : coercion.coerce(value);
      if (outcome.fits()) {
        repairs.addAll(renamed);
      }
      CheckedParts parts = schema.checkedParts();
      outcome
          .trail()
          .tell(
              "",
              (pointer, step) ->
                  repairs.add(
                      new Repair(
                          step.kind(),
                          parts.shown(pointer),
                          Excerpt.of(step.before(), EXCERPT),
                          Excerpt.of(step.after(), EXCERPT))));
      List<Problem> problems = schema.check(outcome.value());
      return new Reading.Result(
          Optional.of(outcome.value()),
          problems.isEmpty() ? refusedOf(repairs) : problems,
          repairs);
    }

    private List<Problem> refusedOf(List<Repair> repairs) {
      Set<Kind> needed = EnumSet.noneOf(Kind.class);
      repairs.forEach(repair -> needed.add(repair.kind()));
      needed.retainAll(refused);
      return needed.stream()
          .map(
              kind ->
                  Problem.ofAnswer(
                      Reading.REFUSED_REPAIR, "needs a repair that is refused, " + kind))
          .toList();
    }
  }
}
