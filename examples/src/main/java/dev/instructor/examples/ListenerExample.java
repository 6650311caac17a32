package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.call.Listener;
import dev.instructor.chat.ChatRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Someone who watches calls, for logs and figures. */
public final class ListenerExample {
  private ListenerExample() {}

  record User(String name, @Min(0) @Max(150) int age) {}

  static final Listener LOG =
      new Listener() {
        @Override
        public void onRequest(int number, ChatRequest request) {
          System.out.println("attempt " + number + " begins");
        }

        @Override
        public void onAttempt(Attempt attempt) {
          System.out.println("attempt " + attempt.number() + " ends: " + attempt.problems());
        }

        @Override
        public void onSuccess(Extraction<?> extraction) {
          System.out.println("done, " + extraction.usage().total() + " tokens");
        }
      };

  static void run(Instructor client) {
    Instructor watched = client.toBuilder().listener(LOG).build();
    System.out.println(watched.create(User.class, "Jason is 25 years old"));
  }

  /** Prints the course of a call. */
  public static void main(String[] args) {
    run(
        Clients.of(
            args,
            """
            {"name": "Jason", "age": 250}
            """,
            """
            {"name": "Jason", "age": 25}
            """));
  }
}
