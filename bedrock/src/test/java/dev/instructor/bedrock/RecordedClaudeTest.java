package dev.instructor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.anthropic.HostedClaude;
import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.WireCodec;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was recorded of Claude on Bedrock, and Anthropic's own streams in Bedrock's frames. */
class RecordedClaudeTest {
  private static Stream<Cassette> onBedrock() {
    return SharedData.cassettes("anthropic").stream()
        .filter(recording -> recording.path().startsWith("/model/"));
  }

  @Test
  void recordings_areThere() {
    assertThat(onBedrock()).hasSizeGreaterThanOrEqualTo(5);
  }

  @TestFactory
  Stream<DynamicTest> answer_isReadAsExpected() {
    return onBedrock()
        .map(recording -> DynamicTest.dynamicTest(recording.id(), () -> checkAnswer(recording)));
  }

  private static void checkAnswer(Cassette recording) {
    ChatModel model =
        Models.openClaude(Models.CLAUDE, ReplayTransport.of(recording, position -> 100));
    ChatResponse response = model.send(Models.hello(Models.CLAUDE));
    JsonObject expected = recording.expected();

    assertThat(response.text()).isEqualTo(expected.text("text").orElse(""));
    assertThat(response.message().toolCalls()).hasSameSizeAs(expected.items("tool_calls"));
    assertThat(response.model()).isEqualTo(expected.text("model").orElse(""));
    assertThat(response.finishReason())
        .isEqualTo(
            expected.text("finish_reason").orElse("").equals("max_tokens")
                ? FinishReason.LENGTH
                : FinishReason.STOP);
    assertThat(response.usage().output())
        .hasValue(number(expected.at("/usage/output_tokens").orElseThrow()));
  }

  private static long number(Json value) {
    return ((JsonNumber) value).value().longValueExact();
  }

  /** The same words lead to the same request, address included, but for the form of one text. */
  @TestFactory
  Stream<DynamicTest> request_isTheRecordedOne() {
    return onBedrock()
        .map(recording -> DynamicTest.dynamicTest(recording.id(), () -> checkRequest(recording)));
  }

  private static void checkRequest(Cassette recording) {
    JsonObject body = recording.request().orElseThrow();
    String coded = recording.path().replaceAll("^/model/|/invoke$", "");
    String name = coded.replace("%3A", ":");
    ReplayTransport transport = ReplayTransport.of(recording, position -> 100);
    ChatOptions options =
        ChatOptions.none().withMaxTokens((int) number(body.get("max_tokens").orElseThrow()));
    if (body.get("temperature").orElse(Json.ofNull()) instanceof JsonNumber temperature) {
      options = options.withTemperature(temperature.value().doubleValue());
    }
    if (body.get("top_p").orElse(Json.ofNull()) instanceof JsonNumber topP) {
      options = options.withTopP(topP.value().doubleValue());
    }
    if (body.has("stop_sequences")) {
      options =
          options.withStop(
              body.items("stop_sequences").stream()
                  .map(stop -> stop.asText().orElseThrow())
                  .toList());
    }
    if (body.has("top_k")) {
      options = options.withExtra("top_k", body.get("top_k").orElseThrow());
    }
    List<Message> messages = new ArrayList<>();
    body.get("system").ifPresent(system -> messages.add(Message.system(text(system))));
    for (Json message : body.items("messages")) {
      messages.add(Message.user(text(message.at("/content").orElseThrow())));
    }
    Models.openClaude(name, transport).send(ChatRequest.of(name, messages).withOptions(options));

    assertThat(transport.calls.get(0).uri().getRawPath())
        .isEqualTo("/model/" + name.replace(":", "%3A") + "/invoke");
    assertThat(plain(Chats.sent(transport))).isEqualTo(plain(body));
  }

  /** A text alone is sent as a string, and no cache mark is set unless it is asked for. */
  private static JsonObject plain(JsonObject body) {
    JsonObject.Builder all = body.toBuilder();
    body.get("system").ifPresent(system -> all.put("system", text(system)));
    all.put(
        "messages",
        Json.array(
            body.items("messages").stream()
                .map(
                    message ->
                        message
                            .asObject()
                            .orElseThrow()
                            .with("content", Json.of(text(message.at("/content").orElseThrow()))))
                .toList()));
    return all.build();
  }

  private static String text(Json content) {
    return content
        .asText()
        .orElseGet(
            () -> {
              StringBuilder all = new StringBuilder();
              content
                  .asArray()
                  .orElseThrow()
                  .items()
                  .forEach(
                      block -> all.append(block.at("/text").flatMap(Json::asText).orElseThrow()));
              return all.toString();
            });
  }

  @TestFactory
  Stream<DynamicTest> streamOfAnthropic_inBedrocksFrames_hasTheSameEvents() {
    return SharedData.cassettes("anthropic").stream()
        .filter(recording -> recording.stream() && recording.status() == 200)
        .map(recording -> DynamicTest.dynamicTest(recording.id(), () -> checkStream(recording)));
  }

  private static void checkStream(Cassette recording) {
    String text = new String(recording.body(), StandardCharsets.UTF_8);
    Frames frames = new Frames();
    text.lines()
        .filter(line -> line.startsWith("data:"))
        .forEach(line -> frames.chunk(line.substring("data:".length()).strip()));
    byte[] framed = frames.bytes();
    List<ChatEvent> expected = new ArrayList<>();
    HttpReply head = new HttpReply(200, HttpHeaders.of(Map.of(), (name, value) -> true), "");
    WireCodec.StreamDecoder direct = HostedClaude.codec(Vendors.CLAUDE).decoder(head);
    direct.read(recording.body(), expected::add);
    direct.end(expected::add);
    Random random = new Random(recording.id().hashCode());

    for (int limit : List.of(1, 7, 300, 5000)) {
      List<ChatEvent> events = new ArrayList<>();
      WireCodec.StreamDecoder decoder =
          new InvokeCodec(Vendors.CLAUDE, model -> model).decoder(head);
      for (int from = 0; from < framed.length; ) {
        int to = Math.min(framed.length, from + 1 + random.nextInt(limit));
        decoder.read(Arrays.copyOfRange(framed, from, to), events::add);
        from = to;
      }
      decoder.end(events::add);
      assertThat(events).isEqualTo(expected);
    }
    assertThat(expected.stream().filter(ChatEvent.Started.class::isInstance).map(Optional::of))
        .isNotEmpty();
  }
}
