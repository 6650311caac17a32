package dev.instructor.read;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.LenientJson;
import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.json.Repair;
import dev.instructor.schema.AdaptedSchema.Restoration;
import dev.instructor.schema.Aliases;
import dev.instructor.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model said as a value of a schema. Immutable, thread-safe.
 *
 * <p>A text that is strictly JSON is taken as it is. Else the value is searched in code fences,
 * amid prose and after thinking; of several, the last that keeps to the schema wins, and each
 * liberty is listed.
 */
public final class Reading {
  /** The rule of the problem of an answer that ends inside of its JSON. */
  public static final String CUT_OFF = "incomplete-json";

  private final JsonSchema schema;
  private final Restoration restoration;

  private final @Nullable Aliases aliases;

  private Reading(JsonSchema schema, Restoration restoration, @Nullable Aliases aliases) {
    this.schema = schema;
    this.restoration = restoration;
    this.aliases = aliases;
  }

  /** Returns a reading for answers in the schema's own form. */
  public static Reading of(JsonSchema schema) {
    return new Reading(schema, answer -> answer, null);
  }

  /** Returns a reading for answers in an adapted form, or in the schema's own. */
  public static Reading of(JsonSchema schema, Restoration restoration) {
    return new Reading(schema, restoration, null);
  }

  /** Returns a reading for answers in an adapted form, or in the schema's own, with aliases. */
  public static Reading of(JsonSchema schema, Restoration restoration, Optional<Aliases> aliases) {
    return new Reading(schema, restoration, aliases.orElse(null));
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
    Result best = best(findings.candidates());
    return best == null ? nothing(text, findings.cutOff()) : best;
  }

  /**
   * Returns what a value says that is a tree already, such as one that was parsed while it grew:
   * the same as {@link #read(String)} says of its text. Never throws for a bad value.
   */
  public Result readValue(Json value) {
    return Objects.requireNonNull(best(List.of(new Candidate(value, List.of(), false))));
  }

  private @Nullable Result best(List<Candidate> candidates) {
    Result best = null;
    int bestRank = Integer.MAX_VALUE;
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Candidate candidate = candidates.get(i);
      List<Repair> renamed = new ArrayList<>();
      Json value = own(candidate.value(), renamed);
      List<Problem> problems = schema.check(value);
      int rank = rank(candidate, problems);
      if (rank < bestRank) {
        List<Repair> repairs = new ArrayList<>(candidate.repairs());
        repairs.addAll(renamed);
        if (candidates.size() > 1) {
          repairs.add(
              new Repair(
                  Repair.Kind.CHOICE, "", candidates.size() + " values", "value " + (i + 1)));
        }
        best = new Result(Optional.of(value), problems, repairs);
        bestRank = rank;
      }
      if (rank == 0) {
        break;
      }
    }
    return best;
  }

  /** Returns an answer in the schema's own form and names. */
  private Json own(Json answer, List<Repair> repairs) {
    Json value = restoration.restore(answer);
    if (aliases == null) {
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

  /**
   * Lower is better: what was said before what was thought, valid before of the right type before
   * the rest.
   */
  private static int rank(Candidate candidate, List<Problem> problems) {
    int thought = candidate.thought() ? 4 : 0;
    if (problems.isEmpty()) {
      return thought;
    }
    boolean rightType =
        problems.stream().noneMatch(p -> p.pointer().isEmpty() && p.rule().equals("type"));
    return thought + (rightType ? 1 : 2);
  }

  private static Result nothing(String text, boolean cutOff) {
    Problem problem =
        cutOff
            ? Problem.ofAnswer(CUT_OFF, "the JSON ends before it is complete")
            : Problem.ofAnswer(
                "json",
                text.isBlank()
                    ? "the answer is empty, and must be JSON"
                    : "the answer holds no valid JSON value");
    return new Result(Optional.empty(), List.of(problem), List.of());
  }
}
