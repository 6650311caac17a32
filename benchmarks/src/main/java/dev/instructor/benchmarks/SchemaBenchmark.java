package dev.instructor.benchmarks;

import dev.instructor.schema.JsonSchema;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to say in JSON Schema what a type is. */
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SchemaBenchmark {
  /** The first schema in a fresh JVM. */
  @Benchmark
  @Fork(10)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  @BenchmarkMode(Mode.SingleShotTime)
  public JsonSchema firstInJvm() {
    return schema(JacksonBinder.standard());
  }

  /** The schema made anew in a JVM that has made many. */
  @Benchmark
  public JsonSchema madeAnew() {
    return schema(JacksonBinder.standard().with(List.of()));
  }

  /** What every call after the first pays. */
  @Benchmark
  public JsonSchema lookedUp() {
    return schema(JacksonBinder.standard());
  }

  private static JsonSchema schema(JacksonBinder binder) {
    return binder.plan(Shape.of(Order.class)).target().schema();
  }
}
