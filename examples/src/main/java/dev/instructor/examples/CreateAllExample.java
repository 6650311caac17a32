package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.test.ScriptedModel;
import java.time.LocalTime;
import java.util.List;

/** Several values of different types in one answer. */
public final class CreateAllExample {
  private CreateAllExample() {}

  sealed interface Action {}

  record Alarm(LocalTime at) implements Action {}

  record Mail(String to, String subject) implements Action {}

  static void run(Instructor client) {
    List<Action> actions =
        client.prompt("Wake me at seven, and tell Ann that I come later.").createAll(Action.class);

    for (Action action : actions) {
      System.out.println(action);
    }
  }

  /** Prints what is to be done. */
  public static void main(String[] args) {
    run(
        args.length > 0
            ? Instructor.fromProvider(args[0])
            : Instructor.of(
                ScriptedModel.builder()
                    .toolCall("Alarm", "{\"at\":\"25:00:00\"}")
                    .andToolCall("Mail", "{\"to\":\"Ann\",\"subject\":\"I come later\"}")
                    .answer("{\"at\":\"07:00:00\"}")
                    .build()));
  }
}
