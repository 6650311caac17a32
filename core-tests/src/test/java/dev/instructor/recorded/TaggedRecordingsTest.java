package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.chat.Usage;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.read.Reading;
import dev.instructor.schema.JsonSchema;
import dev.instructor.shared.Cassette;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is special about a recorded answer is what is read of it: one claim for each tag, held
 * against every recording that carries it, in every format. How many there are is printed.
 */
class TaggedRecordingsTest {
  private static final JsonSchema ANY = JsonSchema.of(JsonObject.empty());

  private static final Map<String, Consumer<ReadAnswer>> CLAIMS = claims();

  private static Map<String, Consumer<ReadAnswer>> claims() {
    Map<String, Consumer<ReadAnswer>> claims = new LinkedHashMap<>();
    claims.put(
        "stream",
        answer ->
            assertThat(answer.failed().isPresent() || kinds(answer).get(0).equals("Started"))
                .isTrue());
    claims.put("structured", TaggedRecordingsTest::hasValue);
    claims.put("via-tool", answer -> assertThat(answer.named()).isNotEmpty());
    claims.put("via-native", TaggedRecordingsTest::hasValue);
    claims.put("via-prompted", TaggedRecordingsTest::hasValue);
    claims.put("parallel-tools", TaggedRecordingsTest::hasSeveralCalls);
    claims.put(
        "text-plus-tool",
        answer -> {
          assertThat(answer.response().text()).isEqualTo(answer.expected().text("text").orElse(""));
          assertThat(answer.response().text()).isNotBlank();
          assertThat(answer.calls()).isNotEmpty();
        });
    claims.put("empty-args", TaggedRecordingsTest::hasEmptyArguments);
    claims.put("null-args", TaggedRecordingsTest::hasEmptyArguments);
    claims.put("empty-string-args", TaggedRecordingsTest::hasEmptyArguments);
    // The stream begins anew: what broke off is not among the calls.
    claims.put("bad-json-args", answer -> assertThat(answer.calls()).hasSize(1));
    claims.put("restarted-stream", answer -> assertThat(count(answer, "Started")).isEqualTo(2));
    claims.put("schema-mismatch", TaggedRecordingsTest::breaksItsSchema);
    claims.put(
        "undeclared-tool",
        answer ->
            assertThat(answer.calls())
                .extracting(Part.ToolCall::name)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(declared(answer.recording())));
    claims.put("reask", TaggedRecordingsTest::hasTextAndCalls);
    claims.put("format-asked-no-json", TaggedRecordingsTest::isNoJson);
    claims.put(
        "refusal",
        answer -> {
          assertThat(answer.response().finishReason())
              .isIn(FinishReason.REFUSAL, FinishReason.CONTENT_FILTER);
          answer
              .expected()
              .text("refusal")
              .ifPresent(words -> assertThat(answer.response().refusal()).contains(words));
        });
    claims.put(
        "truncated",
        answer -> assertThat(answer.response().finishReason()).isEqualTo(FinishReason.LENGTH));
    claims.put(
        "odd-finish",
        answer -> assertThat(answer.response().finishReason()).isEqualTo(FinishReason.OTHER));
    claims.put("thinking", TaggedRecordingsTest::keepsThinking);
    claims.put("think-tag-in-text", TaggedRecordingsTest::keepsTagAndReadsBehindIt);
    claims.put("content-array", TaggedRecordingsTest::hasTextAndCalls);
    claims.put("multi-text-parts", TaggedRecordingsTest::hasTextAndCalls);
    claims.put(
        "empty-answer",
        answer -> {
          if (!answer.isNoAnswer()) {
            assertThat(answer.response().text()).isBlank();
            assertThat(answer.calls()).isEmpty();
          }
        });
    claims.put("empty-choices", answer -> assertThat(answer.response().text()).isEmpty());
    claims.put(
        "empty-function-call",
        answer -> assertThat(answer.calls()).extracting(Part.ToolCall::name).doesNotContain(""));
    claims.put("legacy-function-call", answer -> assertThat(answer.named()).hasSize(1));
    claims.put("multi-choice", TaggedRecordingsTest::hasTextAndCalls);
    // It ends without its last event: what came is an answer only if the reason to stop came too.
    claims.put(
        "no-final-event",
        answer ->
            assertThat(answer.failed().isPresent() || kinds(answer).contains("Finished")).isTrue());
    claims.put("server-tools", TaggedRecordingsTest::hasTextAndCalls);
    claims.put(
        "no-usage",
        answer ->
            assertThat(answer.told().map(ChatResponse::usage).orElse(Usage.none()))
                .isEqualTo(Usage.none()));
    claims.put("error", TaggedRecordingsTest::failsWithTheVendorsWords);
    claims.put("error-in-200", TaggedRecordingsTest::failsWithTheVendorsWords);
    for (int status : List.of(400, 404, 429)) {
      claims.put("http-" + status, answer -> failsWith(status, answer));
    }
    return claims;
  }

  @TestFactory
  Stream<DynamicContainer> recording_isReadAsItsTagsSay() {
    Map<String, List<Cassette>> byTag = new TreeMap<>();
    ReadAnswer.covered()
        .forEach(
            recording ->
                recording
                    .tags()
                    .forEach(
                        tag ->
                            byTag.computeIfAbsent(tag, each -> new ArrayList<>()).add(recording)));
    System.out.println(
        "Recordings: "
            + byTag.entrySet().stream()
                .map(tag -> tag.getKey() + " " + tag.getValue().size())
                .collect(Collectors.joining(", ")));
    return byTag.entrySet().stream()
        .map(
            tag ->
                DynamicContainer.dynamicContainer(
                    tag.getKey() + " (" + tag.getValue().size() + ")",
                    tag.getValue().stream()
                        .map(
                            recording ->
                                DynamicTest.dynamicTest(
                                    tag.getKey() + " " + recording.id(),
                                    () ->
                                        CLAIMS
                                            .get(tag.getKey())
                                            .accept(ReadAnswer.of(recording))))));
  }

  @Test
  void tags_haveAllAClaim() {
    Set<String> tags =
        ReadAnswer.covered()
            .flatMap(recording -> recording.tags().stream())
            .collect(Collectors.toSet());

    assertThat(CLAIMS.keySet()).containsAll(tags);
    assertThat(tags).hasSizeGreaterThanOrEqualTo(30);
  }

  private static List<String> kinds(ReadAnswer answer) {
    return answer.events().stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private static long count(ReadAnswer answer, String kind) {
    return kinds(answer).stream().filter(kind::equals).count();
  }

  private static void hasValue(ReadAnswer answer) {
    Json value =
        answer.isInPieces()
            ? Json.parse("{\"location\":\"Boston\"}")
            : answer.expected().get("value").orElseThrow();
    Stream<Json> text = Reading.of(ANY).read(answer.response().text()).value().stream();

    assertThat(Stream.concat(answer.named(), text)).anyMatch(value::sameAs);
  }

  private static void hasTextAndCalls(ReadAnswer answer) {
    assertThat(answer.response().text()).isEqualTo(answer.expected().text("text").orElse(""));
    assertThat(answer.calls())
        .extracting(Part.ToolCall::name)
        .isEqualTo(
            answer.expectedCalls().stream()
                .map(call -> call.at("/name").flatMap(Json::asText).orElseThrow())
                .toList());
  }

  private static void hasSeveralCalls(ReadAnswer answer) {
    hasTextAndCalls(answer);
    if (!answer.isRestarted()) {
      assertThat(answer.calls()).hasSizeGreaterThan(1);
    }
    assertThat(answer.calls().stream().map(Part.ToolCall::id).filter(id -> !id.isEmpty()))
        .doesNotHaveDuplicates();
  }

  private static void hasEmptyArguments(ReadAnswer answer) {
    if (!answer.isInPieces()) {
      assertThat(answer.calls().stream().flatMap(call -> call.object().stream()))
          .contains(JsonObject.empty());
    }
  }

  private static void breaksItsSchema(ReadAnswer answer) {
    JsonSchema schema = JsonSchema.of(Recorded.schema(answer.recording()).orElseThrow());

    assertThat(answer.named())
        .isNotEmpty()
        .allSatisfy(v -> assertThat(schema.check(v)).isNotEmpty());
  }

  private static List<String> declared(Cassette recording) {
    return recording.schemas().stream().flatMap(schema -> schema.text("name").stream()).toList();
  }

  private static void isNoJson(ReadAnswer answer) {
    String text = answer.response().text();
    boolean json;
    try {
      json = Json.parse(text).asObject().isPresent();
    } catch (InvalidJsonException e) {
      json = false;
    }

    assertThat(json).isFalse();
    hasTextAndCalls(answer);
  }

  /** Thoughts that are not shown are kept as a signature. */
  private static void keepsThinking(ReadAnswer answer) {
    if (answer.isRestarted()) {
      return;
    }
    String thinking = answer.thinking();
    answer
        .expected()
        .get("thinking_chars")
        .filter(length -> !length.isNull())
        .ifPresent(
            length ->
                assertThat(thinking.codePointCount(0, thinking.length()))
                    .hasToString(length.toString()));
    if (new String(answer.recording().body(), StandardCharsets.UTF_8).contains("\"signature\"")) {
      assertThat(answer.response().message().parts())
          .hasAtLeastOneElementOfType(Part.Thinking.class);
    }
  }

  private static void keepsTagAndReadsBehindIt(ReadAnswer answer) {
    String text = answer.response().text();

    assertThat(text).contains("<think");
    // Thinking that does not end hides what is in it.
    if (text.contains("</think")) {
      assertThat(Reading.of(ANY).read(text + "\n{\"a\":1}").value())
          .contains(Json.parse("{\"a\":1}"));
    }
  }

  private static void failsWith(int status, ReadAnswer answer) {
    if (answer.answerInError().isEmpty()) {
      assertThat(answer.failure().status()).hasValue(status);
    }
  }

  private static void failsWithTheVendorsWords(ReadAnswer answer) {
    if (answer.answerInError().isPresent()) {
      assertThat(answer.response().text()).isEqualTo(answer.answerInError().get());
      return;
    }
    assertThat(answer.failure().providerMessage())
        .isEqualTo(answer.expected().at("/error/message").flatMap(Json::asText));
  }
}
