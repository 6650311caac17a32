package dev.instructor.call;

import dev.instructor.error.ConfigurationException;

/**
 * What is looked for in an answer that is still growing, and what happens when it is found. An
 * answer that cannot come right any more need not be paid for to its end: with {@link
 * Reaction#ABORT} the exchange is ended at once, and the model is asked again with that problem.
 * Immutable.
 *
 * @param constraints a value that is complete and breaks its schema, such as an enum value that is
 *     none or a list that is too long; {@code ABORT} by default
 * @param blanks a run of blanks between the tokens of the JSON, which some models do not end on
 *     their own; {@code ABORT} by default
 * @param maxBlanks how many characters such a run may have; 1,000 by default
 * @param repetition a block of text that is repeated without end; {@code REPORT} by default, since
 *     lists may repeat for a good reason
 * @param repeatedCharacters how many characters the repetitions of one block must fill, at least
 *     four times in a row; 2,000 by default, at least 64
 */
public record StreamChecks(
    Reaction constraints,
    Reaction blanks,
    int maxBlanks,
    Reaction repetition,
    int repeatedCharacters) {

  private static final StreamChecks DEFAULTS =
      new StreamChecks(Reaction.ABORT, Reaction.ABORT, 1_000, Reaction.REPORT, 2_000);

  /** What happens when something is found. */
  public enum Reaction {
    /** It is not looked for. */
    OFF,
    /** It stands among the problems of the partial value, and listeners are told. */
    REPORT,
    /** As {@code REPORT}; the exchange is ended, and the model is asked again. */
    ABORT
  }

  /** Creates checks; {@link ConfigurationException} if a limit is too small. */
  public StreamChecks {
    if (maxBlanks < 1) {
      throw new ConfigurationException("maxBlanks must be positive, not " + maxBlanks);
    }
    if (repeatedCharacters < 64) {
      throw new ConfigurationException(
          "repeatedCharacters must be at least 64, not " + repeatedCharacters);
    }
  }

  /** Returns the checks described above. */
  public static StreamChecks defaults() {
    return DEFAULTS;
  }

  /** Returns checks that look for nothing. */
  public static StreamChecks off() {
    return DEFAULTS
        .withConstraints(Reaction.OFF)
        .withBlanks(Reaction.OFF, DEFAULTS.maxBlanks)
        .withRepetition(Reaction.OFF, DEFAULTS.repeatedCharacters);
  }

  /** Returns these checks with another reaction to broken constraints. */
  public StreamChecks withConstraints(Reaction reaction) {
    return new StreamChecks(reaction, blanks, maxBlanks, repetition, repeatedCharacters);
  }

  /**
   * Returns these checks with another reaction to runs of blanks.
   *
   * @throws ConfigurationException if {@code max} is not positive
   */
  public StreamChecks withBlanks(Reaction reaction, int max) {
    return new StreamChecks(constraints, reaction, max, repetition, repeatedCharacters);
  }

  /**
   * Returns these checks with another reaction to repeated blocks.
   *
   * @throws ConfigurationException if {@code characters} is less than 64
   */
  public StreamChecks withRepetition(Reaction reaction, int characters) {
    return new StreamChecks(constraints, blanks, maxBlanks, reaction, characters);
  }
}
