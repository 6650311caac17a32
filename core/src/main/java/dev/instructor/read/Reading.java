package dev.instructor.read;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.LenientJson;
import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.json.Repair;
import dev.instructor.schema.AdaptedSchema.Restoration;
import dev.instructor.schema.Aliases;
import dev.instructor.schema.JsonSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model said as a value of a schema. Immutable, thread-safe.
 *
 * <p>A text that is strictly JSON is taken as it is, and a value that keeps to the schema is never
 * altered. Else the value is searched in code fences, amid prose and after thinking; of several,
 * the last that keeps to the schema wins, then the last that can be made to keep to it by liberties
 * that lose nothing: a number in a text, another style of a name, a wrapper around the value.
 * Nothing is invented, rounded or left out. Each liberty is listed, and each kind of them can be
 * refused.
 */
public final class Reading {
  /** The rule of the problem of an answer that ends inside of its JSON. */
  public static final String CUT_OFF = "incomplete-json";

  /** The rule of the problem of a value that needs a liberty which is refused. */
  public static final String REFUSED_REPAIR = "repair";

  private final JsonSchema schema;
  private final Restoration restoration;
  private final @Nullable Aliases aliases;
  private final Set<Repair.Kind> refused;
  private final FormOf form;

  private Reading(
      JsonSchema schema,
      Restoration restoration,
      @Nullable Aliases aliases,
      Set<Repair.Kind> refused,
      FormOf form) {
    this.schema = schema;
    this.restoration = restoration;
    this.aliases = aliases;
    this.refused = refused;
    this.form = form;
  }

  /** Returns a reading for answers in the schema's own form. */
  public static Reading of(JsonSchema schema) {
    return of(schema, answer -> answer);
  }

  /** Returns a reading for answers in an adapted form, or in the schema's own. */
  public static Reading of(JsonSchema schema, Restoration restoration) {
    return of(schema, restoration, Optional.empty());
  }

  /** Returns a reading for answers in an adapted form, or in the schema's own, with aliases. */
  public static Reading of(JsonSchema schema, Restoration restoration, Optional<Aliases> aliases) {
    return new Reading(schema, restoration, aliases.orElse(null), Set.of(), new FormOf(schema));
  }

  /**
   * Returns this reading without some liberties: a value that needs one of them is a problem of the
   * rule {@link #REFUSED_REPAIR}.
   *
   * @param kinds all that are refused, whatever this refused
   */
  public Reading refusing(Collection<Repair.Kind> kinds) {
    return kinds.isEmpty() && refused.isEmpty()
        ? this
        : new Reading(schema, restoration, aliases, Set.copyOf(kinds), form);
  }

  /**
   * What was read.
   *
   * @param value the value, in the schema's own form; there also if it has problems, but empty if
   *     no JSON was found
   * @param problems what is wrong with it; empty if it keeps to the schema
   * @param repairs the liberties that were taken
   */
  public record Result(Optional<Json> value, List<Problem> problems, List<Repair> repairs) {
    /** Creates one with copies of the lists. */
    public Result {
      problems = List.copyOf(problems);
      repairs = List.copyOf(repairs);
    }

    /** Returns whether there is a value that keeps to the schema. */
    public boolean isValid() {
      return value.isPresent() && problems.isEmpty();
    }

    /** Returns problems and repairs, without any content. */
    @Override
    public String toString() {
      return "Result[" + (isValid() ? "valid" : problems) + ", repairs=" + repairs + "]";
    }
  }

  /** Returns what {@code text} says. Never throws for a bad text. */
  public Result read(String text) {
    LenientJson.Findings findings = LenientJson.search(text);
    List<Candidate> found = findings.candidates();
    boolean strict = found.size() == 1 && found.get(0).repairs().isEmpty();
    if (!strict && SpokenScalar.isAsked(form.get(), found)) {
      Optional<Result> spoken = spoken(text, findings);
      if (spoken.isPresent()) {
        return spoken.get();
      }
    }
    return found.isEmpty() ? nothing(text, findings) : choose(found);
  }

  /** Returns what words say where a scalar is asked; nothing if any text would do. */
  private Optional<Result> spoken(String text, LenientJson.Findings findings) {
    if (spoken(Json.of(SpokenScalar.NONSENSE)).isPresent()) {
      return Optional.empty();
    }
    Optional<Candidate> said = SpokenScalar.in(text, this::spoken);
    if (said.isPresent()) {
      return Optional.of(choose(List.of(said.get())));
    }
    // What stands amid words that leave a doubt is no answer.
    return findings.candidates().isEmpty() || choose(findings.candidates()).isValid()
        ? Optional.of(nothing(text, findings))
        : Optional.empty();
  }

  private Optional<Json> spoken(Json piece) {
    Result result =
        new Choice(schema, this::own, form, List.of(new Candidate(piece, List.of(), false)))
            .of(Set.of());
    return result.isValid() ? result.value() : Optional.empty();
  }

  /**
   * Returns what a value says that is a tree already, such as one that was parsed while it grew:
   * the same as {@link #read(String)} says of its text. Never throws for a bad value.
   */
  public Result readValue(Json value) {
    return choose(List.of(new Candidate(value, List.of(), false)));
  }

  /** Returns whether a value keeps to the schema without any liberty; a quick look. */
  boolean keeps(Json value) {
    return aliases == null
        ? schema.check(restoration.restore(value)).isEmpty()
        : readValue(value).isValid();
  }

  private Result choose(List<Candidate> candidates) {
    return new Choice(schema, this::own, form, candidates).of(refused);
  }

  /** Returns an answer in the schema's own form and names. */
  private Json own(Json answer, boolean rename, List<Repair> repairs) {
    Json value = restoration.restore(answer);
    if (aliases == null || !rename) {
      return value;
    }
    Aliases.Renamed renamed = aliases.rename(value);
    // What stood under an alias may be in the adapted form, and hold aliases again.
    while (!renamed.repairs().isEmpty()) {
      repairs.addAll(renamed.repairs());
      renamed = aliases.rename(restoration.restore(renamed.value()));
    }
    return renamed.value();
  }

  private static Result nothing(String text, LenientJson.Findings findings) {
    Problem problem =
        findings.cutOff() && !findings.tooDeep()
            ? Problem.ofAnswer(CUT_OFF, "the JSON ends before it is complete")
            : Problem.ofAnswer("json", whyNothing(text, findings));
    return new Result(Optional.empty(), List.of(problem), List.of());
  }

  private static String whyNothing(String text, LenientJson.Findings findings) {
    if (findings.tooDeep()) {
      return "the JSON is nested deeper than 1,000 levels";
    }
    return text.isBlank()
        ? "the answer is empty, and must be JSON"
        : "the answer holds no valid JSON value";
  }

  /** Brings an answer into the schema's own form and names. */
  @FunctionalInterface
  interface Own {
    /**
     * Returns the answer in the schema's own form.
     *
     * @param rename whether aliases are renamed
     * @param repairs takes what was renamed
     */
    Json of(Json answer, boolean rename, List<Repair> repairs);
  }

  /** The form of a schema, made when the first answer needs it. Thread-safe. */
  static final class FormOf {
    private final JsonSchema schema;
    private volatile @Nullable Form known;

    FormOf(JsonSchema schema) {
      this.schema = schema;
    }

    Form get() {
      Form form = known;
      if (form == null) {
        form = FormCompiler.compile(schema.checkedParts());
        known = form;
      }
      return form;
    }
  }
}
