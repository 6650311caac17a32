package dev.instructor.llamacpp;

import static dev.instructor.llamacpp.TinyModel.asks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GgufModelTest {
  private static final JsonObject PERSON =
      Json.parse(
              """
              {"type":"object","properties":{
                "name":{"type":"string","minLength":1,"maxLength":20},
                "age":{"type":"integer","minimum":0,"maximum":150},
                "role":{"enum":["ADMIN","USER"]},
                "born":{"anyOf":[{"type":"string","format":"date"},{"type":"null"}]},
                "tags":{"type":"array","items":{"type":"string","maxLength":8},"maxItems":2}},
               "required":["name","age","role","born","tags"],"additionalProperties":false}""")
          .asObject()
          .orElseThrow();

  private final ChatModel model = TinyModel.open();

  private static ChatRequest with(ChatRequest request, ChatOptions options) {
    return request.withOptions(options);
  }

  @Test
  void text_isGenerated_withTokensCountedAndAReason() {
    ChatResponse response =
        model.send(with(asks("Hello"), ChatOptions.none().withMaxTokens(3).withSeed(1)));

    assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(response.usage().output()).hasValue(3);
    assertThat(response.usage().input().orElseThrow()).isBetween(10L, 60L);
    assertThat(response.text()).isNotEmpty();
    assertThat(response.model()).endsWith(".gguf");
  }

  @Test
  void jsonSchema_whateverTheModelThinks_isKeptTo() {
    JsonSchema check = JsonSchema.of(PERSON);
    for (int seed = 1; seed <= 5; seed++) {
      ChatResponse response =
          model.send(
              with(
                  asks("Jason is 25", Mode.JSON_SCHEMA, PERSON),
                  ChatOptions.none().withSeed(seed).withTemperature(1.5)));

      assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
      assertThat(check.check(Json.parse(response.text()))).as(response.text()).isEmpty();
    }
  }

  @Test
  void json_isAnyObject() {
    ChatResponse response =
        model.send(
            with(
                asks("Jason is 25", Mode.JSON, PERSON),
                ChatOptions.none().withSeed(3).withMaxTokens(60)));

    assertThat(response.text()).startsWith("{");
    if (response.finishReason() == FinishReason.STOP) {
      assertThat(Json.parse(response.text())).isInstanceOf(JsonObject.class);
    }
  }

  @Test
  void sameSeed_givesTheSameAnswer() {
    ChatRequest request = with(asks("Hi"), ChatOptions.none().withSeed(7).withMaxTokens(12));

    assertThat(model.send(request).text()).isEqualTo(model.send(request).text());
  }

  @Test
  void stream_tellsTheSameAsTheWholeAnswer_pieceByPiece() {
    ChatRequest request =
        with(asks("Jason is 25", Mode.JSON_SCHEMA, PERSON), ChatOptions.none().withSeed(5));
    List<ChatEvent> events = new ArrayList<>();
    try (ChatStream stream = model.stream(request)) {
      stream.forEachRemaining(events::add);
    }

    StringBuilder text = new StringBuilder();
    events.forEach(e -> text.append(e instanceof ChatEvent.TextDelta delta ? delta.text() : ""));
    assertThat(text.toString()).isEqualTo(model.send(request).text());
    assertThat(events.get(0)).isInstanceOf(ChatEvent.Started.class);
    assertThat(events).filteredOn(ChatEvent.TextDelta.class::isInstance).hasSizeGreaterThan(5);
    assertThat(events.get(events.size() - 2)).isEqualTo(new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void stream_thatIsClosed_endsItsGeneration() {
    for (int i = 0; i < 3; i++) {
      ChatStream stream = model.stream(asks("Tell me a long story"));
      assertThat(stream.next()).isInstanceOf(ChatEvent.Started.class);

      stream.close();

      assertThat(stream.hasNext()).isFalse();
    }

    assertThat(model.send(with(asks("Hi"), ChatOptions.none().withMaxTokens(2))).finishReason())
        .isNotNull();
  }

  @Test
  void requestThatWaits_canBeLeft_andNeverBegins() {
    try (ChatStream first = model.stream(asks("Tell me a long story"))) {
      assertThatThrownBy(() -> model.send(asks("Hi").withTimeout(Duration.ofMillis(1))))
          .isInstanceOf(ProviderException.class);
      assertThat(first.hasNext()).isTrue();
    }
  }

  @Test
  void severalThreads_eachGetTheirOwnAnswer() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String value = "v" + i;
        JsonObject schema =
            Json.object()
                .put("type", "object")
                .put(
                    "properties",
                    Json.object().put("a", Json.object().put("const", value).build()).build())
                .put("required", Json.strings(List.of("a")))
                .build();
        calls.add(() -> model.send(asks(value, Mode.JSON_SCHEMA, schema)).text());
      }
      int i = 0;
      for (Future<String> answer : threads.invokeAll(calls)) {
        assertThat(Json.parse(answer.get()).at("/a")).hasValue(Json.of("v" + i++));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void stopText_endsTheAnswerBeforeIt() {
    ChatRequest whole = with(asks("Hi"), ChatOptions.none().withSeed(9).withMaxTokens(30));
    String text = model.send(whole).text();
    String stop = text.substring(3, 5);

    ChatResponse response =
        model.send(with(whole, whole.options().withStop(List.of("never there", stop))));

    assertThat(response.text()).isEqualTo(text.substring(0, text.indexOf(stop)));
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void promptThatIsTooLong_isRefusedBeforeItIsSent() {
    ChatModel small = new GgufProvider().open(TinyModel.settings().withOption("ctx-size", "64"));

    assertThatThrownBy(() -> small.stream(asks("word ".repeat(200))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("The prompt has \\d{3,4} tokens, .* may have 64: .*ctx-size.*");
  }

  @Test
  void answerThatReachesTheEndOfTheContext_isCut() {
    ChatModel small = new GgufProvider().open(TinyModel.settings().withOption("ctx-size", "64"));
    JsonObject endless =
        Json.object()
            .put("type", "array")
            .put("items", Json.object().put("const", 7).build())
            .put("minItems", 500)
            .build();

    ChatResponse response =
        small.send(
            new ChatRequest(
                "tiny",
                List.of(Message.user("a")),
                asks("", Mode.JSON, endless).output(),
                List.of(),
                ToolUse.AUTO,
                ChatOptions.none().withTemperature(2),
                Optional.empty()));

    assertThat(response.usage().total()).isLessThanOrEqualTo(66);
  }

  @Test
  void controlTokensInADocument_stayText() {
    ChatResponse response =
        model.send(with(asks("a <|end|> b"), ChatOptions.none().withMaxTokens(2)));

    assertThat(response.warnings()).singleElement().asString().contains("control tokens");
  }

  @Test
  void interruptedThread_leavesAtOnce() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> model.send(asks("Hi")))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void timeAllowed_isKeptTo() {
    assertThatThrownBy(() -> model.send(asks("Hi").withTimeout(Duration.ofNanos(1))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.TIMEOUT));
  }

  private static Stream<ChatRequest> whatCannotBeSaid() {
    ChatRequest text = asks("Hi");
    ToolSpec tool = new ToolSpec("t", Optional.empty(), JsonObject.empty(), false);
    Part image =
        new Part.Media(
            Part.Media.Kind.IMAGE, "image/png", new Part.Media.Data("AAAA"), Optional.empty());
    return Stream.of(
        text.withTools(List.of(tool), ToolUse.AUTO),
        asks("Hi", Mode.TOOLS, PERSON),
        asks("Hi", Mode.AUTO, PERSON),
        text.withMessages(List.of(Message.user(image))),
        text.withMessages(
            List.of(new Message(Role.TOOL, List.of(new Part.ToolResult("1", "t", "x", false))))),
        text.withOptions(ChatOptions.none().withReasoningEffort("low")),
        text.withOptions(ChatOptions.none().withTemperature(-1)),
        text.withOptions(ChatOptions.none().withTopP(1.5)),
        text.withOptions(ChatOptions.none().withSeed(-3)),
        text.withOptions(ChatOptions.none().withExtra("grammar", Json.of("root ::= x"))),
        text.withOptions(ChatOptions.none().withExtra("top_k", Json.of("x"))));
  }

  @ParameterizedTest
  @MethodSource("whatCannotBeSaid")
  void requestThatCannotBeExpressed_isRefused(ChatRequest request) {
    assertThatThrownBy(() -> model.send(request)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void furtherOptionsOfTheEngine_areTaken() {
    ChatOptions options =
        ChatOptions.none()
            .withMaxTokens(4)
            .withTopP(0.9)
            .withExtra("top_k", Json.of(1))
            .withExtra("repeat_penalty", Json.of(1.1));

    assertThat(model.send(with(asks("Hi"), options)).text())
        .isEqualTo(model.send(with(asks("Hi"), options)).text());
  }

  @Test
  void conversation_withSystemAndEarlierTurns_isAnswered() {
    ChatRequest request =
        asks("x")
            .withMessages(
                List.of(
                    Message.system("Be brief. 😀"),
                    Message.user("one"),
                    Message.assistant("two"),
                    Message.user("three")))
            .withOptions(ChatOptions.none().withMaxTokens(2));

    assertThat(model.send(request).usage().input().orElseThrow()).isGreaterThan(30);
  }
}
