package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.chat.Mode;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The whole way, as a user goes it: the values are nonsense, and have the type all the same. */
class TypedValueTest {
  enum Level {
    LOW,
    HIGH
  }

  record Item(String name, Optional<Integer> count) {}

  record Order(
      UUID id,
      LocalDate day,
      Level level,
      boolean paid,
      Map<String, Integer> stock,
      List<Item> items) {}

  sealed interface Payment permits Card, Cash {}

  record Card(String digits) implements Payment {}

  record Cash(double amount) implements Payment {}

  record Tree(Level level, List<Tree> children) {}

  private static Instructor client() {
    return Instructor.builder("gguf/" + TinyModel.file()).mode(Mode.JSON_SCHEMA).maxRetries(0).build();
  }

  @Test
  void create_recordOfManyTypes_isOneWhateverTheModelThinks() {
    Extraction<Order> extraction =
        client().prompt("Ann ordered two lamps").seed(2).extract(Order.class);

    assertThat(extraction.value().id()).isNotNull();
    assertThat(extraction.attempts()).hasSize(1);
    assertThat(extraction.usage().output().orElseThrow()).isPositive();
  }

  @Test
  void create_sealedType_isOneOfItsKinds() {
    assertThat(client().prompt("cash, 5 euros").seed(3).create(Payment.class))
        .isInstanceOfAny(Card.class, Cash.class);
  }

  @Test
  void create_recursiveType_ends() {
    assertThat(client().prompt("a tree").seed(1).temperature(0.1).create(Tree.class).level())
        .isNotNull();
  }

  @Test
  void stream_growsToTheValue() {
    Item last = null;
    int partials = 0;
    try (PartialStream<Item> stream = client().prompt("two lamps").seed(5).stream(Item.class)) {
      for (Partial<Item> partial : stream) {
        partials++;
        last = partial.value().orElse(last);
      }
    }

    assertThat(last).isNotNull();
    assertThat(partials).isGreaterThan(1);
  }

  @Test
  void answerThatBreaksARule_isAskedForAgain() {
    record Never(String name) {
      Never {
        throw new IllegalArgumentException("is never right");
      }
    }

    assertThatThrownBy(
            () -> client().prompt("Ann").seed(5).maxRetries(2).create(Never.class))
        .isInstanceOfSatisfying(
            ExtractionException.class, e -> assertThat(e.attempts()).hasSize(3));
  }
}
