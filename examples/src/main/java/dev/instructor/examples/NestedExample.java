package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.schema.Describe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Records in records, what may be missing, dates and money. */
public final class NestedExample {
  private NestedExample() {}

  record Invoice(
      String number,
      LocalDate issued,
      @Describe("The time the customer has, counted from the date of issue") Duration due,
      Customer customer,
      List<Line> lines,
      Optional<String> note) {

    BigDecimal total() {
      return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  record Customer(String name, Optional<String> vatNumber) {}

  record Line(
      @Describe(value = "What was sold, without its price", examples = "2 hours of consulting")
          String text,
      BigDecimal amount) {}

  static void run(Instructor client) {
    Invoice invoice =
        client
            .prompt()
            .system("Extract exactly what is written. Leave out what is not there.")
            .user(
                "Invoice 2026-017, 2 March 2026. To: Acme Ltd. Two chairs 180.00, delivery 12.50."
                    + " Payable within 14 days.")
            .create(Invoice.class);

    System.out.println(invoice.number() + " for " + invoice.customer().name());
    System.out.println("total " + invoice.total());
    System.out.println("to be paid by " + invoice.issued().plusDays(invoice.due().toDays()));
    System.out.println("VAT number: " + invoice.customer().vatNumber().orElse("not given"));
  }

  /** Prints an invoice. */
  public static void main(String[] args) {
    run(
        Clients.of(
            args,
            """
            {"number": "2026-017", "issued": "2026-03-02", "due": "P14D",
             "customer": {"name": "Acme Ltd"},
             "lines": [{"text": "Two chairs", "amount": 180.00},
                       {"text": "Delivery", "amount": 12.50}]}
            """));
  }
}
