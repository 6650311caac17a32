package dev.instructor.mode;

import dev.instructor.error.Problem;
import java.util.Collection;
import java.util.List;

/** What a model is told about its calls of the caller's tools, where it is not a tool's result. */
public final class ToolWords {
  /** Asks for the answer when the model has stopped calling tools. */
  public static final String ANSWER_NOW = "Now give the answer in the form that is asked for.";

  private ToolWords() {}

  /** Says that there is no such tool. */
  public static String unknown(Collection<String> tools) {
    return "There is no tool of this name. The tools are: " + String.join(", ", tools) + ".";
  }

  /** Says what is wrong with the arguments; problems not empty. */
  public static String wrong(List<Problem> problems) {
    return ReaskText.of(
        "These arguments are not right, and the tool was not run. Call it again with the complete"
            + " corrected arguments. What is wrong:",
        problems);
  }

  /**
   * Says that a tool failed.
   *
   * @param why what may be told of it; empty for nothing
   */
  public static String failed(String why) {
    return why.isBlank() ? "The tool failed." : "The tool failed: " + why;
  }

  /** Says that an answer which came beside calls is not taken yet. */
  public static String tooEarly() {
    return "This is not taken yet, since it came together with calls of other tools. Call it again"
        + " once you have read their results.";
  }

  /** Asks for calls, where none came. */
  static String noCall(Collection<String> tools, List<Problem> problems) {
    return ReaskText.of(
        "Answer by calling tools, as often as needed, and in no other way: "
            + String.join(", ", tools)
            + ". What is wrong:",
        problems);
  }
}
