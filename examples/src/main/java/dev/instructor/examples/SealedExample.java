package dev.instructor.examples;

import dev.instructor.Instructor;
import java.math.BigDecimal;
import java.util.List;

/** One of several types: a sealed interface, without any annotation. */
public final class SealedExample {
  private SealedExample() {}

  sealed interface Payment {}

  record Card(String lastDigits, BigDecimal amount) implements Payment {}

  record Transfer(String iban, BigDecimal amount) implements Payment {}

  record Cash(BigDecimal amount) implements Payment {}

  static String describe(Payment payment) {
    if (payment instanceof Card card) {
      return card.amount() + " by the card that ends in " + card.lastDigits();
    }
    if (payment instanceof Transfer transfer) {
      return transfer.amount() + " to the account " + transfer.iban();
    }
    return payment.toString();
  }

  static void run(Instructor client) {
    Payment payment = client.create(Payment.class, "Paid 49.90 with the card ending in 4242.");
    System.out.println(describe(payment));

    List<Payment> all =
        client
            .prompt("120 euros went to DE89370400440532013000, 5 were paid in coins.")
            .list(Payment.class);
    all.forEach(one -> System.out.println(describe(one)));
  }

  /** Prints payments. */
  public static void main(String[] args) {
    run(
        Clients.of(
            args,
            """
            {"type": "Card", "lastDigits": "4242", "amount": 49.90}
            """,
            """
            [{"type": "Transfer", "iban": "DE89370400440532013000", "amount": 120},
             {"type": "Cash", "amount": 5}]
            """));
  }
}
