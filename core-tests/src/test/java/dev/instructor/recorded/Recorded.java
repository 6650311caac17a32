package dev.instructor.recorded;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shape.Shape;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Recorded answers, sent by a twin byte for byte and read by a client. */
final class Recorded {
  /** The recordings' names of vendors that have another name here. */
  private static final Map<String, String> VENDORS =
      Map.of(
          "azure", "openai",
          "alibaba", "dashscope",
          "moonshotai", "moonshot",
          // Its interface that is compatible with OpenAI's.
          "google", "openai-compatible",
          "other", "openai-compatible");

  private static final JsonObject ANY_OBJECT = Json.object().put("type", "object").build();

  private Recorded() {}

  /** Returns the recordings of chat completions that have something. */
  static List<Cassette> cassettes(Predicate<Cassette> condition) {
    return SharedData.cassettes("openai-chat").stream().filter(condition).toList();
  }

  /** Returns the schema that the expected value was asked for with. */
  static Optional<JsonObject> schema(Cassette cassette) {
    Optional<String> name = cassette.expected().text("value_name");
    Optional<String> via = cassette.expected().text("value_via");
    return Stream.<Predicate<JsonObject>>of(
            schema -> name.isPresent() && schema.text("name").equals(name),
            schema -> schema.text("via").equals(via))
        .flatMap(choice -> cassette.schemas().stream().filter(choice))
        .findFirst()
        .flatMap(schema -> schema.object("schema"));
  }

  /** Returns the shape of the expected value; its name is the one that the answer calls. */
  static Shape<Json> shape(Cassette cassette) {
    return Shape.ofSchema(
        cassette.expected().text("value_name").orElse("Answer"),
        schema(cassette).orElse(ANY_OBJECT));
  }

  /** Returns how the recorded request asked. */
  static Mode mode(Cassette cassette) {
    String via =
        cassette
            .expected()
            .text("value_via")
            .or(() -> cassette.schemas().stream().flatMap(s -> s.text("via").stream()).findFirst())
            .orElse("tool");
    return switch (via) {
      case "native" -> Mode.JSON_SCHEMA;
      case "json_object" -> Mode.JSON;
      case "prompted" -> Mode.PROMPTED;
      default -> Mode.TOOLS;
    };
  }

  /** Lets the twin answer the next request as recorded. */
  static void replay(OpenAiTwin twin, Cassette cassette) {
    twin.reply(TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body()));
  }

  /** Returns a client of the vendor that asks the twin once, whole or streamed as recorded. */
  static Instructor client(OpenAiTwin twin, Cassette cassette) {
    String vendor = VENDORS.getOrDefault(cassette.provider(), cassette.provider());
    String model =
        cassette.request().flatMap(request -> request.text("model")).orElse("recorded-model");
    ModelProvider provider =
        providers()
            .filter(known -> serves(known, vendor))
            .findFirst()
            .orElseGet(
                () ->
                    providers()
                        .filter(p -> serves(p, "openai-compatible"))
                        .findFirst()
                        .orElseThrow());
    ChatModel opened =
        provider.open(
            new ProviderSettings(
                serves(provider, vendor) ? vendor : "openai-compatible",
                model,
                Optional.of(ApiKey.of(twin.apiKey())),
                Optional.of(twin.baseUrl()),
                Map.of(),
                Optional.empty(),
                Map.of(),
                name -> Optional.empty()));
    InstructorBuilder builder =
        Instructor.builder(cassette.stream() ? new Streaming(opened) : opened);
    // What a model lacks is not sent to it; the error that was recorded is read all the same.
    Mode mode = opened.profile().modes().contains(mode(cassette)) ? mode(cassette) : Mode.PROMPTED;
    return builder.mode(mode).maxRetries(0).transportRetry(RetryPolicy.none()).build();
  }

  private static Stream<ModelProvider> providers() {
    return ServiceLoader.load(ModelProvider.class).stream().map(ServiceLoader.Provider::get);
  }

  private static boolean serves(ModelProvider provider, String vendor) {
    return provider.vendors().stream().anyMatch(known -> known.name().equals(vendor));
  }

  /** Returns a model that answers with the sum of its stream. */
  static ChatModel streaming(ChatModel model) {
    return new Streaming(model);
  }

  /** Answers with the sum of its stream. */
  private record Streaming(ChatModel model) implements ChatModel {
    @Override
    public ChatResponse send(ChatRequest request) {
      ResponseAccumulator whole = new ResponseAccumulator();
      try (ChatStream stream = model.stream(request)) {
        stream.forEachRemaining(whole::add);
      }
      return whole.response();
    }

    @Override
    public ChatStream stream(ChatRequest request) {
      return model.stream(request);
    }

    @Override
    public ModelProfile profile() {
      return model.profile();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
