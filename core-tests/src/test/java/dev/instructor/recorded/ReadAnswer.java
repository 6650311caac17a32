package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Part;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was read of a recording: a response, with its events if it was streamed, or a failure. */
record ReadAnswer(
    Cassette recording,
    List<ChatEvent> events,
    Optional<ChatResponse> told,
    Optional<ProviderException> failed) {
  /** The vendor whose codec reads a format; that of chat completions is the recorded one. */
  private static final Map<String, String> MODELS =
      Map.of(
          "openai-responses", "openai-responses/gpt-5-mini",
          "anthropic", "anthropic/claude-sonnet-4-5",
          "google", "google/gemini-2.5-flash",
          "bedrock-converse", "bedrock/us.amazon.nova-pro-v1:0",
          "cohere-v2", "cohere/command-a-03-2025",
          "ollama", "ollama/llama3");

  ChatResponse response() {
    return told.orElseThrow(() -> failed.orElseThrow());
  }

  ProviderException failure() {
    assertThat(failed).isPresent();
    return failed.orElseThrow();
  }

  JsonObject expected() {
    return recording.expected();
  }

  List<Part.ToolCall> calls() {
    return response().message().toolCalls();
  }

  /** Returns what was thought; Cohere's plans are kept with a mark of their own. */
  String thinking() {
    return response().message().parts().stream()
        .filter(Part.Thinking.class::isInstance)
        .map(Part.Thinking.class::cast)
        .filter(part -> part.signature().filter("tool_plan"::equals).isEmpty())
        .map(Part.Thinking::text)
        .collect(Collectors.joining());
  }

  /** Some recordings are of something else: a response that is still to be made, say. */
  boolean isNoAnswer() {
    return failed.filter(failure -> failure.kind() == ProviderException.Kind.PROTOCOL).isPresent()
        && recording.status() == 200
        && expected().text("finish_reason").filter(reason -> !reason.equals("queued")).isEmpty();
  }

  /** Returns the answer that an error carries: Groq tells a model's mistake as its own. */
  Optional<String> answerInError() {
    return expected().at("/error/failed_generation").flatMap(Json::asText);
  }

  boolean isRestarted() {
    return recording.tags().contains("restarted-stream");
  }

  /** Of one recording, pieces of the arguments of two calls count as calls in what is expected. */
  boolean isInPieces() {
    return recording.id().contains("stream-tool-call-arguments-chunks");
  }

  /** Returns the calls that are to be read: of a stream that began anew, those after that. */
  List<Json> expectedCalls() {
    List<Json> calls = expected().items("tool_calls");
    if (isRestarted()) {
      return calls.subList(calls.size() - 1, calls.size());
    }
    if (isInPieces()) {
      return List.of(
          Json.parse("{\"name\":\"getWeather\",\"arguments\":{\"location\":\"Boston\"}}"),
          Json.parse("{\"name\":\"getWeather\",\"arguments\":{\"location\":\"San Francisco\"}}"));
    }
    return calls;
  }

  /** Returns the arguments of the calls of the tool that the recording names. */
  Stream<Json> named() {
    return calls().stream()
        .filter(call -> Optional.of(call.name()).equals(expected().text("value_name")))
        .flatMap(call -> call.object().stream());
  }

  /** What there is a codec for: not Cohere's first format, nor other models' own on Bedrock. */
  static Stream<Cassette> covered() {
    return SharedData.cassettes().stream()
        .filter(r -> r.dialect().equals("openai-chat") || MODELS.containsKey(r.dialect()))
        // Tokens are counted at another address.
        .filter(r -> !r.path().endsWith("/count_tokens"));
  }

  private static String model(Cassette recording) {
    return recording.dialect().equals("anthropic") && recording.path().startsWith("/model/")
        ? "bedrock-anthropic/anthropic.claude-3-haiku-20240307-v1:0"
        : MODELS.getOrDefault(recording.dialect(), "openai-compatible/m");
  }

  static ReadAnswer of(Cassette recording) {
    ReplayTransport transport = ReplayTransport.of(recording, position -> 1000);
    ChatModel model =
        ModelProviders.open(
            Chats.settings(model(recording), transport)
                // Ollama's address ends in /v1 where its OpenAI form is meant.
                .withBaseUrl("https://api.example.com")
                .withOption("region", "eu-central-1"));
    ChatRequest request = Chats.hello(model.profile().model());
    try {
      if (!recording.stream()) {
        return new ReadAnswer(
            recording, List.of(), Optional.of(model.send(request)), Optional.empty());
      }
      List<ChatEvent> events = Chats.events(model, request);
      ResponseAccumulator whole = new ResponseAccumulator();
      events.forEach(whole::add);
      return new ReadAnswer(recording, events, Optional.of(whole.response()), Optional.empty());
    } catch (ProviderException failure) {
      return new ReadAnswer(recording, List.of(), Optional.empty(), Optional.of(failure));
    }
  }
}
