package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.AnswerException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What can go wrong, and whom it concerns. */
public final class FailureExample {
  private FailureExample() {}

  record User(String name, @Min(0) @Max(150) int age) {}

  static void ask(Instructor client, String text) {
    try {
      System.out.println(client.create(User.class, text));
    } catch (ConfigurationException mistake) { // yours: no request was sent
      System.out.println("to be changed in the code: " + mistake.getMessage());
    } catch (ProviderException failure) { // the provider's: no usable response arrived
      System.out.println(failure.kind() + ", worth a later try: " + failure.retryable());
    } catch (AnswerException answer) { // the model's: it answered, but not with a User
      System.out.println(answer.attempts().size() + " attempts, " + answer.problems());
    }
  }

  static void askMoreClosely(Instructor client, String text) {
    try {
      System.out.println(client.create(User.class, text));
    } catch (RefusedException refused) {
      System.out.println("refused: " + refused.refusal().orElse("without a word"));
    } catch (IncompleteOutputException cut) {
      System.out.println("cut at the token limit: " + cut.partialText().orElse(""));
    }
  }

  /** Lets a stand-in for OpenAI fail in all ways, and prints how each looks. */
  public static void main(String[] args) {
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      Instructor client =
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .maxRetries(1)
              .build();
      openai
          .answer("{\"name\": \"Jason\", \"age\": 250}")
          .answer("{\"name\": \"Jason\", \"age\": -1}");
      ask(client, "Jason is 250 years old");

      openai.reply(TwinReply.quotaExceeded());
      ask(client, "Jason is 25 years old");

      openai.reply(TwinReply.refusal("I'm sorry, I can't help with that."));
      askMoreClosely(client, "Jason is 25 years old");

      openai.reply(TwinReply.answer("{\"name\": \"Jason\", \"age\": 25}").truncatedAfter(12));
      askMoreClosely(client, "Jason is 25 years old");

      try {
        Instructor.fromProvider("opnai/gpt-5-mini");
      } catch (ConfigurationException mistake) {
        System.out.println(mistake.getMessage());
      }
    }
  }
}
