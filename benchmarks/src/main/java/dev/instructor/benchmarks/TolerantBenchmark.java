package dev.instructor.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instructor.json.LenientJson;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJsonParser;
import java.util.Optional;
import java.util.Set;
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

/** A list of 1 MB: strictly JSON beside Jackson, amid prose, and in pieces of four characters. */
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class TolerantBenchmark {
  private static final int PIECE = 4;

  private final ObjectMapper jackson = new ObjectMapper();
  private final String clean = items(1 << 20);
  private final String messy = "Here it is:\n```json\n" + clean + "\n```\nDone.";

  private static String items(int length) {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; list.length() < length; i++) {
      list.append(i > 0 ? "," : "")
          .append("{\"id\":")
          .append(i)
          .append(",\"name\":\"Item number ")
          .append(i)
          .append("\",\"price\":")
          .append(i)
          .append(".25,\"ok\":true,\"tags\":[\"a\",\"b\"]}");
    }
    return list.append(']').toString();
  }

  /** Jackson's own tree. */
  @Benchmark
  public JsonNode jackson() throws JsonProcessingException {
    return jackson.readTree(clean);
  }

  /** Strict JSON through the tolerant reader. */
  @Benchmark
  public LenientJson.Findings clean() {
    return LenientJson.search(clean);
  }

  /** The same in a fence, amid prose. */
  @Benchmark
  public LenientJson.Findings messy() {
    return LenientJson.search(messy);
  }

  /** In pieces, with a picture after each. */
  @Benchmark
  public Optional<PartialJson> pieces() {
    PartialJsonParser parser = new PartialJsonParser(Set.of("array"));
    Optional<PartialJson> last = Optional.empty();
    for (int at = 0; at < clean.length(); at += PIECE) {
      parser.feed(clean.substring(at, Math.min(clean.length(), at + PIECE)));
      last = parser.value();
    }
    return last;
  }
}
