package dev.instructor.call;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.schema.AdaptedSchema.Loss;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A validated value and how it came about. Its {@code toString} shows no content.
 *
 * @param value the value
 * @param json the JSON it was bound from, in the form of the type's own schema
 * @param attempts all attempts in order; the last one brought the value
 * @param mode how the answer was asked for in the end
 * @param dialect the name of the schema dialect in which it was asked for
 * @param lost what the dialect could not say; it was enforced on the answer all the same
 * @param repairs the liberties that were taken to read the answer
 * @param steppedDownFrom the mode that {@link Mode#AUTO} gave up because the server does not have
 *     it
 * @param raisedTokenLimit the token limit the request was repeated with because the first answer
 *     was cut
 * @param <T> the type of the value
 */
public record Extraction<T>(
    T value,
    Json json,
    List<Attempt> attempts,
    Mode mode,
    String dialect,
    List<Loss> lost,
    List<Repair> repairs,
    Optional<Mode> steppedDownFrom,
    Optional<Integer> raisedTokenLimit) {

  /** Creates one with copies of the lists. */
  public Extraction {
    attempts = List.copyOf(attempts);
    lost = List.copyOf(lost);
    repairs = List.copyOf(repairs);
  }

  /** Returns the tokens of all attempts together. */
  public Usage usage() {
    return attempts.stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
  }

  /**
   * Returns what had to be given up so that the provider takes the requests, such as a forced tool
   * while the model thinks, or that the schema is enforced there; a sentence each, each thing once.
   * The value is checked all the same.
   */
  public List<String> warnings() {
    return Attempt.warnings(attempts);
  }

  /** Returns the calls of the caller's tools in all attempts, in order. */
  public List<CalledTool> toolCalls() {
    return attempts.stream().flatMap(attempt -> attempt.toolCalls().stream()).toList();
  }

  /** Returns the response that brought the value. */
  public ChatResponse response() {
    return attempts.get(attempts.size() - 1).response();
  }

  /** Returns the model that answered in the end, as in {@code provider/model}. */
  public String model() {
    return attempts.get(attempts.size() - 1).model();
  }

  /** Returns why the model stopped in the end. */
  public FinishReason finishReason() {
    return response().finishReason();
  }

  /** Returns the provider's id of the last exchange, for its support. */
  public Optional<String> requestId() {
    return response().requestId();
  }

  /**
   * Returns the provider's own last answer, as it came; empty if the model is not reached by JSON.
   */
  public Optional<Json> raw() {
    return response().raw();
  }

  /** Returns everything but the content. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Extraction[attempts=%s, mode=%s, dialect=%s, lost=%d, repairs=%s, usage=%s]",
        attempts,
        mode,
        dialect,
        lost.size(),
        repairs,
        usage());
  }
}
