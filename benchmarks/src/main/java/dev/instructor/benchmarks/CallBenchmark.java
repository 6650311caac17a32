package dev.instructor.benchmarks;

import static dev.instructor.chat.Mode.JSON_SCHEMA;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.OutputDirective;
import dev.instructor.openai.OpenAiProvider;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.Optional;
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

/** Calls for a flat record without any HTTP, and the codec they go through. */
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CallBenchmark {
  private static final String COMPLETION = Completion.of(Flat.ANSWER);

  private final ChatModel codec = openAi(COMPLETION);
  private final ChatModel encoder = openAi("{\"choices\":[]}");
  private final ChatRequest request = request();
  private final Instructor scripted =
      Instructor.of(new RepeatingModel(codec.profile(), Flat.ANSWER));
  private final Instructor reasked =
      Instructor.of(new RepeatingModel(codec.profile(), Flat.WRONG_ANSWER, Flat.ANSWER));
  private final Instructor throughCodec = Instructor.builder(codec).mode(JSON_SCHEMA).build();

  private static ChatModel openAi(String reply) {
    return new OpenAiProvider()
        .open(
            ProviderSettings.of("openai", "gpt-5-mini")
                .withApiKey(ApiKey.of("none"))
                .withTransport(CannedTransport.of(reply)));
  }

  private ChatRequest request() {
    var target = JacksonBinder.standard().plan(Shape.of(Flat.class)).target();
    AdaptedSchema adapted = codec.profile().dialect(JSON_SCHEMA).adapt(target.schema());
    return ChatRequest.of("gpt-5-mini", List.of(Message.user(Flat.PROMPT)))
        .withOutput(
            new OutputDirective(
                JSON_SCHEMA, target.name(), Optional.empty(), adapted.schema(), adapted.strict()));
  }

  /** A request as OpenAI's JSON text; its answer is next to nothing. */
  @Benchmark
  public ChatResponse encode() {
    return encoder.send(request);
  }

  /** A request as text, and a completion read. */
  @Benchmark
  public ChatResponse encodeAndDecode() {
    return codec.send(request);
  }

  /** A whole call on a scripted model: prompt in, checked record out. */
  @Benchmark
  public Flat call() {
    return scripted.create(Flat.class, Flat.PROMPT);
  }

  /** A call whose first answer breaks the schema. */
  @Benchmark
  public Flat callWithReask() {
    return reasked.create(Flat.class, Flat.PROMPT);
  }

  /** A whole call through OpenAI's codec: all but the socket. */
  @Benchmark
  public Flat callThroughCodec() {
    return throughCodec.create(Flat.class, Flat.PROMPT);
  }
}
