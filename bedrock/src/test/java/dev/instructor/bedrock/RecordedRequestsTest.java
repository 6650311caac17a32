package dev.instructor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpCall;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our request for what was asked in a recorded one differs from it in these ways only: a member
 * that says nothing ({@code system: []}, {@code inferenceConfig: {}}, the choice {@code auto}, the
 * type {@code tool_use}) is left out, and so are cache points among the tools, which nothing here
 * asks for; a tool that is forced stands alone; the text of a schema has no white space. What
 * cannot be said is listed in {@link #INEXPRESSIBLE}, and results of tools that are not one text.
 */
class RecordedRequestsTest {
  /** Videos and the model's own tools. */
  private static final List<String> INEXPRESSIBLE = List.of("\"video\":", "systemTool");

  private static Stream<Cassette> recorded() {
    return SharedData.cassettes("bedrock-converse").stream()
        .filter(recording -> recording.request().isPresent());
  }

  private static boolean isExpressible(Cassette recording) {
    String text = recording.request().orElseThrow().toString();
    return INEXPRESSIBLE.stream().noneMatch(text::contains)
        && recording.request().orElseThrow().items("messages").stream()
            .flatMap(message -> message.asObject().orElseThrow().items("content").stream())
            .flatMap(block -> block.at("/toolResult").stream())
            .allMatch(
                result ->
                    result.at("/content/0/text").isPresent() && result.at("/content/1").isEmpty());
  }

  @Test
  void recordings_canAlmostAllBeSaid() {
    assertThat(recorded().filter(RecordedRequestsTest::isExpressible))
        .hasSizeGreaterThan((int) recorded().count() * 2 / 3);
  }

  @TestFactory
  Stream<DynamicTest> request_isTheRecordedOne() {
    return recorded()
        .filter(RecordedRequestsTest::isExpressible)
        .map(recording -> DynamicTest.dynamicTest(recording.id(), () -> check(recording)));
  }

  private static void check(Cassette recording) {
    JsonObject body = recording.request().orElseThrow();
    String coded = recording.path().replaceAll("^/model/|/converse(-stream)?$", "");
    String model = coded.replace("%3A", ":");
    ReplayTransport transport = ReplayTransport.of(recording, position -> 1000);
    ChatRequest request = request(model, body);
    if (recording.stream()) {
      Chats.streamed(Models.open(model, transport), request);
    } else {
      Models.open(model, transport).send(request);
    }
    HttpCall call = transport.calls.get(0);

    assertThat(call.uri().getRawPath()).isEqualTo(recording.path());
    assertThat(call.headers().get("Accept"))
        .isEqualTo(recording.stream() ? "application/vnd.amazon.eventstream" : "application/json");
    assertThat(Chats.sent(transport)).isEqualTo(saying(body));
  }

  /** Returns a recorded body without what says nothing. */
  private static JsonObject saying(JsonObject body) {
    JsonObject.Builder all = body.toBuilder();
    if (body.items("system").isEmpty()) {
      all.remove("system");
    }
    if (body.object("inferenceConfig").filter(c -> c.members().isEmpty()).isPresent()) {
      all.remove("inferenceConfig");
    }
    body.object("toolConfig")
        .ifPresent(
            config -> {
              JsonObject said =
                  config.at("/toolChoice/auto").isPresent() ? config.without("toolChoice") : config;
              all.put(
                  "toolConfig",
                  said.with(
                      "tools",
                      Json.array(
                          config.items("tools").stream()
                              .filter(tool -> tool.at("/toolSpec").isPresent())
                              .filter(
                                  tool ->
                                      config.at("/toolChoice/tool").isEmpty()
                                          || tool.at("/toolSpec/name")
                                              .equals(config.at("/toolChoice/tool/name")))
                              .toList())));
            });
    body.at("/outputConfig/textFormat/structure/jsonSchema")
        .flatMap(Json::asObject)
        .ifPresent(definition -> all.put("outputConfig", format(definition)));
    all.put(
        "messages",
        Json.array(
            body.items("messages").stream()
                .map(
                    message ->
                        message
                            .asObject()
                            .orElseThrow()
                            .with(
                                "content",
                                Json.array(
                                    message.asObject().orElseThrow().items("content").stream()
                                        .map(RecordedRequestsTest::withoutType)
                                        .toList())))
                .toList()));
    return all.build();
  }

  private static Json format(JsonObject definition) {
    JsonObject.Builder minified =
        Json.object()
            .put("name", definition.text("name").orElseThrow())
            .put("schema", Json.parse(definition.text("schema").orElseThrow()).toString());
    definition.text("description").ifPresent(text -> minified.put("description", text));
    JsonObject structure = Json.object().put("jsonSchema", minified.build()).build();
    return Json.object()
        .put(
            "textFormat",
            Json.object().put("type", "json_schema").put("structure", structure).build())
        .build();
  }

  private static Json withoutType(Json block) {
    JsonObject object = block.asObject().orElseThrow();
    for (String kind : List.of("toolUse", "toolResult")) {
      if (object.object(kind).isPresent()) {
        return object.with(kind, object.object(kind).orElseThrow().without("type"));
      }
    }
    return object;
  }

  private static ChatRequest request(String model, JsonObject body) {
    List<Message> messages = new ArrayList<>();
    if (!body.items("system").isEmpty()) {
      messages.add(new Message(Role.SYSTEM, parts(body.items("system"), Map.of())));
    }
    for (Json message : body.items("messages")) {
      JsonObject said = message.asObject().orElseThrow();
      messages.add(
          new Message(
              said.text("role").orElseThrow().equals("user") ? Role.USER : Role.ASSISTANT,
              parts(said.items("content"), Map.of())));
    }
    ChatRequest request = ChatRequest.of(model, messages).withOptions(options(body));
    Optional<JsonObject> format =
        body.at("/outputConfig/textFormat/structure/jsonSchema").flatMap(Json::asObject);
    if (format.isPresent()) {
      request =
          request.withOutput(
              new OutputDirective(
                  Mode.JSON_SCHEMA,
                  format.get().text("name").orElseThrow(),
                  format.get().text("description"),
                  Json.parse(format.get().text("schema").orElseThrow()).asObject().orElseThrow(),
                  true));
    }
    return tools(request, body);
  }

  private static ChatRequest tools(ChatRequest request, JsonObject body) {
    List<ToolSpec> tools = new ArrayList<>();
    body.object("toolConfig").map(config -> config.items("tools")).orElse(List.of()).stream()
        .flatMap(tool -> tool.at("/toolSpec").flatMap(Json::asObject).stream())
        .forEach(
            spec ->
                tools.add(
                    new ToolSpec(
                        spec.text("name").orElseThrow(),
                        spec.text("description"),
                        spec.at("/inputSchema/json").flatMap(Json::asObject).orElseThrow(),
                        spec.has("strict"))));
    Optional<String> forced = body.at("/toolConfig/toolChoice/tool/name").flatMap(Json::asText);
    if (forced.isEmpty()) {
      return tools.isEmpty() ? request : request.withTools(tools, ToolUse.AUTO);
    }
    // One that must be called by its name is what an answer is asked through.
    ToolSpec wanted =
        tools.stream().filter(tool -> tool.name().equals(forced.get())).findFirst().orElseThrow();
    return request.withOutput(
        new OutputDirective(
            Mode.TOOLS, wanted.name(), wanted.description(), wanted.schema(), wanted.strict()));
  }

  private static ChatOptions options(JsonObject body) {
    ChatOptions options = ChatOptions.none();
    JsonObject config = body.object("inferenceConfig").orElse(JsonObject.empty());
    if (config.get("topP").orElse(Json.ofNull()) instanceof JsonNumber topP) {
      options = options.withTopP(topP.value().doubleValue());
    }
    List<Json> stop = config.items("stopSequences");
    if (!stop.isEmpty()) {
      options = options.withStop(stop.stream().map(text -> text.asText().orElseThrow()).toList());
    }
    Optional<JsonObject> fields = body.object("additionalModelRequestFields");
    return fields.isPresent()
        ? options.withExtra("additionalModelRequestFields", fields.get())
        : options;
  }

  private static List<Part> parts(List<Json> blocks, Map<String, String> names) {
    List<Part> parts = new ArrayList<>();
    for (Json item : blocks) {
      JsonObject block = item.asObject().orElseThrow();
      String kind = block.members().keySet().iterator().next();
      JsonObject content = block.object(kind).orElse(block);
      parts.add(
          switch (kind) {
            case "text" -> new Part.Text(block.text("text").orElseThrow());
            case "cachePoint" -> new Part.CacheMark();
            case "toolUse" ->
                new Part.ToolCall(
                    content.text("toolUseId").orElseThrow(),
                    content.text("name").orElseThrow(),
                    content.object("input").orElseThrow().toString());
            case "toolResult" ->
                new Part.ToolResult(
                    content.text("toolUseId").orElseThrow(),
                    names.getOrDefault(content.text("toolUseId").orElseThrow(), "tool"),
                    content.at("/content/0/text").flatMap(Json::asText).orElse(""),
                    content.text("status").orElseThrow().equals("error"));
            case "reasoningContent" ->
                new Part.Thinking(
                    content.at("/reasoningText/text").flatMap(Json::asText).orElseThrow(),
                    content.at("/reasoningText/signature").flatMap(Json::asText));
            case "image" -> media(Part.Media.Kind.IMAGE, "image/", content);
            case "document" -> media(Part.Media.Kind.DOCUMENT, "", content);
            default -> throw new AssertionError("a new block: " + kind);
          });
    }
    return parts;
  }

  private static Part media(Part.Media.Kind kind, String prefix, JsonObject content) {
    String format = content.text("format").orElseThrow();
    String type =
        prefix.isEmpty()
            ? Map.of("pdf", "application/pdf", "txt", "text/plain").get(format)
            : prefix + format;
    JsonObject source = content.object("source").orElseThrow();
    Part.Media.Content where =
        source.has("bytes")
            ? new Part.Media.Data(source.text("bytes").orElseThrow())
            : new Part.Media.Url(
                URI.create(source.at("/s3Location/uri").flatMap(Json::asText).orElseThrow()));
    return new Part.Media(kind, type, where, content.text("name"));
  }
}
