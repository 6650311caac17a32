package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.test.ScriptedModel;

/** The clients of the examples. */
final class Clients {
  private Clients() {}

  /**
   * Returns a client for the model that the first argument names, such as {@code
   * openai/gpt-5-mini}; without one, for a script that gives these answers, so that the example
   * runs anywhere.
   */
  static Instructor of(String[] args, String... answers) {
    return args.length > 0
        ? Instructor.fromProvider(args[0])
        : Instructor.of(ScriptedModel.of(answers));
  }
}
