package dev.instructor.benchmarks;

import dev.instructor.Instructor;
import dev.instructor.shape.Shape;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Typed streams in pieces of 4 characters without any HTTP: a partial is looked at after each
 * piece. Linear growth shows as eight times the time for eight times the text.
 */
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 4, time = 3)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class StreamBenchmark {
  /** How long the answer is. */
  @Param({"16", "128", "1024"})
  public int kilobytes;

  private Instructor items = Instructor.of(new PieceModel("", 4));
  private Instructor text = items;

  /** One item of the list. */
  public record Item(int id, String name, double price, boolean sold) {}

  /** A list that grows. */
  public record Items(List<Item> items) {}

  /** A text that grows. */
  public record Document(String title, String body) {}

  /** Writes the answers. */
  @Setup
  public void answers() {
    StringBuilder list = new StringBuilder("{\"items\":[");
    for (int i = 0; list.length() < kilobytes * 1024; i++) {
      list.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(i)
          .append(",\"name\":\"Item number ")
          .append(i)
          .append("\",\"price\":")
          .append(i % 100)
          .append(".75,\"sold\":true}");
    }
    items = Instructor.of(new PieceModel(list.append("]}").toString(), 4));
    StringBuilder body = new StringBuilder("{\"title\":\"A text\",\"body\":\"");
    for (int i = 0; body.length() < kilobytes * 1024; i++) {
      body.append("Line ").append(i).append(" of a longer text.\\n");
    }
    text = Instructor.of(new PieceModel(body.append("\"}").toString(), 4));
  }

  /** A list of small objects, of which the newest is read after each piece. */
  @Benchmark
  public long partialList() {
    long seen = 0;
    try (PartialStream<Items> stream = items.prompt("x").stream(Items.class)) {
      for (Partial<Items> partial : stream) {
        List<Partial<Item>> all = partial.items(Items::items);
        seen += all.isEmpty() ? 0 : all.get(all.size() - 1).get(Item::id).orElse(0);
      }
    }
    return seen;
  }

  /** One long string, of which the new part is read after each piece. */
  @Benchmark
  public long partialText() {
    long seen = 0;
    try (PartialStream<Document> stream = text.prompt("x").stream(Document.class)) {
      for (Partial<Document> partial : stream) {
        seen += partial.text(Document::body).length() + partial.added(Document::body).length();
      }
    }
    return seen;
  }

  /** The items of the list one by one, bound and checked. */
  @Benchmark
  public long itemByItem() {
    long seen = 0;
    try (ItemStream<Item> stream = items.prompt("x").streamItems(Shape.of(Item.class))) {
      for (Item item : stream) {
        seen += item.id();
      }
    }
    return seen;
  }
}
