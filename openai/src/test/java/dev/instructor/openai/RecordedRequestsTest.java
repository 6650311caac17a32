package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
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
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNull;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our request for what was asked in a recorded one differs from it in these ways only: what is the
 * default is left out ({@code n}, {@code logprobs} and {@code stream} of false, an empty list of
 * tools, five minutes for what is cached), nulls are left out but for the content beside calls, a
 * text alone is no list of one part, developers speak as the system, a result names its tool and
 * the call it belongs to, a choice of tools is always told, one tool that has to be called is
 * forced by its name and called once, the answer's tool stands before the caller's, one stop text
 * is a list, usage is always asked for, and the token limit has the name the vendor documents;
 * tools have no cache mark, which nothing here asks for. What cannot be said is listed in {@link
 * #INEXPRESSIBLE}; Mistral's requests are compared in {@link MistralTest}.
 */
class RecordedRequestsTest {
  /** The functions of before tools, videos, stored files and the vendor's own tools. */
  private static final List<String> INEXPRESSIBLE =
      List.of("\"functions\":", "\"video_url\":", "\"file_id\":", "\"openrouter:web_search\"");

  /**
   * By what name each recorded vendor is asked here; Snowflake's form of thinking is OpenRouter's.
   */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("openai", "openai"),
          Map.entry("azure", "azure_openai"),
          Map.entry("groq", "groq"),
          Map.entry("openrouter", "openrouter"),
          Map.entry("cerebras", "cerebras"),
          Map.entry("deepseek", "deepseek"),
          Map.entry("huggingface", "huggingface"),
          Map.entry("writer", "writer"),
          Map.entry("zai", "zai"),
          Map.entry("google", "openai-compatible"),
          Map.entry("snowflake", "openrouter"),
          Map.entry("gateway", "openai-compatible"),
          Map.entry("heroku", "openai-compatible"));

  /** Their path was recorded at the vendor's own address. */
  private static final Set<String> OWN_PATH =
      Set.of("openai", "groq", "openrouter", "cerebras", "writer", "zai");

  private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens");

  /** What has a place of its own in our requests, or is the default. */
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "tools",
          "tool_choice",
          "response_format",
          "stream",
          "stream_options",
          "temperature",
          "top_p",
          "stop",
          "reasoning_effort",
          "logprobs",
          "n",
          "max_tokens",
          "max_completion_tokens");

  private static Stream<Cassette> recorded() {
    return SharedData.cassettes("openai-chat").stream()
        .filter(recording -> !recording.provider().equals("mistral"))
        .filter(recording -> recording.request().isPresent());
  }

  private static Stream<Cassette> expressible() {
    return recorded()
        .filter(
            recording ->
                INEXPRESSIBLE.stream()
                    .noneMatch(recording.request().orElseThrow().toString()::contains));
  }

  @Test
  void recordings_canAlmostAllBeSaid() {
    assertThat(expressible()).hasSizeGreaterThan((int) recorded().count() * 9 / 10);
    assertThat(expressible().map(Cassette::provider))
        .contains("openai", "azure", "groq", "deepseek");
  }

  @TestFactory
  Stream<DynamicTest> request_isTheRecordedOne() {
    return expressible()
        .map(
            recording ->
                DynamicTest.dynamicTest(
                    recording.provider() + " " + recording.id(), () -> check(recording)));
  }

  private static void check(Cassette recording) {
    JsonObject body = recording.request().orElseThrow();
    String name = body.text("model").orElseThrow();
    String vendor = NAMES.getOrDefault(recording.provider(), "openai-compatible");
    ReplayTransport transport = ReplayTransport.json("{\"choices\":[]}");
    ProviderSettings settings = Chats.settings(vendor + "/" + name, transport);
    if (vendor.startsWith("azure")) {
      settings = settings.withBaseUrl("https://name.openai.azure.com");
    } else if (vendor.equals("openai-compatible")) {
      settings = settings.withBaseUrl("https://api.example.com/v1");
    }
    ChatModel model = new OpenAiProvider().open(settings);
    ChatRequest request = request(name, body);
    if (body.get("stream").equals(Optional.of(Json.of(true)))) {
      model.stream(request).close();
    } else {
      model.send(request);
    }

    if (OWN_PATH.contains(recording.provider())) {
      assertThat(transport.calls.get(0).uri().getPath()).isEqualTo(recording.path());
    }
    JsonObject ours = Chats.sent(transport);
    JsonObject expected = expected(body, ours);
    assertThat(ours.members().keySet()).isEqualTo(expected.members().keySet());
    for (String member : expected.members().keySet()) {
      Json mine = ours.get(member).orElseThrow();
      Json theirs = expected.get(member).orElseThrow();
      assertThat(mine.sameAs(theirs)).as("%s: %s%nrecorded: %s", member, mine, theirs).isTrue();
    }
  }

  /** Returns a recorded body with the differences that are named above. */
  private static JsonObject expected(JsonObject body, JsonObject ours) {
    JsonObject.Builder all = body.toBuilder().remove("n");
    for (String flag : List.of("stream", "logprobs")) {
      if (body.get(flag).equals(Optional.of(Json.of(false)))) {
        all.remove(flag);
      }
    }
    if (body.get("stream").equals(Optional.of(Json.of(true)))) {
      all.put("stream_options", Json.object().put("include_usage", true).build());
    }
    all.put(
        "messages",
        Json.array(
            objects(body.items("messages")).stream().map(RecordedRequestsTest::message).toList()));
    body.text("stop").ifPresent(stop -> all.put("stop", Json.strings(List.of(stop))));
    Optional<String> limit =
        LIMITS.stream().filter(body::has).findFirst().filter(told -> !ours.has(told));
    limit.ifPresent(
        told -> {
          String other = LIMITS.stream().filter(ours::has).findFirst().orElseThrow();
          all.remove(told).put(other, body.get(told).orElseThrow());
        });
    if (body.items("tools").isEmpty()) {
      all.remove("tools");
    } else {
      tools(body, all);
    }
    return all.build();
  }

  private static void tools(JsonObject body, JsonObject.Builder all) {
    List<JsonObject> tools = functions(body);
    List<Json> ordered = new ArrayList<>();
    for (Json tool : body.items("tools")) {
      boolean first = isForced(body) && isAnswer(tool.at("/function").orElseThrow());
      ordered.add(
          first ? 0 : ordered.size(), tool.asObject().orElseThrow().without("cache_control"));
    }
    all.put("tools", Json.array(ordered));
    if (!body.has("tool_choice")) {
      all.put("tool_choice", "auto");
    }
    if (isForced(body) && tools.size() == 1 && isAnswer(tools.get(0))) {
      all.put("tool_choice", forced(tools.get(0).text("name").orElseThrow()));
      if (body.text("model").orElseThrow().startsWith("gpt-")) {
        all.put("parallel_tool_calls", false);
      }
    }
  }

  private static JsonObject forced(String name) {
    return Json.object()
        .put("type", "function")
        .put("function", Json.object().put("name", name).build())
        .build();
  }

  private static Json message(JsonObject message) {
    JsonObject.Builder all = Json.object();
    message.members().entrySet().stream()
        .filter(member -> !(member.getValue() instanceof JsonNull))
        .forEach(member -> all.put(member.getKey(), member.getValue()));
    String role = message.text("role").orElseThrow();
    if (role.equals("developer")) {
      all.put("role", "system");
    }
    if (role.equals("tool")) {
      all.put("name", "tool").put("tool_call_id", message.text("tool_call_id").orElse("call00000"));
    }
    if (!message.items("tool_calls").isEmpty()) {
      if (message.text("content").orElse("").isEmpty()) {
        all.put("content", Json.ofNull());
      }
      all.put(
          "tool_calls",
          Json.array(
              objects(message.items("tool_calls")).stream()
                  .<Json>map(call -> call.has("id") ? call : call.with("id", Json.of("call00000")))
                  .toList()));
    }
    if (!message.items("content").isEmpty()) {
      all.put("content", content(objects(message.items("content"))));
    }
    return all.build();
  }

  private static Json content(List<JsonObject> parts) {
    boolean plain = parts.stream().allMatch(part -> isText(part) && !part.has("cache_control"));
    if (plain) {
      return Json.of(
          parts.stream()
              .map(part -> part.text("text").orElseThrow())
              .collect(Collectors.joining()));
    }
    return Json.array(parts.stream().map(RecordedRequestsTest::part).toList());
  }

  private static Json part(JsonObject part) {
    JsonObject.Builder all = Json.object();
    part.members().entrySet().stream()
        .filter(member -> !(member.getValue() instanceof JsonNull))
        .forEach(member -> all.put(member.getKey(), member.getValue()));
    part.object("cache_control").ifPresent(mark -> all.put("cache_control", mark.without("ttl")));
    return all.build();
  }

  private static boolean isText(JsonObject part) {
    return part.text("type").equals(Optional.of("text"));
  }

  private static ChatRequest request(String model, JsonObject body) {
    ChatRequest request =
        ChatRequest.of(
                model,
                objects(body.items("messages")).stream()
                    .map(RecordedRequestsTest::neutral)
                    .toList())
            .withOptions(options(body))
            .withTools(own(body), use(body));
    Optional<String> format = body.at("/response_format/type").flatMap(Json::asText);
    if (format.isPresent()) {
      return request.withOutput(format(body, format.get()));
    }
    return functions(body).stream()
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

  private static OutputDirective format(JsonObject body, String type) {
    if (type.equals("json_object")) {
      return new OutputDirective(Mode.JSON, "Answer", Optional.empty(), JsonObject.empty(), false);
    }
    JsonObject format =
        body.at("/response_format/json_schema").flatMap(Json::asObject).orElseThrow();
    return new OutputDirective(
        Mode.JSON_SCHEMA,
        format.text("name").orElseThrow(),
        format.text("description"),
        format.object("schema").orElseThrow(),
        format.has("strict"));
  }

  private static List<JsonObject> functions(JsonObject body) {
    return body.items("tools").stream()
        .flatMap(tool -> tool.at("/function").flatMap(Json::asObject).stream())
        .toList();
  }

  private static boolean isForced(JsonObject body) {
    return body.text("tool_choice").equals(Optional.of("required"))
        || body.at("/tool_choice/function").isPresent();
  }

  /** The recordings' name of the tool through which an answer is asked for. */
  private static boolean isAnswer(Json function) {
    return function.at("/name").equals(Optional.of(Json.of("final_result")));
  }

  private static List<ToolSpec> own(JsonObject body) {
    return functions(body).stream()
        .filter(tool -> !isForced(body) || !isAnswer(tool))
        .map(RecordedRequestsTest::spec)
        .toList();
  }

  private static ToolUse use(JsonObject body) {
    if (body.at("/tool_choice/function").isPresent()) {
      return ToolUse.NONE;
    }
    return isForced(body) ? ToolUse.REQUIRED : ToolUse.AUTO;
  }

  private static ToolSpec spec(JsonObject function) {
    return new ToolSpec(
        function.text("name").orElseThrow(),
        function.text("description"),
        function.object("parameters").orElseThrow(),
        function.has("strict"));
  }

  private static ChatOptions options(JsonObject body) {
    ChatOptions options = ChatOptions.none();
    if (body.get("temperature").orElse(Json.ofNull()) instanceof JsonNumber number) {
      options = options.withTemperature(number.value().doubleValue());
    }
    if (body.get("top_p").orElse(Json.ofNull()) instanceof JsonNumber number) {
      options = options.withTopP(number.value().doubleValue());
    }
    for (String limit : LIMITS) {
      if (body.get(limit).orElse(Json.ofNull()) instanceof JsonNumber number) {
        options = options.withMaxTokens(number.value().intValueExact());
      }
    }
    List<String> stop = new ArrayList<>(body.text("stop").stream().toList());
    body.items("stop").forEach(text -> stop.add(text.asText().orElseThrow()));
    if (!stop.isEmpty()) {
      options = options.withStop(stop);
    }
    Optional<String> effort = body.text("reasoning_effort");
    if (effort.isPresent()) {
      options = options.withReasoningEffort(effort.get());
    }
    for (Map.Entry<String, Json> member : body.members().entrySet()) {
      if (!KNOWN.contains(member.getKey())) {
        options = options.withExtra(member.getKey(), member.getValue());
      }
    }
    return options;
  }

  private static Message neutral(JsonObject message) {
    Role role =
        switch (message.text("role").orElseThrow()) {
          case "system", "developer" -> Role.SYSTEM;
          case "assistant" -> Role.ASSISTANT;
          case "tool" -> Role.TOOL;
          default -> Role.USER;
        };
    List<Part> parts = new ArrayList<>();
    if (message.has("reasoning_details")) {
      parts.add(
          new Part.Thinking(
              "",
              Optional.of("reasoning_details:" + message.get("reasoning_details").orElseThrow())));
    }
    message
        .text("reasoning_content")
        .or(() -> message.text("reasoning"))
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Thinking(text, Optional.empty())));
    Json content = message.get("content").orElse(Json.ofNull());
    if (role == Role.TOOL) {
      String text =
          content.asText().or(() -> content.at("/0/text").flatMap(Json::asText)).orElse("");
      parts.add(new Part.ToolResult(message.text("tool_call_id").orElse(""), "tool", text, false));
      if (content.at("/0/cache_control").isPresent()) {
        parts.add(new Part.CacheMark());
      }
      return new Message(role, parts);
    }
    content.asText().ifPresent(text -> parts.add(new Part.Text(text)));
    if (content instanceof JsonArray several) {
      for (JsonObject part : objects(several.items())) {
        parts.add(neutralPart(part));
        if (part.has("cache_control")) {
          parts.add(new Part.CacheMark());
        }
      }
    }
    for (Json call : message.items("tool_calls")) {
      parts.add(
          new Part.ToolCall(
              call.at("/id").flatMap(Json::asText).orElse(""),
              call.at("/function/name").flatMap(Json::asText).orElseThrow(),
              call.at("/function/arguments").flatMap(Json::asText).orElseThrow()));
    }
    return new Message(role, parts);
  }

  private static Part neutralPart(JsonObject part) {
    String type = part.text("type").orElseThrow();
    return switch (type) {
      case "text" -> new Part.Text(part.text("text").orElseThrow());
      case "image_url" ->
          media(Media.Kind.IMAGE, part.at("/image_url/url").flatMap(Json::asText).orElseThrow());
      case "file" ->
          media(
              Media.Kind.DOCUMENT, part.at("/file/file_data").flatMap(Json::asText).orElseThrow());
      case "input_audio" ->
          new Media(
              Media.Kind.AUDIO,
              "audio/" + part.at("/input_audio/format").flatMap(Json::asText).orElseThrow(),
              new Media.Data(part.at("/input_audio/data").flatMap(Json::asText).orElseThrow()),
              Optional.empty());
      default -> throw new AssertionError("a new part: " + type);
    };
  }

  private static Media media(Media.Kind kind, String url) {
    boolean here = url.startsWith("data:");
    return new Media(
        kind,
        here ? url.substring("data:".length(), url.indexOf(';')) : "image/png",
        here ? new Media.Data(url.substring(url.indexOf(',') + 1)) : new Media.Url(URI.create(url)),
        kind == Media.Kind.DOCUMENT ? Optional.of("filename.pdf") : Optional.empty());
  }

  private static List<JsonObject> objects(List<Json> items) {
    return items.stream().flatMap(item -> item.asObject().stream()).toList();
  }
}
