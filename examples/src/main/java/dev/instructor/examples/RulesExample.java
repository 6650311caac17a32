package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.error.Problem;
import dev.instructor.validate.Rules;
import java.time.LocalDate;

/**
 * Rules that no annotation expresses: on a property, on the whole value, with what the caller
 * knows.
 */
public final class RulesExample {
  private RulesExample() {}

  record Booking(String guest, LocalDate arrival, LocalDate departure) {}

  static final Rules<Booking> RULES =
      Rules.of(Booking.class)
          .check(
              Booking::arrival,
              (day, context) -> !day.isBefore(context.get("today", LocalDate.class).orElseThrow()),
              "must not lie in the past")
          .check(b -> b.departure().isAfter(b.arrival()), "must end after it begins");

  static void run(Instructor client) {
    Extraction<Booking> extraction =
        client
            .prompt("Ada Lovelace arrives on 3 May and stays for two nights.")
            .context("today", LocalDate.of(2026, 3, 1))
            .validator(Booking.class, RULES)
            .extract(Booking.class);

    for (Problem problem : extraction.attempts().get(0).problems()) {
      String place = problem.pointer().isEmpty() ? "the booking" : problem.pointer();
      System.out.println("first answer: " + place + " " + problem.message());
    }
    System.out.println(extraction.value());
  }

  /** Prints the problems of the first answer, and the booking. */
  public static void main(String[] args) {
    run(
        Clients.of(
            args,
            """
            {"guest": "Ada Lovelace", "arrival": "2025-05-03", "departure": "2025-05-03"}
            """,
            """
            {"guest": "Ada Lovelace", "arrival": "2026-05-03", "departure": "2026-05-05"}
            """));
  }
}
