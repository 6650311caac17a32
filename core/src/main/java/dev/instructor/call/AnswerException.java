package dev.instructor.call;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Usage;
import dev.instructor.error.InstructorException;
import dev.instructor.error.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model answered, and the answer is no value of the wanted type. Everything that arrived stays
 * reachable here; nothing of it stands in the message.
 */
public abstract class AnswerException extends InstructorException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable List<Attempt> attempts;

  AnswerException(String message, List<Attempt> attempts) {
    super(message, null);
    this.attempts = List.copyOf(attempts);
  }

  /** Returns all attempts in order; empty after the exception was serialised. */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /** Returns the tokens of all attempts together. */
  public Usage usage() {
    return attempts().stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
  }

  /** Returns what had to be given up in the requests, each thing once. */
  public List<String> warnings() {
    return Attempt.warnings(attempts());
  }

  /** Returns the calls of the caller's tools in all attempts, in order. */
  public List<CalledTool> toolCalls() {
    return attempts().stream().flatMap(attempt -> attempt.toolCalls().stream()).toList();
  }

  /** Returns what is wrong with the last answer. */
  public List<Problem> problems() {
    return lastAttempt().map(Attempt::problems).orElse(List.of());
  }

  /** Returns the last response. */
  public Optional<ChatResponse> response() {
    return lastAttempt().map(Attempt::response);
  }

  /** Returns the last attempt. */
  public Optional<Attempt> lastAttempt() {
    List<Attempt> all = attempts();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns places and rules of the last answer's problems, without any content. */
  static String summary(List<Attempt> attempts) {
    return attempts.isEmpty() ? "" : summaryOf(attempts.get(attempts.size() - 1).problems());
  }

  /** Returns places and rules of problems, without any content. */
  static String summaryOf(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems.subList(0, Math.min(5, problems.size()))) {
      text.append("\n  ").append(problem.summary());
    }
    if (problems.size() > 5) {
      text.append("\n  and ").append(problems.size() - 5).append(" more");
    }
    return text.toString();
  }
}
