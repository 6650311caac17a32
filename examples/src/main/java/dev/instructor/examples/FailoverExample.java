package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.provider.ApiKey;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;

/** One vendor stands in for another that is down. */
public final class FailoverExample {
  private FailoverExample() {}

  record User(String name, int age) {}

  static void extract(Instructor client) {
    Extraction<User> extraction = client.prompt("Jason is 25 years old").extract(User.class);
    System.out.println(extraction.model() + ": " + extraction.value());
  }

  /** Lets a stand-in for OpenAI say that the account is empty, and one for Anthropic answer. */
  public static void main(String[] args) {
    try (OpenAiTwin openai = OpenAiTwin.start();
        AnthropicTwin anthropic = AnthropicTwin.start()) {
      Instructor client =
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .failover(
                  "anthropic/claude-sonnet-5-5",
                  link ->
                      link.withBaseUrl(anthropic.baseUrl())
                          .withApiKey(ApiKey.of(anthropic.apiKey())))
              .build();
      openai.reply(TwinReply.quotaExceeded());
      anthropic.reply(TwinReply.answer("{\"name\": \"Jason\", \"age\": 25}"));
      extract(client);
    }
  }
}
