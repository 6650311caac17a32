package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our request for what was asked in a recorded one differs from it in these ways only: instructions
 * are a system message of the input; items have no {@code id}, {@code status}, {@code phase} and
 * {@code type: message}; a text alone is no list of one part; the text of the assistant is a text;
 * encrypted reasoning goes without its own text; {@code strict} is always told, and a description
 * only if there is one; nothing is stored; and what was not asked for, such as {@code include}, is
 * not there or is ours.
 */
class RecordedResponsesRequestsTest {
  /** Items of the vendor's own tools, which cannot be said here. */
  private static final Set<String> SAID =
      Set.of("message", "function_call", "function_call_output", "reasoning");

  private final ReplayTransport transport =
      ReplayTransport.json("{\"status\":\"completed\",\"output\":[]}");

  static Stream<Cassette> conversations() {
    return SharedData.cassettes("openai-responses").stream()
        .filter(recording -> recording.request().isPresent())
        .filter(recording -> recording.status() == 200)
        .filter(recording -> isExpressible(body(recording)));
  }

  static Stream<Cassette> formats() {
    return conversations().filter(r -> body(r).at("/text/format").isPresent());
  }

  static Stream<Cassette> tools() {
    return conversations()
        .filter(r -> !body(r).items("tools").isEmpty())
        .filter(
            r ->
                body(r).items("tools").stream()
                    .allMatch(
                        tool ->
                            tool.at("/type").equals(Optional.of(Json.of("function")))
                                && tool.at("/defer_loading").isEmpty()));
  }

  private static JsonObject body(Cassette recording) {
    return recording.request().orElseThrow();
  }

  private static boolean isExpressible(JsonObject request) {
    return request.items("input").stream()
        .map(item -> item.asObject().orElseThrow())
        .allMatch(
            item ->
                SAID.contains(item.text("type").orElse("message"))
                    && !item.has("namespace")
                    && !item.toString().contains("\"file_id\"")
                    && !(item.get("output").filter(o -> !(o instanceof JsonString)).isPresent()));
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void conversation_isWrittenAsRecorded(Cassette recording) {
    JsonObject recorded = body(recording);

    JsonObject ours = sent(recording, request(recorded));

    assertThat(ours.items("input")).isEqualTo(expectedInput(recorded, recording));
    assertThat(ours.get("store").orElse(Json.of(false))).isEqualTo(Json.of(false));
    assertThat(ours.members().keySet()).isSubsetOf("model", "input", "store", "include");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void format_standsWhereRecorded(Cassette recording) {
    JsonObject recorded = body(recording);
    JsonObject format = recorded.at("/text/format").flatMap(Json::asObject).orElseThrow();
    boolean schema = format.has("schema");
    if (format.text("type").orElseThrow().equals("text")) {
      return; // The default is not told.
    }

    JsonObject ours =
        sent(
            recording,
            request(recorded)
                .withOutput(
                    new OutputDirective(
                        schema ? Mode.JSON_SCHEMA : Mode.JSON,
                        format.text("name").orElse("Answer"),
                        format.text("description"),
                        format.object("schema").orElse(JsonObject.empty()),
                        isTrue(format, "strict"))));

    assertThat(ours.at("/text/format").orElseThrow()).isEqualTo(format);
  }

  @ParameterizedTest
  @MethodSource("tools")
  void tools_areToldAsRecorded(Cassette recording) {
    JsonObject recorded = body(recording);
    List<ToolSpec> tools =
        recorded.items("tools").stream()
            .map(tool -> tool.asObject().orElseThrow())
            .map(
                tool ->
                    new ToolSpec(
                        tool.text("name").orElseThrow(),
                        tool.text("description"),
                        tool.object("parameters").orElseThrow(),
                        isTrue(tool, "strict")))
            .toList();
    ToolUse use =
        recorded.text("tool_choice").filter("required"::equals).isPresent()
            ? ToolUse.REQUIRED
            : ToolUse.AUTO;

    JsonObject ours = sent(recording, request(recorded).withTools(tools, use));

    assertThat(ours.items("tools"))
        .isEqualTo(
            recorded.items("tools").stream()
                .map(tool -> tool.asObject().orElseThrow())
                .map(tool -> tool.has("strict") ? tool : tool.with("strict", Json.of(false)))
                .map(
                    tool -> tool.text("description").isEmpty() ? tool.without("description") : tool)
                .toList());
    Json choice = recorded.get("tool_choice").orElse(Json.of("auto"));
    if (choice instanceof JsonString) {
      assertThat(ours.get("tool_choice")).contains(choice);
    }
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(conversations()).hasSizeGreaterThan(90);
    assertThat(formats()).hasSizeGreaterThan(4);
    assertThat(tools()).hasSizeGreaterThan(30);
  }

  private static boolean isTrue(JsonObject object, String name) {
    return object.get(name).equals(Optional.of(Json.of(true)));
  }

  private JsonObject sent(Cassette recording, ChatRequest request) {
    String provider =
        switch (recording.provider()) {
          case "deepseek" -> "deepseek";
          case "azure" -> "azure_openai";
          default -> "openai-responses";
        };
    Models.responses(provider, request.model(), transport).send(request);
    return Chats.sent(transport);
  }

  private static ChatRequest request(JsonObject recorded) {
    List<Message> messages = new ArrayList<>();
    recorded.text("instructions").ifPresent(text -> messages.add(Message.system(text)));
    recorded.text("input").ifPresent(text -> messages.add(Message.user(text)));
    for (Json item : recorded.items("input")) {
      add(message(item.asObject().orElseThrow()), messages);
    }
    return ChatRequest.of(recorded.text("model").orElseThrow(), messages);
  }

  /** What the assistant did in a row is one message of ours. */
  private static void add(Message message, List<Message> messages) {
    int last = messages.size() - 1;
    if (message.role() == Role.ASSISTANT
        && last >= 0
        && messages.get(last).role() == Role.ASSISTANT) {
      List<Part> parts = new ArrayList<>(messages.get(last).parts());
      parts.addAll(message.parts());
      messages.set(last, new Message(Role.ASSISTANT, parts));
    } else {
      messages.add(message);
    }
  }

  private static Message message(JsonObject item) {
    return switch (item.text("type").orElse("message")) {
      case "function_call" ->
          new Message(
              Role.ASSISTANT,
              List.of(
                  new Part.ToolCall(
                      item.text("call_id").orElseThrow(),
                      item.text("name").orElseThrow(),
                      item.text("arguments").orElseThrow())));
      case "function_call_output" ->
          new Message(
              Role.TOOL,
              List.of(
                  new Part.ToolResult(
                      item.text("call_id").orElseThrow(),
                      "",
                      item.text("output").orElseThrow(),
                      false)));
      case "reasoning" ->
          new Message(Role.ASSISTANT, List.of(new Part.Thinking("", Optional.of(item.toString()))));
      default -> new Message(role(item), content(item));
    };
  }

  private static Role role(JsonObject item) {
    return switch (item.text("role").orElseThrow()) {
      case "assistant" -> Role.ASSISTANT;
      case "system", "developer" -> Role.SYSTEM;
      default -> Role.USER;
    };
  }

  private static List<Part> content(JsonObject item) {
    Optional<String> text = item.text("content");
    if (text.isPresent()) {
      return List.of(new Part.Text(text.get()));
    }
    return item.items("content").stream().map(part -> part(part.asObject().orElseThrow())).toList();
  }

  private static Part part(JsonObject part) {
    return switch (part.text("type").orElseThrow()) {
      case "input_image" ->
          media(Media.Kind.IMAGE, part.text("image_url").orElseThrow(), Optional.empty());
      case "input_file" ->
          media(
              Media.Kind.DOCUMENT,
              part.text("file_url").or(() -> part.text("file_data")).orElseThrow(),
              part.text("filename"));
      default -> new Part.Text(part.text("text").orElseThrow());
    };
  }

  private static Part media(Media.Kind kind, String url, Optional<String> name) {
    if (url.startsWith("data:")) {
      int end = url.indexOf(";base64,");
      return new Media(
          kind,
          url.substring("data:".length(), end),
          new Media.Data(url.substring(end + ";base64,".length())),
          name);
    }
    return new Media(kind, "image/png", new Media.Url(URI.create(url)), name);
  }

  /** Returns the recorded input in our form; the class comment says what that changes. */
  private static List<Json> expectedInput(JsonObject recorded, Cassette recording) {
    List<Json> items = new ArrayList<>();
    recorded.text("instructions").ifPresent(text -> items.add(said("system", Json.of(text))));
    recorded.text("input").ifPresent(text -> items.add(said("user", Json.of(text))));
    for (Json value : recorded.items("input")) {
      JsonObject item = value.asObject().orElseThrow();
      switch (item.text("type").orElse("message")) {
        case "function_call", "function_call_output" ->
            items.add(item.without("id").without("status"));
        case "reasoning" -> {
          if (recording.provider().equals("deepseek")) {
            items.add(item);
          } else if (!recording.provider().equals("azure")) {
            items.add(item.without("id").without("content"));
          }
        }
        default -> items.add(said(item.text("role").orElseThrow(), text(item)));
      }
    }
    return items;
  }

  private static JsonObject said(String role, Json content) {
    return Json.object().put("role", role).put("content", content).build();
  }

  /** Returns a content without its list if it is one of text alone. */
  private static Json text(JsonObject item) {
    List<Json> parts = item.items("content");
    boolean texts =
        !parts.isEmpty() && parts.stream().allMatch(part -> part.at("/text").isPresent());
    return texts
        ? Json.of(
            String.join(
                "",
                parts.stream()
                    .map(part -> part.at("/text").flatMap(Json::asText).orElseThrow())
                    .toList()))
        : item.get("content").orElseThrow();
  }
}
