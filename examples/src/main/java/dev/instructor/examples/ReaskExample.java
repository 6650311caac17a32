package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.error.Problem;
import dev.instructor.test.OpenAiTwin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** A wrong answer: the model is told what is wrong with it, and is asked again. */
public final class ReaskExample {
  private ReaskExample() {}

  record User(String name, @Min(0) @Max(150) int age) {}

  static void run(Instructor client) {
    Extraction<User> extraction = client.prompt("Jason is 25 years old").extract(User.class);

    for (Attempt attempt : extraction.attempts()) {
      System.out.println("Attempt " + attempt.number() + ": " + attempt.read().orElseThrow());
      for (Problem problem : attempt.problems()) {
        System.out.println("  " + problem.pointer() + " " + problem.message());
      }
    }
    System.out.println(extraction.value());
  }

  /** Lets a stand-in for OpenAI answer wrong, then right, and prints what happens. */
  public static void main(String[] args) {
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      openai.answer("{\"name\": \"Jason\", \"age\": -25}");
      openai.answer("{\"name\": \"Jason\", \"age\": 25}");
      run(
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .build());
      System.out.println("OpenAI was asked " + openai.requests().size() + " times. The last time:");
      System.out.println(openai.requests().get(1).json().at("/messages/2/content").orElseThrow());
    }
  }
}
