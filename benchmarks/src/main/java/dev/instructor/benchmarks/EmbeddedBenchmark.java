package dev.instructor.benchmarks;

import dev.instructor.Instructor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The bundled model: a sentence and a paragraph, from text to value. */
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class EmbeddedBenchmark {
  private static final String SENTENCE = "Jason is 25, email: jason@example.com";

  private static final String PARAGRAPH =
      "Hello everybody, this is Marta Quintela from the purchasing department of Fjord Logistics."
          + " On Monday we placed order PO-48213 for twelve standing desks and two meeting tables,"
          + " and the total came to $8,430.50 including delivery. The confirmation says the goods"
          + " will arrive by March 3, 2025, but our new office opens two weeks earlier, so please"
          + " treat this as high priority and tell us by Wednesday whether an earlier date is"
          + " possible. If not, we would take half of the desks now and the rest later.";

  private final Instructor client = Instructor.fromProvider("embedded/extractor");

  /** Three places in a sentence. */
  public record Contact(Optional<String> name, Optional<Integer> age, Optional<String> email) {}

  /** How urgent it is. */
  public enum Priority {
    /** It can wait. */
    LOW,
    /** As usual. */
    NORMAL,
    /** It cannot wait. */
    HIGH
  }

  /** Five places in a paragraph. */
  public record Order(
      Optional<String> customer,
      Optional<String> orderNumber,
      Optional<BigDecimal> total,
      Optional<LocalDate> arrival,
      Optional<Priority> priority) {}

  /** Reads the sentence. */
  @Benchmark
  public Contact sentence() {
    return client.create(Contact.class, SENTENCE);
  }

  /** Reads the paragraph: some 500 characters. */
  @Benchmark
  public Order paragraph() {
    return client.create(Order.class, PARAGRAPH);
  }
}
