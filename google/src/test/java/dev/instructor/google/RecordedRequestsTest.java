package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our request for what was asked in a recorded one differs from it in these ways only: the results
 * of functions stand under {@code output}, there is no {@code responseModalities} (the default),
 * one function is declared and forced, and the instruction has no role. The recordings spell some
 * names with underscores; the vendor reads both.
 */
class RecordedRequestsTest {
  private static final ReplayTransport ANY_ANSWER =
      new ReplayTransport(
          200, Map.of("content-type", List.of("application/json")), "{\"candidates\":[]}");

  static Stream<Cassette> conversations() {
    return SharedData.cassettes("google").stream()
        .filter(recording -> recording.status() == 200 && recording.request().isPresent())
        .filter(recording -> isExpressible(recording.request().orElseThrow()));
  }

  static Stream<Cassette> schemas() {
    return conversations()
        .filter(
            r -> r.request().orElseThrow().at("/generationConfig/responseJsonSchema").isPresent());
  }

  static Stream<Cassette> singleTools() {
    return conversations()
        .filter(r -> declarations(camel(r.request().orElseThrow())).size() == 1)
        .filter(
            r ->
                declarations(camel(r.request().orElseThrow()))
                    .get(0)
                    .at("/parametersJsonSchema")
                    .isPresent());
  }

  private static List<Json> declarations(Json request) {
    return request.at("/tools/0/functionDeclarations").flatMap(Json::asArray).stream()
        .flatMap(list -> list.items().stream())
        .toList();
  }

  /** Images, files and the vendor's own tools cannot be said yet. */
  private static boolean isExpressible(Json request) {
    String text = request.toString();
    return Stream.of("fileData", "file_data", "inlineData", "inline_data", "toolCall\"")
        .noneMatch(text::contains);
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void conversation_isWrittenAsRecorded(Cassette recording) {
    JsonObject recorded = camel(recording.request().orElseThrow()).asObject().orElseThrow();

    JsonObject ours = sent(ChatRequest.of("gemini-2.5-flash", messages(recorded)));

    assertThat(ours.items("contents")).isEqualTo(outputs(recorded).items("contents"));
    assertThat(ours.at("/systemInstruction/parts"))
        .isEqualTo(recorded.at("/systemInstruction/parts"));
    assertThat(ours.has("generationConfig")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schema_standsWhereRecorded(Cassette recording) {
    JsonObject recorded = recording.request().orElseThrow();
    JsonObject schema =
        recorded.at("/generationConfig/responseJsonSchema").flatMap(Json::asObject).orElseThrow();

    JsonObject ours = sent(directed(recorded, Mode.JSON_SCHEMA, "Answer", schema));

    JsonObject config = recorded.object("generationConfig").orElseThrow();
    assertThat(ours.object("generationConfig").orElseThrow())
        .isEqualTo(config.without("responseModalities"));
  }

  @ParameterizedTest
  @MethodSource("singleTools")
  void tool_isDeclaredAsRecorded(Cassette recording) {
    JsonObject recorded = camel(recording.request().orElseThrow()).asObject().orElseThrow();
    JsonObject tool = declarations(recorded).get(0).asObject().orElseThrow();

    JsonObject ours =
        sent(
            directed(
                recorded,
                Mode.TOOLS,
                tool.text("name").orElseThrow(),
                tool.object("parametersJsonSchema").orElseThrow()));

    assertThat(declarations(ours)).containsExactly(tool.without("description"));
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(conversations()).hasSizeGreaterThan(90);
    assertThat(schemas()).hasSizeGreaterThan(3);
    assertThat(singleTools()).hasSizeGreaterThan(20);
  }

  private static ChatRequest directed(
      JsonObject recorded, Mode mode, String name, JsonObject schema) {
    return ChatRequest.of("gemini-2.5-flash", messages(recorded))
        .withOutput(new OutputDirective(mode, name, Optional.empty(), schema, true));
  }

  private static JsonObject sent(ChatRequest request) {
    ReplayTransport transport = ANY_ANSWER;
    Models.open("google", "gemini-2.5-flash", transport).send(request);
    return Json.parse(transport.calls.get(transport.calls.size() - 1).body())
        .asObject()
        .orElseThrow();
  }

  private static List<Message> messages(JsonObject recorded) {
    List<Message> messages = new ArrayList<>();
    for (Json part :
        recorded
            .at("/systemInstruction/parts")
            .map(RecordedRequestsTest::items)
            .orElse(List.of())) {
      messages.add(Message.system(part.asObject().orElseThrow().text("text").orElseThrow()));
    }
    for (Json item : recorded.items("contents")) {
      JsonObject content = item.asObject().orElseThrow();
      boolean model = content.text("role").filter("model"::equals).isPresent();
      messages.add(
          model
              ? new Message(
                  Role.ASSISTANT, Contents.parts(Json.object().put("content", content).build()))
              : new Message(
                  Role.USER, content.items("parts").stream().map(part -> part(part)).toList()));
    }
    return messages;
  }

  private static List<Json> items(Json array) {
    return array.asArray().orElseThrow().items();
  }

  private static Part part(Json json) {
    JsonObject part = json.asObject().orElseThrow();
    Optional<JsonObject> result = part.object("functionResponse");
    return result
        .<Part>map(
            r ->
                new Part.ToolResult(
                    r.text("id").orElse(""),
                    r.text("name").orElseThrow(),
                    r.get("response").orElseThrow().toString(),
                    false))
        .orElseGet(() -> new Part.Text(part.text("text").orElseThrow()));
  }

  /** Returns the recorded request with the results of functions as we send them. */
  private static JsonObject outputs(JsonObject recorded) {
    return mapped(
            recorded,
            object ->
                object
                    .object("functionResponse")
                    .map(
                        r ->
                            object.with(
                                "functionResponse",
                                r.with(
                                    "response",
                                    Json.object()
                                        .put("output", r.get("response").orElseThrow().toString())
                                        .build())))
                    .orElse(object))
        .asObject()
        .orElseThrow();
  }

  private static Json mapped(Json json, UnaryOperator<JsonObject> change) {
    if (json instanceof JsonArray array) {
      return Json.array(array.items().stream().map(item -> mapped(item, change)).toList());
    }
    if (json instanceof JsonObject object) {
      JsonObject.Builder all = Json.object();
      object.members().forEach((name, value) -> all.put(name, mapped(value, change)));
      return change.apply(all.build());
    }
    return json;
  }

  /** Returns a request with the vendor's own spelling of its names. */
  private static Json camel(Json json) {
    String text = json.toString();
    for (String name :
        List.of(
            "function_call",
            "function_response",
            "function_declarations",
            "thought_signature",
            "parameters_json_schema",
            "system_instruction")) {
      StringBuilder camel = new StringBuilder();
      for (String word : name.split("_", -1)) {
        camel.append(
            camel.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
      }
      text = text.replace("\"" + name + "\"", "\"" + camel + "\"");
    }
    // One SDK sends the list of tools without its brackets.
    Json parsed = Json.parse(text);
    return parsed
        .asObject()
        .filter(o -> o.get("tools").filter(JsonObject.class::isInstance).isPresent())
        .<Json>map(o -> o.with("tools", Json.array(List.of(o.get("tools").orElseThrow()))))
        .orElse(parsed);
  }
}
