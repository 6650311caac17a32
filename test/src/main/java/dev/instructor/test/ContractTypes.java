package dev.instructor.test;

import dev.instructor.shape.Shape;
import dev.instructor.shape.TypeRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types with which a provider is held to the contract: one for each kind of thing. */
final class ContractTypes {
  static final String JASON = "{\"name\":\"Jason\",\"nickname\":null,\"age\":25}";
  static final String WRONG = "{\"name\":\"Jason\",\"nickname\":null,\"age\":\"quite old\"}";
  static final User USER = new User("Jason", Optional.empty(), 25);

  private ContractTypes() {}

  record User(String name, Optional<String> nickname, int age) {}

  enum Priority {
    LOW,
    HIGH
  }

  record Line(String article, int count, BigDecimal price) {}

  record Order(String number, LocalDate date, Priority priority, List<Line> lines) {}

  record Tree(String name, List<Tree> children) {}

  sealed interface Payment {}

  record Card(String lastDigits, BigDecimal amount) implements Payment {}

  record Cash(BigDecimal amount) implements Payment {}

  record Bill(String customer, Payment payment) {}

  static List<ContractCase> all() {
    return List.of(
        ContractCase.of("a record", Shape.of(User.class), JASON),
        ContractCase.of("a number", Shape.of(int.class), "7"),
        ContractCase.of(
            "a text", Shape.of(String.class), "\"Grüße, \\\"Jürgen\\\" \\ud83d\\ude00\""),
        ContractCase.of("a constant", Shape.of(Priority.class), "\"HIGH\""),
        ContractCase.of("a date", Shape.of(LocalDate.class), "\"2024-02-29\""),
        ContractCase.of("a list", Shape.listOf(User.class), "[" + JASON + "," + JASON + "]"),
        ContractCase.of("no items", Shape.listOf(User.class), "[]"),
        ContractCase.of(
            "a map", Shape.of(new TypeRef<Map<String, Integer>>() {}), "{\"a\":1,\"b\":2}"),
        ContractCase.of(
            "records in records",
            Shape.of(Order.class),
            "{\"number\":\"A-1\",\"date\":\"2024-02-29\",\"priority\":\"LOW\",\"lines\":"
                + "[{\"article\":\"pen\",\"count\":2,\"price\":1.50}]}"),
        ContractCase.of(
            "a recursive type",
            Shape.of(Tree.class),
            "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}"),
        ContractCase.of("a choice", Shape.of(Payment.class), "{\"type\":\"Cash\",\"amount\":5.20}"),
        ContractCase.of(
            "a choice in a record",
            Shape.of(Bill.class),
            "{\"customer\":\"x\",\"payment\":"
                + "{\"type\":\"Card\",\"lastDigits\":\"1234\",\"amount\":7}}"));
  }
}
