package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Mode;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import java.util.List;

/** How the answer is asked for. AUTO chooses; each mode can be named. */
public final class ModesExample {
  private ModesExample() {}

  record User(String name, int age) {}

  static void each(Instructor client) {
    for (Mode mode : List.of(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED)) {
      User user = client.prompt("Jason is 25 years old").mode(mode).create(User.class);
      System.out.println(mode + ": " + user);
    }
  }

  static void auto(Instructor client) {
    Extraction<User> extraction = client.prompt("Jason is 25 years old").extract(User.class);
    System.out.println("AUTO took " + extraction.mode());
    extraction.steppedDownFrom().ifPresent(mode -> System.out.println("instead of " + mode));
  }

  /** Lets a stand-in for OpenAI answer in every mode, and then a server that knows no tools. */
  public static void main(String[] args) {
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      Instructor client =
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .build();
      String jason = "{\"name\": \"Jason\", \"age\": 25}";
      openai.answer(jason).answer(jason).answer(jason).answer(jason).answer(jason);
      each(client);
      auto(client);
    }
    try (OpenAiTwin server = OpenAiTwin.builder().compatible().start()) {
      server.reply(TwinReply.error(400, "api_error", "", "gemma-2b does not support tools"));
      server.answer("{\"name\": \"Jason\", \"age\": 25}");
      auto(Instructor.builder("openai-compatible/gemma-2b").baseUrl(server.baseUrl()).build());
    }
  }
}
