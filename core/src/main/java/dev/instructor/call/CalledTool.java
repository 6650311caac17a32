package dev.instructor.call;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One call of a tool by the model, and what it was told. Its {@code toString} shows no content.
 *
 * @param round which round of calls, from 1; the calls of one answer are one round
 * @param id the vendor's id of the call; empty if it gave none
 * @param name the name that the model called; not always that of a tool there is
 * @param arguments the arguments as the JSON text that arrived; it need not be valid
 * @param result what the model was told
 * @param error whether it was told that the call went wrong: there is no such tool, the arguments
 *     are not right, or the function threw
 * @param failure what the function threw
 * @param duration the time that the function took; zero if it was not called
 */
public record CalledTool(
    int round,
    String id,
    String name,
    String arguments,
    String result,
    boolean error,
    Optional<Exception> failure,
    Duration duration) {

  /** Returns everything but the content. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "CalledTool[round %d, %s, arguments=%d characters, result=%d characters, error=%s, %d ms]",
        round,
        name,
        arguments.length(),
        result.length(),
        failure.map(e -> e.getClass().getSimpleName()).orElse(Boolean.toString(error)),
        duration.toMillis());
  }
}
