package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.shape.TypeRef;
import java.util.List;
import java.util.Map;

/** Several values from one text, and types that are no record. */
public final class ListExample {
  private ListExample() {}

  enum Priority {
    LOW,
    NORMAL,
    URGENT
  }

  record Task(String title, Priority priority) {}

  static void run(Instructor client) {
    String minutes =
        "Anna orders the new printer, which is urgent. Ben tidies the archive when he finds time.";
    List<Task> tasks = client.prompt(minutes).list(Task.class);
    tasks.forEach(task -> System.out.println(task.priority() + ": " + task.title()));

    Priority priority = client.create(Priority.class, "The server room is under water.");
    System.out.println(priority);

    Map<String, Integer> stock =
        client.create(new TypeRef<Map<String, Integer>>() {}, "We have 12 apples and 3 pears.");
    System.out.println(stock);
  }

  /** Prints tasks, an enum constant and a map. */
  public static void main(String[] args) {
    run(
        Clients.of(
            args,
            """
            [{"title": "Order the new printer", "priority": "URGENT"},
             {"title": "Tidy the archive", "priority": "LOW"}]
            """,
            "\"URGENT\"",
            "{\"apples\": 12, \"pears\": 3}"));
  }
}
