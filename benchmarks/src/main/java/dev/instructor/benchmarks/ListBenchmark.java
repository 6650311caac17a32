package dev.instructor.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.instructor.Instructor;
import dev.instructor.chat.Mode;
import dev.instructor.json.Json;
import dev.instructor.json.LenientJson;
import dev.instructor.openai.OpenAiProvider;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ProviderSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A list of 10,000 items, about 1 MB, from text to values, and its text alone. */
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class ListBenchmark {
  private static final String ITEMS = Item.list(10_000);
  private static final String WRAPPED = "{\"items\":" + ITEMS + "}";

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final ObjectReader jackson = mapper.readerFor(new TypeReference<List<Item>>() {});
  private final Instructor client = client(WRAPPED);
  private final Instructor fenced = client("```json\n" + WRAPPED + "\n```");
  private final Instructor completion =
      Instructor.builder(
              new OpenAiProvider()
                  .open(settings().withTransport(CannedTransport.of(Completion.of(WRAPPED)))))
          .mode(Mode.JSON_SCHEMA)
          .build();
  private final String body = Completion.of(WRAPPED);
  private final ObjectReader tree = mapper.reader();

  private static ProviderSettings settings() {
    return ProviderSettings.of("openai", "gpt-5-mini").withApiKey(ApiKey.of("none"));
  }

  private static Instructor client(String answer) {
    return Instructor.builder(
            new RepeatingModel(new OpenAiProvider().open(settings()).profile(), answer))
        .mode(Mode.JSON_SCHEMA)
        .build();
  }

  /** For comparison: Jackson alone, text to list, nothing checked. */
  @Benchmark
  public List<Item> jacksonAlone() throws JsonProcessingException {
    return jackson.readValue(ITEMS);
  }

  /** A whole call: read, checked and bound while it is read. */
  @Benchmark
  public List<Item> list() {
    return client.prompt(Flat.PROMPT).list(Item.class);
  }

  /** A whole call whose answer stands in a code fence, and goes through the tree. */
  @Benchmark
  public List<Item> listThroughTree() {
    return fenced.prompt(Flat.PROMPT).list(Item.class);
  }

  /** For comparison: Jackson alone, from the completion to its content, and to the list. */
  @Benchmark
  public List<Item> jacksonFromCompletion() throws JsonProcessingException {
    String content = tree.readTree(body).at("/choices/0/message/content").textValue();
    return jackson.readValue(content.substring("{\"items\":".length(), content.length() - 1));
  }

  /** A whole call through OpenAI's codec: all but the socket. */
  @Benchmark
  public List<Item> listFromCompletion() {
    return completion.prompt(Flat.PROMPT).list(Item.class);
  }

  /** For comparison: Jackson's tree. */
  @Benchmark
  public JsonNode jacksonTree() throws JsonProcessingException {
    return tree.readTree(ITEMS);
  }

  /** Clean JSON to our tree. */
  @Benchmark
  public Json parse() {
    return Json.parse(ITEMS);
  }

  /** Clean JSON through the tolerant reader. */
  @Benchmark
  public LenientJson.Findings search() {
    return LenientJson.search(ITEMS);
  }
}
