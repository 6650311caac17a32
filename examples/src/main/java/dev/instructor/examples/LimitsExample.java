package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.Budget;
import dev.instructor.call.BudgetExceededException;
import dev.instructor.call.Extraction;
import dev.instructor.call.Truncation;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What a call may cost: attempts, tokens, time; and what happens when an answer is cut. */
public final class LimitsExample {
  private LimitsExample() {}

  record User(String name, @Min(0) @Max(150) int age) {}

  static void withinBudget(Instructor client) {
    try {
      client
          .prompt("Jason is 25 years old")
          .maxRetries(10)
          .totalTimeout(Duration.ofSeconds(30))
          .budget(Budget.ofTokens(500).withAttempts(5))
          .create(User.class);
    } catch (BudgetExceededException spent) {
      System.out.println(
          "stopped after "
              + spent.attempts().size()
              + " attempts and "
              + spent.usage().total()
              + " tokens");
    }
  }

  static void withMoreRoom(Instructor client) {
    Extraction<User> extraction =
        client
            .prompt("Jason is 25 years old")
            .maxTokens(20)
            .onTruncation(Truncation.raiseLimit(4, 1_000))
            .extract(User.class);
    System.out.println(
        extraction.value() + " with " + extraction.raisedTokenLimit().orElse(20) + " tokens");
  }

  /** Lets a stand-in for OpenAI answer badly, and prints where the calls end. */
  public static void main(String[] args) {
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      Instructor client =
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .build();
      TwinReply wrong = TwinReply.answer("{\"name\": \"Jason\", \"age\": 250}").withUsage(180, 20);
      openai.reply(wrong).reply(wrong).reply(wrong);
      withinBudget(client);

      TwinReply right = TwinReply.answer("{\"name\": \"Jason\", \"age\": 25}");
      openai.reply(right.truncatedAfter(12)).reply(right);
      withMoreRoom(client);
    }
  }
}
