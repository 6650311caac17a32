package dev.instructor.call.internal;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one answer.
 *
 * @param value the value; null unless the verdict is {@code VALID}
 * @param json the JSON that was read
 * @param problems what is wrong
 * @param repairs the liberties that were taken
 * @param payload the text that was read
 * @param verdict what to do
 * @param <T> the type of the value
 */
record Judgement<T>(
    @Nullable T value,
    Optional<Json> json,
    List<Problem> problems,
    List<Repair> repairs,
    String payload,
    Verdict verdict) {

  static final Problem REFUSED = Problem.ofAnswer("refusal", "the model refused to answer");
  static final Problem TRUNCATED =
      Problem.ofAnswer("truncation", "the answer was cut at the token limit");

  /** What to do about an answer. */
  enum Verdict {
    /** Return the value. */
    VALID,
    /** Ask again. */
    WRONG,
    /** Give up, or repeat with a higher limit. */
    TRUNCATED,
    /** Run the tools it calls, or ask for the answer in its form. */
    UNFINISHED,
    /** Give up. */
    REFUSED
  }

  static <T> Judgement<T> refused() {
    return new Judgement<>(
        null, Optional.empty(), List.of(REFUSED), List.of(), "", Verdict.REFUSED);
  }

  static <T> Judgement<T> wrong(Optional<Json> json, List<Problem> problems, String payload) {
    return new Judgement<>(null, json, problems, List.of(), payload, Verdict.WRONG);
  }

  static <T> Judgement<T> valid(T value, Json json, List<Repair> repairs, String payload) {
    return new Judgement<>(value, Optional.of(json), List.of(), repairs, payload, Verdict.VALID);
  }

  /** Returns that of what is no answer yet. */
  static <T> Judgement<T> unfinished() {
    return new Judgement<>(null, Optional.empty(), List.of(), List.of(), "", Verdict.UNFINISHED);
  }

  static <T> Judgement<T> truncated(Optional<Json> json, String payload) {
    return new Judgement<>(null, json, List.of(TRUNCATED), List.of(), payload, Verdict.TRUNCATED);
  }

  static boolean isRefusal(ChatResponse response) {
    return response.refusal().isPresent()
        || response.finishReason() == FinishReason.CONTENT_FILTER
        || response.finishReason() == FinishReason.REFUSAL;
  }

  /**
   * Returns whether an answer that lacks only closing brackets may have had more in it: a list of
   * which the last items were cut off looks complete otherwise.
   */
  static boolean mayGoOn(ChatResponse response, Reading.Result read) {
    return response.finishReason() == FinishReason.LENGTH
        && read.repairs().stream().anyMatch(repair -> repair.kind() == Repair.Kind.TRUNCATION);
  }

  /**
   * Returns whether an answer without a valid value was cut. Some servers give another reason than
   * the length: then JSON that ends too early with all allowed tokens used counts as cut.
   */
  static boolean isTruncated(ChatResponse response, Reading.Result read, ChatOptions options) {
    if (response.finishReason() == FinishReason.LENGTH) {
      return true;
    }
    boolean endsTooEarly =
        read.problems().stream().anyMatch(problem -> problem.rule().equals(Reading.CUT_OFF));
    return endsTooEarly
        && options.maxTokens().isPresent()
        && response.usage().output().orElse(0) >= options.maxTokens().getAsInt();
  }
}
