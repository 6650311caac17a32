package dev.instructor.call;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Usage;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One request with its answer, as part of a call. Its {@code toString} shows no content.
 *
 * <p>A round of tool calls is an attempt as well, with neither a value nor a problem: its tokens
 * were paid for. It counts for the budget, but is no re-ask.
 *
 * @param number which attempt, from 1
 * @param mode how the answer was asked for
 * @param response what came back
 * @param read the JSON that was read from it, in the form of the type's own schema; empty if none
 *     was found
 * @param problems what is wrong with the answer; empty if nothing is
 * @param retries how often the request was repeated because the transport or the provider failed
 * @param duration the time from the first request to the end of the check, waits between retries
 *     included, and that of the tools it called
 * @param toolCalls the caller's tools that the answer called, in order, with what came of it
 * @param model the model that was asked, as in {@code provider/model}
 */
public record Attempt(
    int number,
    Mode mode,
    ChatResponse response,
    Optional<Json> read,
    List<Problem> problems,
    int retries,
    Duration duration,
    List<CalledTool> toolCalls,
    String model) {

  /** Creates one with copies of the lists. */
  public Attempt {
    problems = List.copyOf(problems);
    toolCalls = List.copyOf(toolCalls);
  }

  /** Returns the tokens of this attempt. */
  public Usage usage() {
    return response.usage();
  }

  /** Returns what had to be given up in the request. */
  public List<String> warnings() {
    return response.warnings();
  }

  /** Returns what had to be given up in the requests of attempts, each thing once. */
  static List<String> warnings(List<Attempt> attempts) {
    return attempts.stream().flatMap(a -> a.warnings().stream()).distinct().toList();
  }

  /** Returns everything but the content. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Attempt[%d, %s, %s, %s, problems=%s, retries=%d, %d ms%s]",
        number,
        model,
        mode,
        response.finishReason(),
        problems,
        retries,
        duration.toMillis(),
        toolCalls.isEmpty() ? "" : ", toolCalls=" + toolCalls);
  }
}
