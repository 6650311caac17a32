package dev.instructor.error;

import java.util.Optional;

/**
 * One thing that is wrong with a model's answer: where, which rule, and what would be right.
 *
 * <p>The message and the value are meant for the model (in a re-ask) and for the caller's own code.
 * They never appear in {@link #toString()}, in {@link #summary()} or in an exception's message:
 * both can quote the document.
 *
 * @param pointer the place in the answer as a JSON pointer (RFC 6901); empty for the whole answer
 * @param rule the broken rule: a JSON Schema keyword such as {@code maximum}, or the name of a
 *     constraint or validator
 * @param message what would be right, as a phrase that follows the place, such as {@code must be at
 *     most 150}
 * @param value the offending value as JSON text; empty if there is none, as for a missing property
 * @param source who found it
 * @param place the pointer as it may be shown to anyone: names that the model made up, such as the
 *     keys of a map, are replaced by {@code *}
 */
public record Problem(
    String pointer,
    String rule,
    String message,
    Optional<String> value,
    Source source,
    String place) {

  /** Creates a problem whose pointer may be shown as it is. */
  public Problem(
      String pointer, String rule, String message, Optional<String> value, Source source) {
    this(pointer, rule, message, value, source, pointer);
  }

  /** Who found a problem. */
  public enum Source {
    /** Nothing could be read from the answer at all: no JSON, or no tool call. */
    ANSWER,
    /** The schema. */
    SCHEMA,
    /** The Java type: a constructor, factory or setter refused the value. */
    BINDING,
    /** A validator or a constraint annotation. */
    VALIDATION
  }

  /**
   * Returns a problem of the answer as a whole, without a value.
   *
   * @param rule the broken rule
   * @param message what would be right
   */
  public static Problem ofAnswer(String rule, String message) {
    return new Problem("", rule, message, Optional.empty(), Source.ANSWER);
  }

  /**
   * Returns a problem found by the schema.
   *
   * @param pointer the place
   * @param keyword the JSON Schema keyword
   * @param message what would be right, made from the schema alone
   * @param value the offending value as JSON text
   */
  public static Problem ofSchema(String pointer, String keyword, String message, String value) {
    return new Problem(pointer, keyword, message, Optional.of(value), Source.SCHEMA);
  }

  /**
   * Returns a problem for a required property that is missing.
   *
   * @param pointer the place of the missing property
   */
  public static Problem ofMissing(String pointer) {
    return new Problem(
        pointer, "required", "is required but missing", Optional.empty(), Source.SCHEMA);
  }

  /** Returns this problem at {@code prefix + pointer()}. */
  public Problem under(String prefix) {
    return prefix.isEmpty()
        ? this
        : new Problem(prefix + pointer, rule, message, value, source, prefix + place);
  }

  /** Returns this problem with another pointer to be shown. */
  public Problem shownAt(String shown) {
    return shown.equals(place) ? this : new Problem(pointer, rule, message, value, source, shown);
  }

  /**
   * Returns place, rule and the length of the value, without anything that the answer or the user's
   * code could have put in: {@code /age: maximum, must be at most 150 (value of 3 characters)}. The
   * message is part of it only where it was made from the schema.
   */
  public String summary() {
    StringBuilder text = new StringBuilder(place.isEmpty() ? "(whole answer)" : place);
    text.append(": ").append(rule);
    if (source == Source.SCHEMA || source == Source.ANSWER) {
      text.append(", ").append(message);
    }
    value.ifPresent(v -> text.append(" (value of ").append(v.length()).append(" characters)"));
    return text.toString();
  }

  /** Returns {@link #summary()}. */
  @Override
  public String toString() {
    return summary();
  }
}
