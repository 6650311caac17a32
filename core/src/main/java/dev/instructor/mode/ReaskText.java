package dev.instructor.mode;

import dev.instructor.error.Problem;
import java.util.List;

/** The words that tell a model what is wrong with its answer. */
final class ReaskText {
  private static final int MAX_PROBLEMS = 25;
  private static final int MAX_VALUE = 200;

  private ReaskText() {}

  /**
   * Returns {@code opening} followed by a line a problem: place, what would be right, what was
   * there, and the rule.
   */
  static String of(String opening, List<Problem> problems) {
    StringBuilder text = new StringBuilder(opening);
    for (Problem problem : problems.subList(0, Math.min(MAX_PROBLEMS, problems.size()))) {
      text.append("\n- ");
      if (!problem.pointer().isEmpty()) {
        text.append(problem.pointer()).append(": ");
      }
      text.append(problem.message());
      problem.value().ifPresent(value -> text.append(", but it is ").append(shortened(value)));
      if (problem.source() != Problem.Source.ANSWER) {
        text.append(" (rule: ").append(problem.rule()).append(')');
      }
    }
    if (problems.size() > MAX_PROBLEMS) {
      text.append("\n- and ")
          .append(problems.size() - MAX_PROBLEMS)
          .append(" more problems like these");
    }
    return text.toString();
  }

  private static String shortened(String value) {
    return value.length() <= MAX_VALUE
        ? value
        : value.substring(0, MAX_VALUE) + "… (" + value.length() + " characters)";
  }
}
