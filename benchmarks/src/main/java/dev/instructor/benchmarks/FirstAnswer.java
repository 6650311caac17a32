package dev.instructor.benchmarks;

import dev.instructor.Instructor;

/**
 * A program that asks once and ends, for measuring whole processes: with {@code
 * embedded/extractor}, the bundled model, and with {@code ready/any}, which has its answer ready.
 */
public final class FirstAnswer {
  private FirstAnswer() {}

  record User(String name, int age) {}

  /** Prints the answer of the model that is named. */
  public static void main(String[] arguments) {
    Instructor client = Instructor.fromProvider(arguments[0]);
    System.out.println(client.create(User.class, "Jason is 25 years old."));
  }
}
