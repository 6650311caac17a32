package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.BadItems;
import dev.instructor.stream.ItemStream;
import dev.instructor.test.OpenAiTwin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The items of a list are handed out one by one, each as soon as it is complete. */
public final class ItemsExample {
  private ItemsExample() {}

  record User(String name, @Min(0) @Max(150) int age) {}

  static void run(Instructor client, String text) {
    try (ItemStream<User> users = client.prompt(text).streamItems(User.class)) {
      for (User user : users) {
        System.out.println(user);
      }
      System.out.println(users.attempts().size() + " attempts");
    }
  }

  /** Leaves out what is wrong instead of asking for it again. */
  static void skipping(Instructor client, String text) {
    try (ItemStream<User> users =
        client.prompt(text).onBadItem(BadItems.SKIP).streamItems(User.class)) {
      users.forEach(user -> System.out.println(user.name()));
      users.skipped().forEach(item -> System.out.println(item.index() + " " + item.problems()));
    }
  }

  /** The second of three people is 410 years old at first: that one alone is asked for again. */
  public static void main(String[] args) {
    String people =
        "{\"items\":[{\"name\":\"Jason\",\"age\":25},{\"name\":\"Tom\",\"age\":410},"
            + "{\"name\":\"Sarah\",\"age\":30}]}";
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      openai.answer(people).answer("{\"name\":\"Tom\",\"age\":41}").answer(people);
      Instructor client =
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .build();
      run(client, "Jason is 25, Tom 41 and Sarah 30");
      skipping(client, "Jason is 25, Tom 41 and Sarah 30");
    }
  }
}
