package dev.instructor.json;

/**
 * One liberty that was taken to read an answer.
 *
 * @param kind what was done
 * @param pointer the place in the value as a JSON pointer, in which a name that the schema does not
 *     state is a star; empty for the whole answer
 * @param before what was there, shortened to 200 characters; can quote the answer
 * @param after what it was read as, shortened likewise; can quote the answer
 */
public record Repair(Kind kind, String pointer, String before, String after) {

  /** What can be done to an answer. */
  public enum Kind {
    /** A Markdown code fence around the value was removed. */
    FENCE,
    /** Text before or after the value was ignored. */
    PROSE,
    /** A block of thinking, such as {@code <think>…</think>}, was ignored. */
    THINKING,
    /** One of several values was chosen. */
    CHOICE,
    /** A wrapper around the value was removed, or a missing one was accepted. */
    WRAPPER,
    /** An alias was read as the property or the enum value that it stands for. */
    ALIAS,
    /** Missing, doubled, typographic or other quotes were read as quotes. */
    QUOTES,
    /** A missing, doubled, trailing or other separator was read as what was meant. */
    COMMAS,
    /** A missing, surplus, doubled or other bracket was read as what was meant. */
    BRACKETS,
    /** A comment, or dots that stand for something left out, was ignored. */
    COMMENTS,
    /** A word without quotes was read as a literal, or as a string. */
    LITERALS,
    /** A number that is not spelt as in JSON was read. */
    NUMBERS,
    /** An escape or a raw control character that JSON does not know was read. */
    ESCAPES,
    /** Blanks and marks from beyond ASCII between the parts of the value were ignored or read. */
    CHARACTERS,
    /** Strings that a sign joins were read as one. */
    CONCATENATION,
    /** A name without a value was left out. */
    MISSING_VALUE,
    /** Lines of names and values, a list, a table or tags were read as an object or array. */
    KEY_VALUE,
    /** The value began anew inside of itself, and its first beginning was ignored. */
    RESTART,
    /** The text ends before the brackets that close the value. */
    TRUNCATION,
    /** More liberties were taken than are listed. */
    OTHERS,
    /**
     * A number was read from another spelling, such as a text with a unit or thousand separators.
     */
    NUMBER,
    /** A number or a boolean was taken as the text that was asked for, as it was written. */
    TEXT,
    /** A word or a digit was read as true or false. */
    BOOLEAN,
    /** A value of a fixed list was recognised in another spelling. */
    ENUM,
    /** A list was made of what was written for one, or what stood in a list was taken out. */
    LIST,
    /** A property's name was recognised in another style, or the property at another place. */
    KEY,
    /** A date or time was read from another spelling. */
    DATE,
    /** A word such as {@code N/A} was read as no value. */
    NULL,
    /** JSON that was written into a text was read. */
    STRINGIFIED
  }

  /** Returns kind and place, without the texts. */
  @Override
  public String toString() {
    return pointer.isEmpty() ? kind.toString() : kind + " at " + pointer;
  }
}
