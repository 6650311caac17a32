package dev.instructor.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
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
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our request for what was asked in a recorded one differs from it in these ways only: what is the
 * default is left out ({@code stream} of false, {@code is_error} of false, the type {@code custom}
 * of a tool), a text alone is no list of one block, a choice of tools is always told, one tool that
 * has to be called is forced by its name and called once, the answer's tool stands before the
 * caller's, a format stands in {@code output_config}, where the recorded beta had {@code
 * output_format}, messages of one side that follow each other are one, an effort brings thinking
 * with it, and a tool is asked for in words while the model was told to think: the recorded model
 * did not think where it was forced. What cannot be said is listed in {@link #isExpressible}: the
 * vendor's own tools and their blocks, tools found by a search, results that are no text, system
 * messages in the middle.
 */
class RecordedRequestsTest {
  private static final List<String> BLOCKS =
      List.of("text", "thinking", "tool_use", "tool_result", "image", "document");

  private static Stream<Cassette> recorded() {
    return SharedData.cassettes("anthropic").stream()
        .filter(recording -> recording.path().equals("/v1/messages"))
        .filter(recording -> recording.request().isPresent());
  }

  private static Stream<Cassette> expressible() {
    return recorded().filter(recording -> isExpressible(recording.request().orElseThrow()));
  }

  private static boolean isExpressible(JsonObject body) {
    boolean ownTools =
        body.items("tools").stream()
            .allMatch(
                tool ->
                    tool.at("/input_schema").isPresent() && tool.at("/defer_loading").isEmpty());
    return ownTools
        && objects(body.items("messages")).stream()
            .allMatch(
                message ->
                    !message.text("role").orElseThrow().equals("system")
                        && objects(message.items("content")).stream()
                            .allMatch(RecordedRequestsTest::isKnown));
  }

  private static boolean isKnown(JsonObject block) {
    return BLOCKS.contains(block.text("type").orElseThrow())
        && block.items("content").stream().allMatch(inner -> inner.at("/text").isPresent())
        && block.items("content").size() < 2;
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(expressible()).hasSizeGreaterThanOrEqualTo(70);
    for (String member :
        List.of("tools", "tool_choice", "thinking", "output_config", "output_format", "system")) {
      assertThat(expressible().filter(r -> r.request().orElseThrow().has(member)))
          .as(member)
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @TestFactory
  Stream<DynamicTest> request_isTheRecordedOne() {
    return expressible()
        .map(recording -> DynamicTest.dynamicTest(recording.id(), () -> check(recording)));
  }

  private static void check(Cassette recording) {
    JsonObject body = recording.request().orElseThrow();
    String name = body.text("model").orElseThrow();
    ReplayTransport transport =
        ReplayTransport.json("{\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}");
    ChatModel model = Models.open(name, transport);
    ChatRequest request = request(name, body);
    if (recording.stream()) {
      model.stream(request).close();
    } else {
      model.send(request);
    }

    assertThat(transport.calls.get(0).uri().getPath()).isEqualTo(recording.path());
    assertThat(Chats.sent(transport)).isEqualTo(expected(body));
  }

  /** Returns a recorded body with the differences that are named above. */
  private static JsonObject expected(JsonObject body) {
    JsonObject.Builder all = body.toBuilder();
    if (body.get("stream").equals(Optional.of(Json.of(false)))) {
      all.remove("stream");
    }
    body.get("system").ifPresent(system -> all.put("system", plain(system)));
    all.put("messages", Json.array(messages(body)));
    if (!body.items("tools").isEmpty()) {
      all.put("tools", Json.array(tools(body))).put("tool_choice", choice(body));
    }
    body.get("output_format")
        .ifPresent(
            format -> {
              all.remove("output_format");
              all.put("output_config", Json.object().put("format", format).build());
            });
    if (body.at("/output_config/effort").isPresent()) {
      all.put("thinking", Json.object().put("type", "adaptive").build());
    }
    if (isForced(body) && body.has("thinking")) {
      all.put(
              "system",
              "Give your answer by calling the tool final_result once, and in no other way.")
          .put(
              "tool_choice",
              Json.object().put("type", "auto").put("disable_parallel_tool_use", true).build());
    }
    return all.build();
  }

  private static List<Json> messages(JsonObject body) {
    List<Json> messages = new ArrayList<>();
    String before = "";
    for (JsonObject message : objects(body.items("messages"))) {
      List<Json> blocks = blocks(message);
      String role = message.text("role").orElseThrow();
      if (role.equals(before)) {
        blocks.addAll(0, blocks(messages.remove(messages.size() - 1).asObject().orElseThrow()));
      }
      messages.add(Json.object().put("role", role).put("content", plain(blocks)).build());
      before = role;
    }
    return messages;
  }

  private static List<Json> tools(JsonObject body) {
    List<Json> tools = new ArrayList<>();
    for (JsonObject tool : objects(body.items("tools"))) {
      tools.add(isAnswer(tool) && isForced(body) ? 0 : tools.size(), tool.without("type"));
    }
    return tools;
  }

  private static JsonObject choice(JsonObject body) {
    JsonObject told = body.object("tool_choice").orElse(Json.object().put("type", "auto").build());
    List<JsonObject> tools = objects(body.items("tools"));
    return isForced(body) && tools.size() == 1 && isAnswer(tools.get(0))
        ? Json.object()
            .put("type", "tool")
            .put("name", tools.get(0).text("name").orElseThrow())
            .put("disable_parallel_tool_use", true)
            .build()
        : told;
  }

  private static List<Json> blocks(JsonObject message) {
    List<Json> blocks = new ArrayList<>();
    message
        .text("content")
        .ifPresent(text -> blocks.add(Json.object().put("type", "text").put("text", text).build()));
    for (JsonObject block : objects(message.items("content"))) {
      if (block.text("type").equals(Optional.of("tool_result"))) {
        JsonObject.Builder result = block.toBuilder();
        result.put("content", text(block.get("content").orElseThrow()));
        if (block.get("is_error").equals(Optional.of(Json.of(false)))) {
          result.remove("is_error");
        }
        blocks.add(result.build());
      } else {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private static Json plain(Json content) {
    return content instanceof JsonArray blocks ? plain(blocks.items()) : content;
  }

  private static Json plain(List<Json> blocks) {
    boolean alone =
        blocks.size() == 1
            && blocks.get(0).at("/type").equals(Optional.of(Json.of("text")))
            && blocks.get(0).at("/cache_control").isEmpty();
    return alone ? blocks.get(0).at("/text").orElseThrow() : Json.array(blocks);
  }

  private static ChatRequest request(String model, JsonObject body) {
    List<Message> messages = new ArrayList<>();
    body.get("system").ifPresent(system -> messages.add(new Message(Role.SYSTEM, parts(system))));
    for (JsonObject message : objects(body.items("messages"))) {
      Role role = message.text("role").orElseThrow().equals("user") ? Role.USER : Role.ASSISTANT;
      messages.add(new Message(role, parts(message.get("content").orElseThrow())));
    }
    ChatRequest request =
        ChatRequest.of(model, messages).withOptions(options(body)).withTools(own(body), use(body));
    Optional<JsonObject> format =
        body.at("/output_config/format")
            .or(() -> body.get("output_format"))
            .flatMap(Json::asObject);
    if (format.isPresent()) {
      JsonObject schema = format.get().object("schema").orElseThrow();
      return request.withOutput(
          new OutputDirective(Mode.JSON_SCHEMA, "Answer", Optional.empty(), schema, true));
    }
    return objects(body.items("tools")).stream()
        .filter(tool -> isForced(body) && isAnswer(tool))
        .map(RecordedRequestsTest::spec)
        .map(
            spec ->
                new OutputDirective(
                    Mode.TOOLS, spec.name(), spec.description(), spec.schema(), spec.strict()))
        .findFirst()
        .map(request::withOutput)
        .orElse(request);
  }

  private static boolean isForced(JsonObject body) {
    return body.at("/tool_choice/type").equals(Optional.of(Json.of("any")));
  }

  /** The recordings' name of the tool through which an answer is asked for. */
  private static boolean isAnswer(JsonObject tool) {
    return tool.text("name").orElseThrow().startsWith("final_result");
  }

  private static List<ToolSpec> own(JsonObject body) {
    return objects(body.items("tools")).stream()
        .filter(tool -> !isForced(body) || !isAnswer(tool))
        .map(RecordedRequestsTest::spec)
        .toList();
  }

  private static ToolUse use(JsonObject body) {
    return isForced(body) ? ToolUse.REQUIRED : ToolUse.AUTO;
  }

  private static ToolSpec spec(JsonObject tool) {
    return new ToolSpec(
        tool.text("name").orElseThrow(),
        tool.text("description"),
        tool.object("input_schema").orElseThrow(),
        tool.has("strict"));
  }

  private static ChatOptions options(JsonObject body) {
    ChatOptions options =
        ChatOptions.none().withMaxTokens(integer(body.get("max_tokens").orElseThrow()));
    Optional<Json> budget = body.at("/thinking/budget_tokens");
    if (budget.isPresent()) {
      options = options.withReasoningEffort(budget.get().toString());
    } else if (body.has("thinking")) {
      options = options.withExtra("thinking", body.get("thinking").orElseThrow());
    }
    Optional<String> effort = body.at("/output_config/effort").flatMap(Json::asText);
    if (effort.isPresent()) {
      options = options.withReasoningEffort(effort.get());
    }
    for (String extra : List.of("container", "context_management")) {
      if (body.has(extra)) {
        options = options.withExtra(extra, body.get(extra).orElseThrow());
      }
    }
    return options;
  }

  private static int integer(Json number) {
    return ((JsonNumber) number).value().intValueExact();
  }

  private static List<Part> parts(Json content) {
    if (!(content instanceof JsonArray blocks)) {
      return List.of(new Part.Text(content.asText().orElseThrow()));
    }
    List<Part> parts = new ArrayList<>();
    for (JsonObject block : objects(blocks.items())) {
      parts.add(part(block));
      if (block.has("cache_control")) {
        parts.add(new Part.CacheMark());
      }
    }
    return parts;
  }

  private static Part part(JsonObject block) {
    String kind = block.text("type").orElseThrow();
    return switch (kind) {
      case "text" -> new Part.Text(block.text("text").orElseThrow());
      case "thinking" ->
          new Part.Thinking(block.text("thinking").orElseThrow(), block.text("signature"));
      case "tool_use" ->
          new Part.ToolCall(
              block.text("id").orElseThrow(),
              block.text("name").orElseThrow(),
              block.object("input").orElseThrow().toString());
      case "tool_result" ->
          new Part.ToolResult(
              block.text("tool_use_id").orElseThrow(),
              "tool",
              text(block.get("content").orElseThrow()),
              block.get("is_error").equals(Optional.of(Json.of(true))));
      case "image" -> media(Part.Media.Kind.IMAGE, block.object("source").orElseThrow());
      case "document" -> media(Part.Media.Kind.DOCUMENT, block.object("source").orElseThrow());
      default -> throw new AssertionError("a new block: " + kind);
    };
  }

  private static Part media(Part.Media.Kind kind, JsonObject source) {
    return new Part.Media(
        kind,
        source.text("media_type").orElse("image/png"),
        source
            .text("data")
            .<Part.Media.Content>map(Part.Media.Data::new)
            .orElseGet(() -> new Part.Media.Url(URI.create(source.text("url").orElseThrow()))),
        Optional.empty());
  }

  private static String text(Json content) {
    return content.asText().orElseGet(() -> content.at("/0/text").flatMap(Json::asText).orElse(""));
  }

  private static List<JsonObject> objects(List<Json> items) {
    return items.stream().flatMap(item -> item.asObject().stream()).toList();
  }
}
