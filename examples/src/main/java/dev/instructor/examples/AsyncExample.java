package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.test.Gate;
import dev.instructor.test.ScriptedModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many calls at once, and one that is given up. */
public final class AsyncExample {
  private AsyncExample() {}

  record User(String name, int age) {}

  static void several(Instructor client) {
    List<String> texts =
        List.of("Jason is 25 years old", "Sarah is 30 years old", "Tom is 41 years old");
    List<CompletableFuture<User>> calls =
        texts.stream().map(text -> client.prompt(text).createAsync(User.class)).toList();
    for (CompletableFuture<User> call : calls) {
      System.out.println(call.join());
    }
  }

  static CompletableFuture<String> greeting(Instructor client) {
    return client
        .prompt("Jason is 25 years old")
        .createAsync(User.class)
        .thenApply(user -> "Hello " + user.name());
  }

  /** Prints users, and how a call ends that nobody waits for any longer. */
  public static void main(String[] args) throws InterruptedException {
    several(Instructor.fromProvider("embedded/extractor"));

    Gate closed = new Gate();
    Instructor slow =
        Instructor.of(
            ScriptedModel.builder()
                .answer("{\"name\": \"Jason\", \"age\": 25}")
                .heldAt(closed)
                .build());
    CompletableFuture<String> greeting = greeting(slow);
    closed.awaitReached();
    greeting.cancel(true); // ends the exchange too, though the future is one that was made from it
    System.out.println("cancelled: " + greeting.isCancelled());
  }
}
