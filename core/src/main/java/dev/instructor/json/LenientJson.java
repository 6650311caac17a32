package dev.instructor.json;

import java.util.List;

/**
 * Finds the JSON in what a model said, without knowing what was asked for.
 *
 * <p>A text that is strictly JSON is never altered: it is the only candidate, without a repair.
 * Else values are searched in code fences, amid prose, and around blocks of thinking, and what is
 * not quite JSON is read as what was meant. Where there is none, lines of names and values, lists
 * and tables are read. Time and memory grow with the length of the text alone.
 */
public final class LenientJson {
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
   * @param cutOff whether the text ends inside of a value or of thinking
   * @param tooDeep whether a value was given up as it is nested deeper than 1,000 levels
   */
  public record Findings(List<Candidate> candidates, boolean cutOff, boolean tooDeep) {
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
      Candidate strict = new Candidate(Json.parse(text), List.of(), false);
      return new Findings(List.of(strict), false, false);
    } catch (InvalidJsonException notStrict) {
      return new ValueSearch(text).findings();
    }
  }
}
