package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values a field could have, in the order in which they are tried when one is rejected. */
final class Alternatives {
  /** A value that overlaps an earlier one, or another field's, must be so much better. */
  private static final float OVERLAP_PENALTY = 8f;

  /** More rounds than this nobody asks. */
  private static final int MOST = 40;

  /** All of the text. */
  static final Stretch WHOLE = new Stretch(0, Integer.MAX_VALUE);

  private final Plan plan;
  private final List<FieldScores> scores;
  private final Candidates candidates;
  private final String text;
  private final Tuning tuning;

  /** What the other fields were given at first. */
  private final Map<Integer, Candidate> chosen;

  Alternatives(
      Plan plan,
      List<FieldScores> scores,
      Candidates candidates,
      String text,
      Tuning tuning,
      Map<Integer, Candidate> chosen) {
    this.plan = plan;
    this.scores = scores;
    this.candidates = candidates;
    this.text = text;
    this.tuning = tuning;
    this.chosen = chosen;
  }

  /**
   * A part of the text.
   *
   * @param from where it begins
   * @param to where it ends
   */
  record Stretch(int from, int to) {}

  /**
   * What comes after a value.
   *
   * @param value the next value
   * @param loss how much less it fits
   */
  record Next(Json value, float loss) {}

  /** Returns what is tried after a value that was rejected; nothing if there is no more. */
  Optional<Next> after(int number, Json rejected, Stretch within) {
    Field field = plan.fields().get(number);
    List<Ranked> order =
        field.kind().isChoice() ? options(number, field) : spans(number, field, within);
    int at = 0;
    while (at < order.size() && !order.get(at).value().sameAs(rejected)) {
      at++;
    }
    int first = at == order.size() ? 0 : at;
    float score = order.isEmpty() ? 0 : order.get(first).score();
    return order.stream()
        .skip(first)
        .filter(ranked -> !ranked.value().sameAs(rejected))
        .findFirst()
        .map(ranked -> new Next(ranked.value(), score - ranked.score()));
  }

  private record Ranked(Json value, float score) {}

  private List<Ranked> options(int number, Field field) {
    float[] fits = Choices.scores(field, scores.get(number), text, tuning);
    List<Ranked> order = new ArrayList<>();
    for (int option = 0; option < fits.length && !field.repeated(); option++) {
      order.add(new Ranked(field.options().get(option), fits[option]));
    }
    order.sort((a, b) -> Float.compare(b.score(), a.score()));
    return order;
  }

  /** First what was chosen, then each time the best that does not lie where one before it does. */
  private List<Ranked> spans(int number, Field field, Stretch within) {
    List<Candidate> open = new ArrayList<>();
    for (Candidate candidate : candidates.allOf(field, scores.get(number))) {
      if (candidate.start() >= within.from() && candidate.end() <= within.to()) {
        open.add(candidate.lessBy(isOthers(number, candidate) ? OVERLAP_PENALTY : 0));
      }
    }
    List<Ranked> order = new ArrayList<>();
    while (!open.isEmpty() && order.size() < MOST) {
      Candidate taken = best(open);
      if (order.isEmpty() && chosen.containsKey(number)) {
        taken = chosen.get(number);
      }
      order.add(new Ranked(taken.value(), taken.score()));
      remove(taken, open);
    }
    return order;
  }

  private static Candidate best(List<Candidate> open) {
    Candidate best = open.get(0);
    for (Candidate candidate : open) {
      best = candidate.score() > best.score() ? candidate : best;
    }
    return best;
  }

  private static void remove(Candidate taken, List<Candidate> open) {
    open.removeIf(candidate -> candidate.value().sameAs(taken.value()));
    open.replaceAll(
        candidate -> candidate.overlaps(taken) ? candidate.lessBy(OVERLAP_PENALTY) : candidate);
  }

  private boolean isOthers(int number, Candidate candidate) {
    return chosen.entrySet().stream()
        .anyMatch(other -> other.getKey() != number && candidate.overlaps(other.getValue()));
  }
}
