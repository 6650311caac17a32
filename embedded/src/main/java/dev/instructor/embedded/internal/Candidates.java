package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values a field could have in one text, with what the model thinks of them. */
final class Candidates {
  /** Spans that are this much worse than the best one are not looked at. */
  private static final float SCORE_RANGE = 15f;

  /** The same where only some texts are allowed: the best may all be others. */
  private static final float RESTRICTED_RANGE = 40f;

  private static final int MAX_CANDIDATES = 200;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(candidate -> -candidate.score());

  private final Tuning tuning;
  private final String text;
  private final Tokens tokens;
  private final TextLayout layout;

  /** What was found by form alone, by format, so that two fields need not search twice. */
  private final Map<Object, List<Found>> found = new HashMap<>();

  Candidates(String text, Tokens tokens, Tuning tuning) {
    this.tuning = tuning;
    this.text = text;
    this.tokens = tokens;
    this.layout = new TextLayout(text, tuning);
  }

  /** Returns the candidates for a field that has one value, best first. */
  List<Candidate> ofOne(Field field, FieldScores scores) {
    return allowed(field, sorted(field, scores));
  }

  /** Returns whatever the field could have at all, however badly it fits, best first. */
  List<Candidate> allOf(Field field, FieldScores scores) {
    return sorted(field, scores).stream()
        .filter(candidate -> field.rules().allow(candidate.value()))
        .limit(MAX_CANDIDATES)
        .toList();
  }

  private List<Candidate> sorted(Field field, FieldScores scores) {
    float surest = scores.presence();
    List<Candidate> candidates = new ArrayList<>();
    Optional<List<Found>> byForm = byForm(field);
    for (Scores window : scores.windows()) {
      float handicap = window.presence() - surest;
      if (byForm.isPresent()) {
        byForm.get().forEach(value -> addFound(value, window, handicap, candidates));
      } else {
        float range = field.rules().restrictText() ? RESTRICTED_RANGE : SCORE_RANGE;
        addSpans(window, range, handicap, candidates);
      }
    }
    candidates.sort(BEST_FIRST);
    return candidates;
  }

  private List<Candidate> allowed(Field field, List<Candidate> sorted) {
    if (sorted.isEmpty()) {
      return sorted;
    }
    boolean anyDistance = field.rules().format().isPresent() || field.kind() == Field.Kind.TEXT;
    float worst =
        anyDistance ? Float.NEGATIVE_INFINITY : sorted.get(0).score() - tuning.ruleRange();
    return sorted.stream()
        .filter(candidate -> candidate.score() >= worst && field.rules().allow(candidate.value()))
        .limit(MAX_CANDIDATES)
        .toList();
  }

  private Optional<List<Found>> byForm(Field field) {
    if (field.kind().isNumeric()) {
      boolean integers = field.kind() == Field.Kind.INTEGER;
      List<Found> numbers =
          found.computeIfAbsent(field.kind(), kind -> NumberText.find(text, integers));
      return Optional.of(
          !integers && field.rules().isShare() ? NumberText.asShares(numbers, text) : numbers);
    }
    return field
        .rules()
        .format()
        .map(format -> found.computeIfAbsent(format, f -> format.find(text)));
  }

  private void addFound(Found value, Scores window, float handicap, List<Candidate> into) {
    int from = tokens.at(value.start());
    int to = tokens.endingAt(value.end());
    if (window.covers(from, to)) {
      float score = window.of(from, to) + handicap;
      into.add(new Candidate(value.start(), value.end(), score, value.value()));
    }
  }

  private void addSpans(Scores window, float range, float handicap, List<Candidate> into) {
    float[] best = {Float.NEGATIVE_INFINITY};
    forEachSpan(window, (start, end, score) -> best[0] = Math.max(best[0], score));
    forEachSpan(
        window,
        (start, end, score) -> {
          if (score >= best[0] - range) {
            into.add(span(start, end, score + handicap));
          }
        });
  }

  private Candidate span(int from, int end, float score) {
    int start = layout.withoutArticle(from, end);
    return new Candidate(start, end, score, Json.of(text.substring(start, end)));
  }

  private void forEachSpan(Scores window, SpanVisitor visitor) {
    int last = window.first() + window.end().length;
    for (int from = window.first(); from < last; from++) {
      int start = tokens.starts()[from];
      if (!layout.canStart(start) || tokens.at(start) != from) {
        continue;
      }
      for (int to = from; to < Math.min(last, from + Scores.MAX_SPAN); to++) {
        int end = tokens.ends()[to];
        if (layout.canEnd(end) && layout.isBalanced(start, end) && tokens.endingAt(end) == to) {
          visitor.visit(start, end, window.of(from, to) - layout.penalty(start, end));
        }
      }
    }
  }

  /** Returns the values of a field that has several, in the order of the text. */
  List<Candidate> ofSeveral(Field field, FieldScores scores) {
    return ofSeveral(field, scores, tuning.several(), tuning.severalEnd());
  }

  /** The same with those that are taken only where a row of a list has no other. */
  List<Candidate> spareOfSeveral(Field field, FieldScores scores) {
    return ofSeveral(field, scores, tuning.severalSpare(), Float.NEGATIVE_INFINITY);
  }

  private List<Candidate> ofSeveral(Field field, FieldScores scores, float least, float leastEnd) {
    List<Candidate> candidates = new ArrayList<>();
    Optional<List<Found>> byForm = byForm(field);
    for (Scores window : scores.windows()) {
      if (byForm.isPresent()) {
        byForm.get().forEach(value -> addLikely(value, window, least, leastEnd, candidates));
      } else {
        addNearest(window, least, candidates);
      }
    }
    return withoutOverlaps(
        candidates.stream()
            .filter(c -> field.rules().allow(c.value()))
            .sorted(BEST_FIRST)
            .toList());
  }

  private void addLikely(
      Found value, Scores window, float least, float leastEnd, List<Candidate> into) {
    int from = tokens.at(value.start());
    int to = tokens.endingAt(value.end());
    if (window.covers(from, to)
        && window.of(from, to) > 2 * least
        && Math.min(window.ofStart(from), window.ofEnd(to)) > leastEnd) {
      into.add(new Candidate(value.start(), value.end(), window.of(from, to), value.value()));
    }
  }

  /**
   * Every likely begin goes with the nearest likely end, or with the best of the less likely ones
   * before the next begin; of two begins the better one counts.
   */
  private void addNearest(Scores window, float least, List<Candidate> into) {
    int last = window.first() + window.end().length;
    for (int from = window.first(); from < last; from++) {
      if (window.ofStart(from) > least && layout.canStart(tokens.starts()[from])) {
        int to = end(window, from, least);
        if (to >= from) {
          into.add(span(tokens.starts()[from], tokens.ends()[to], window.of(from, to)));
        }
      }
    }
  }

  /** Returns the last token of the value that begins at a token, or -1. */
  private int end(Scores window, int from, float least) {
    int last = Math.min(window.first() + window.end().length, from + Scores.MAX_SPAN);
    int best = -1;
    boolean nextBegins = false;
    for (int to = from; to < last; to++) {
      nextBegins |= to > from && window.ofStart(to) > tuning.several();
      if (layout.canEnd(tokens.ends()[to])) {
        float score = window.ofEnd(to);
        if (score > tuning.several()) {
          return to;
        }
        if (!nextBegins && score > least && (best < 0 || score > window.ofEnd(best))) {
          best = to;
        }
      }
    }
    return best;
  }

  private static List<Candidate> withoutOverlaps(List<Candidate> bestFirst) {
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : bestFirst) {
      if (kept.stream().noneMatch(candidate::overlaps)) {
        kept.add(candidate);
      }
    }
    kept.sort(Comparator.comparingInt(Candidate::start));
    return kept;
  }

  @FunctionalInterface
  private interface SpanVisitor {
    void visit(int start, int end, float score);
  }
}
