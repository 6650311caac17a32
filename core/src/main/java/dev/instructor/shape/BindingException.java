package dev.instructor.shape;

import dev.instructor.error.Problem;
import java.util.List;

/** JSON could not be bound to a Java type. The message tells places and rules, never the values. */
public final class BindingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Creates one for problems that are not empty. */
  public BindingException(List<Problem> problems) {
    super(problems.stream().map(Problem::summary).toList().toString());
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
