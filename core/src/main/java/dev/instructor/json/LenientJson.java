package dev.instructor.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the JSON in what a model said, without knowing what was asked for.
 *
 * <p>A text that is strictly JSON is never altered: it is the only candidate, without a repair.
 * Else values are searched in code fences, amid prose, and around blocks of thinking. Time and
 * memory grow with the length of the text alone.
 */
public final class LenientJson {
  /**
   * A repair keeps this much of a text: a long answer with many values must not be copied for each.
   */
  private static final int MAX_EXCERPT = 200;

  /** No honest answer holds more values; of a hostile one the last are kept. */
  private static final int MAX_CANDIDATES = 100;

  private LenientJson() {}

  /**
   * A value that the text may mean.
   *
   * @param value the value
   * @param repairs the liberties that were taken to find it; empty if the text is strictly JSON
   * @param thought whether it stands in a block of thinking, so that any other value is to be
   *     preferred
   */
  public record Candidate(Json value, List<Repair> repairs, boolean thought) {
    /** Creates one with a copy of the repairs. */
    public Candidate {
      repairs = List.copyOf(repairs);
    }

    /** Returns the repairs, without any content. */
    @Override
    public String toString() {
      return "Candidate[" + value.type() + ", " + repairs + "]";
    }
  }

  /**
   * What was found.
   *
   * @param candidates the values in the order in which they stand in the text, the last 100 at most
   * @param cutOff whether the text ends inside of a value
   */
  public record Findings(List<Candidate> candidates, boolean cutOff) {
    /** Creates one with a copy of the candidates. */
    public Findings {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Returns the values that a text may mean.
   *
   * @param text what the model said
   */
  public static Findings search(String text) {
    try {
      return new Findings(List.of(new Candidate(Json.parse(text), List.of(), false)), false);
    } catch (InvalidJsonException notStrict) {
      return searchAround(text);
    }
  }

  private static Findings searchAround(String text) {
    Deque<Candidate> found = new ArrayDeque<>();
    ValueFinder finder = new ValueFinder(text);
    for (ThinkingBlocks.Stretch stretch : ThinkingBlocks.split(text)) {
      for (ValueFinder.Found value : finder.find(stretch.start(), stretch.end())) {
        found.add(candidate(text, value, stretch));
        if (found.size() > MAX_CANDIDATES) {
          found.remove();
        }
      }
    }
    return new Findings(List.copyOf(found), finder.cutOff());
  }

  private static Candidate candidate(
      String text, ValueFinder.Found found, ThinkingBlocks.Stretch stretch) {
    List<Repair> repairs = new ArrayList<>();
    if (stretch.afterThinking()) {
      repairs.add(new Repair(Repair.Kind.THINKING, "", excerpt(text, 0, stretch.start()), ""));
    }
    if (found.fenced()) {
      String value = excerpt(text, found.start(), found.end());
      repairs.add(new Repair(Repair.Kind.FENCE, "", ValueFinder.FENCE + value, value));
    }
    if (proseBefore(text, stretch.start(), found) || proseAfter(text, stretch.end(), found)) {
      String around =
          excerpt(text, stretch.start(), found.start())
              + "…"
              + excerpt(text, found.end(), stretch.end());
      repairs.add(new Repair(Repair.Kind.PROSE, "", around, ""));
    }
    return new Candidate(found.value(), repairs, stretch.thought());
  }

  private static boolean proseBefore(String text, int from, ValueFinder.Found found) {
    int end = found.fenced() ? text.lastIndexOf(ValueFinder.FENCE, found.start()) : found.start();
    return !blank(text, from, end);
  }

  private static boolean proseAfter(String text, int to, ValueFinder.Found found) {
    int from = found.end();
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    boolean fence = found.fenced() && text.startsWith(ValueFinder.FENCE, from);
    return !blank(text, fence ? from + ValueFinder.FENCE.length() : from, to);
  }

  private static boolean blank(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String excerpt(String text, int from, int to) {
    return to - from <= MAX_EXCERPT
        ? text.substring(from, to)
        : text.substring(from, from + MAX_EXCERPT) + "…";
  }
}
