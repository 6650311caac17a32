package dev.instructor.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.read.Reading;
import dev.instructor.schema.JsonSchema;
import dev.instructor.shape.Binder;
import dev.instructor.shape.BindingException;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The way of a flat record's answer, 90 characters, from text to value. */
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class AnswerBenchmark {
  private final OutputPlan<Flat> plan = JacksonBinder.standard().plan(Shape.of(Flat.class));
  private final JsonSchema schema = plan.target().schema();
  private final Binder<Flat> binder = plan.binder();
  private final Reading reading = Reading.of(schema);
  private final Json answer = Json.parse(Flat.ANSWER);
  private final ObjectReader jackson = JsonMapper.builder().build().readerFor(Flat.class);

  /** Text to tree. */
  @Benchmark
  public Json parse() {
    return Json.parse(Flat.ANSWER);
  }

  /** The schema check of a tree. */
  @Benchmark
  public List<Problem> check() {
    return schema.check(answer);
  }

  /** Text to tree, checked. */
  @Benchmark
  public Reading.Result read() {
    return reading.read(Flat.ANSWER);
  }

  /** Tree to record. */
  @Benchmark
  public Flat bind() throws BindingException {
    return binder.bind(answer);
  }

  /** Text to record, checked: all of it. */
  @Benchmark
  public Flat readAndBind() throws BindingException {
    return binder.bind(reading.read(Flat.ANSWER).value().orElseThrow());
  }

  /** For comparison: Jackson alone, text to record, nothing checked. */
  @Benchmark
  public Flat jacksonAlone() throws JsonProcessingException {
    return jackson.readValue(Flat.ANSWER);
  }
}
