package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole way, as a user goes it. */
class TypedValueTest {
  private static final Instructor CLIENT = Instructor.fromProvider("embedded/extractor");

  record Person(String name, int age) {}

  record Contact(String name, Optional<Integer> age, Optional<String> phone) {}

  enum Priority {
    LOW,
    HIGH
  }

  record Ticket(String issue, Priority priority) {}

  record Appointment(LocalDate date, LocalTime time) {}

  record Invoice(String invoiceNumber, BigDecimal total) {}

  sealed interface Payment permits Card, Transfer {}

  record Card(String number) implements Payment {}

  record Transfer(String iban) implements Payment {}

  @Test
  void create_record_isFilledIn() {
    assertThat(CLIENT.create(Person.class, "Jason is 25 years old"))
        .isEqualTo(new Person("Jason", 25));
  }

  @Test
  void create_absentOptionals_areEmpty() {
    assertThat(CLIENT.create(Contact.class, "My name is Jason."))
        .isEqualTo(new Contact("Jason", Optional.empty(), Optional.empty()));
  }

  @Test
  void create_enumConstant_isChosen() {
    assertThat(CLIENT.create(Ticket.class, "High priority: the app crashes.").priority())
        .isEqualTo(Priority.HIGH);
  }

  @Test
  void create_dateAndTime_areRead() {
    assertThat(CLIENT.create(Appointment.class, "The meeting is on March 3, 2025 at 3:30 pm."))
        .isEqualTo(new Appointment(LocalDate.of(2025, 3, 3), LocalTime.of(15, 30)));
  }

  @Test
  void create_amount_keepsItsScale() {
    assertThat(CLIENT.create(Invoice.class, "Invoice INV-2093 for $1,250.00 is due."))
        .isEqualTo(new Invoice("INV-2093", new BigDecimal("1250.00")));
  }

  @Test
  void list_records_areAllFound() {
    assertThat(CLIENT.prompt("Leo (7) and Mia (4) came.").list(Person.class))
        .isEqualTo(List.of(new Person("Leo", 7), new Person("Mia", 4)));
  }

  @Test
  void create_sealedInterface_isOneOfItsRecords() {
    assertThat(CLIENT.create(Payment.class, "I paid by card 4242.")).isEqualTo(new Card("4242"));
  }

  @Test
  void create_requiredValueNotInText_isAProblemAndNoInvention() {
    assertThatThrownBy(
            () ->
                CLIENT
                    .prompt("My name is Jason and I like to swim.")
                    .maxRetries(1)
                    .create(Person.class))
        .isInstanceOf(ExtractionException.class)
        .hasMessageContaining("/age");
  }
}
