package dev.instructor.benchmarks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A type with parts: records, an enum, a union, a map, dates and optional values. */
record Order(
    String number,
    LocalDate placed,
    Customer customer,
    List<Line> lines,
    Payment payment,
    Optional<Address> deliverTo,
    Map<String, String> remarks) {

  record Customer(String name, Optional<String> email, Address address, Tier tier) {}

  record Address(String street, String city, String postcode, String country) {}

  record Line(String article, int quantity, BigDecimal price, Optional<BigDecimal> discount) {}

  sealed interface Payment {
    record Card(String number, String expires) implements Payment {}

    record Transfer(String iban, Optional<LocalDate> due) implements Payment {}
  }

  enum Tier {
    STANDARD,
    PREFERRED,
    STAFF
  }
}
