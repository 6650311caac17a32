package dev.instructor.embedded.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every field one of its candidates, the surest field first. Two fields seldom mean the same
 * piece of the text, so a candidate that overlaps a taken one loses some of its score.
 */
final class Assignment {
  /** How sure a field is that has one candidate alone. */
  private static final float NO_ALTERNATIVE = 99f;

  private final List<Candidate> taken = new ArrayList<>();

  private final Tuning tuning;

  private Assignment(Tuning tuning) {
    this.tuning = tuning;
  }

  /**
   * Returns the chosen candidate of every field that has any.
   *
   * @param candidates for every field's number its candidates
   */
  static Map<Integer, Candidate> assign(Map<Integer, List<Candidate>> candidates, Tuning tuning) {
    Assignment assignment = new Assignment(tuning);
    Map<Integer, List<Candidate>> open = new LinkedHashMap<>(candidates);
    open.values().removeIf(List::isEmpty);
    Map<Integer, Candidate> chosen = new LinkedHashMap<>();
    while (!open.isEmpty()) {
      Choice surest =
          open.entrySet().stream()
              .map(field -> assignment.best(field.getKey(), field.getValue()))
              .reduce((a, b) -> b.margin() > a.margin() ? b : a)
              .orElseThrow();
      open.remove(surest.field());
      chosen.put(surest.field(), surest.candidate());
      assignment.taken.add(surest.candidate());
    }
    return chosen;
  }

  private Choice best(int field, List<Candidate> candidates) {
    Candidate best = candidates.get(0);
    float bestScore = score(best);
    for (Candidate candidate : candidates) {
      if (score(candidate) > bestScore) {
        best = candidate;
        bestScore = score(candidate);
      }
    }
    float second = Float.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates) {
      if (!candidate.overlaps(best)) {
        second = Math.max(second, score(candidate));
      }
    }
    float margin = second == Float.NEGATIVE_INFINITY ? NO_ALTERNATIVE : bestScore - second;
    return new Choice(field, best, margin);
  }

  private float score(Candidate candidate) {
    float score = candidate.score();
    for (Candidate other : taken) {
      if (candidate.overlaps(other)) {
        score -= tuning.overlap();
      }
    }
    return score;
  }

  /**
   * What a field would take now.
   *
   * @param field the field's number
   * @param candidate the candidate
   * @param margin how much better it is than the best elsewhere in the text
   */
  private record Choice(int field, Candidate candidate, float margin) {}
}
