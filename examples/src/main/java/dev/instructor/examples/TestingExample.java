package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.test.ScriptedModel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Code that asks a model, tested without one: a script answers, and tells what it was asked. */
public final class TestingExample {
  private TestingExample() {}

  record User(String name, @Min(0) @Max(150) int age) {}

  /** Prints the value, and how often the script was asked. */
  public static void main(String[] args) {
    ScriptedModel model =
        ScriptedModel.of(
            "{\"name\": \"Jason\", \"age\": 250}", // the first answer, against the rule
            "{\"name\": \"Jason\", \"age\": 25}"); // the second, after the re-ask
    User user = Instructor.of(model).create(User.class, "Jason is 25 years old");
    System.out.println(user + ", asked " + model.requests().size() + " times");
  }
}
