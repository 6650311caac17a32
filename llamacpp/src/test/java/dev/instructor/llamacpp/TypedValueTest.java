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
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The whole way, as a user goes it: the values are nonsense, and have the type all the same. There
 * are no texts and lists among them, which a model that knows nothing need not end.
 */
class TypedValueTest {
  enum Level {
    LOW,
    HIGH
  }

  record Order(
      UUID id,
      LocalDate day,
      Level level,
      boolean paid,
      Optional<Level> other,
      OffsetDateTime at) {}

  sealed interface Payment permits Card, Cash {}

  record Card(Level level, LocalDate valid) implements Payment {}

  record Cash(boolean paid) implements Payment {}

  private static Instructor client() {
    return Instructor.builder("gguf/" + TinyModel.file())
        .providerOption("threads", "1")
        .mode(Mode.JSON_SCHEMA)
        .maxRetries(0)
        .build();
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
  void stream_growsToTheValue() {
    Order last = null;
    int partials = 0;
    try (PartialStream<Order> stream = client().prompt("two lamps").seed(5).stream(Order.class)) {
      for (Partial<Order> partial : stream) {
        partials++;
        last = partial.value().orElse(last);
      }
    }

    assertThat(last).isNotNull();
    assertThat(partials).isGreaterThan(1);
  }

  @Test
  void answerThatBreaksARule_isAskedForAgain() {
    record Never(Level level) {
      Never {
        throw new IllegalArgumentException("is never right");
      }
    }

    assertThatThrownBy(() -> client().prompt("Ann").seed(5).maxRetries(2).create(Never.class))
        .isInstanceOfSatisfying(
            ExtractionException.class, e -> assertThat(e.attempts()).hasSize(3));
  }
}
