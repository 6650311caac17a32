package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ProviderTwin
class AnthropicTwinTest {
  private static final String REQUEST =
      """
      {"model":"claude-sonnet-4-5","max_tokens":2000,"messages":[{"role":"user","content":"Hi"}]}""";
  private static final String TOOL =
      """
      {"tools":[{"name":"a","input_schema":{"type":"object"}}]}""";

  private final HttpClient http = HttpClient.newHttpClient();

  /** Returns the request with further members; {@code null} takes one away. */
  private static JsonObject request(String... more) {
    JsonObject body = Json.parse(REQUEST).asObject().orElseThrow();
    for (String members : more) {
      for (var member : Json.parse(members).asObject().orElseThrow().members().entrySet()) {
        body =
            member.getValue().isNull()
                ? body.without(member.getKey())
                : body.with(member.getKey(), member.getValue());
      }
    }
    return body;
  }

  private HttpRequest.Builder builder(AnthropicTwin twin, String body) {
    return HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/v1/messages"))
        .version(HttpClient.Version.HTTP_1_1)
        .header("anthropic-version", "2023-06-01")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(AnthropicTwin twin, JsonObject body)
      throws IOException, InterruptedException {
    return http.send(
        builder(twin, body.toString()).header("x-api-key", twin.apiKey()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Optional<String> text(HttpResponse<String> response, String pointer) {
    return Json.parse(response.body()).at(pointer).flatMap(Json::asText);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"model":null} | model: Field required
          {"max_tokens":null} | max_tokens: Field required
          {"messages":null} | messages: Field required
          {"messages":[]} | messages: at least one message is required
          {"seed":7} | seed: Extra inputs are not permitted
          {"response_format":{}} | response_format: Extra inputs are not permitted
          {"max_tokens":0} | max_tokens: Input should be greater than or equal to 1
          {"max_tokens":64001} | max_tokens: 64001 > 64000, which is the maximum allowed number of output tokens for claude-sonnet-4-5
          {"temperature":1.5} | temperature: Input should be less than or equal to 1
          {"temperature":0.5,"top_p":0.5} | `temperature` and `top_p` cannot both be specified for this model. Please use only one.
          {"model":"claude-opus-4-8","temperature":0} | `temperature` is deprecated for this model.
          {"model":"claude-haiku-5-5","top_p":0.5} | `top_p` is deprecated for this model.
          {"stop_sequences":[" "]} | stop_sequences: each stop sequence must contain non-whitespace
          {"stream":"yes"} | stream: Input should be a valid boolean
          {"thinking":{"type":"enabled","budget_tokens":1000}} | thinking.enabled.budget_tokens: Input should be greater than or equal to 1024
          {"thinking":{"type":"enabled"}} | thinking.enabled.budget_tokens: Field required
          {"thinking":{"type":"adaptive"}} | adaptive thinking is not supported on this model
          {"model":"claude-opus-4-7","thinking":{"type":"enabled","budget_tokens":1024}} | "thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.
          {"model":"claude-opus-5-5","thinking":{"type":"disabled"}} | "thinking.type.disabled" is not supported for this model.
          {"output_config":{"effort":"low"}} | This model does not support the effort parameter.
          {"model":"claude-opus-4-6","output_config":{"effort":"xhigh"}} | This model does not support effort level 'xhigh'. Supported levels: high, low, max, medium.
          {"output_config":{"strict":true}} | output_config.strict: Extra inputs are not permitted
          {"output_config":{"format":{"type":"json_object"}}} | output_config.format.type: Input should be 'json_schema'
          {"output_config":{"format":{"type":"json_schema","name":"a","schema":{}}}} | output_config.format.name: Extra inputs are not permitted
          {"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}} | output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false
          {"model":"claude-sonnet-4-0","output_config":{"format":{"type":"json_schema","schema":{}}}} | output_config.format: Extra inputs are not permitted
          {"tool_choice":{"type":"auto"}} | tool_choice may only be specified while providing tools.
          {"tools":[{"name":"a b","input_schema":{"type":"object"}}]} | tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'
          {"tools":[{"name":"a"}]} | tools.0.custom.input_schema: Field required
          {"tools":[{"name":"a","input_schema":{}}]} | tools.0.custom.input_schema.type: Field required
          {"tools":[{"name":"a","input_schema":{"type":"array"}}]} | tools.0.custom.input_schema.type: Input should be 'object'
          {"tools":[{"name":"a","parameters":{}}]} | tools.0.custom.parameters: Extra inputs are not permitted
          {"tools":[{"name":"a","input_schema":{"type":"object","anyOf":[]}}]} | tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level
          {"tools":[{"name":"a","strict":true,"input_schema":{"type":"object"}}]} | tools.0.custom: For 'object' type, 'additionalProperties' must be explicitly set to false
          {"messages":[{"role":"assistant","content":"x"},{"role":"user","content":"y"}]} | messages: first message must use the "user" role
          {"messages":[{"role":"tool","content":"x"}]} | messages: Unexpected role "tool". Allowed roles are "user" or "assistant"
          {"messages":[{"role":"user","content":[{"type":"text","text":""}]}]} | messages: text content blocks must be non-empty
          {"model":"claude-opus-4-6","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"{"}]} | This model does not support assistant message prefill. The conversation must end with a user message.
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"a","input":"{}"}]}]} | messages.1.content.0.tool_use.input: Input should be a valid dictionary
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t.1","name":"a","input":{}}]}]} | messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"x"}]}]} | messages.1.content.0.thinking.signature: Field required
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"a","input":{}}]},{"role":"user","content":"y"}]} | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.
          {"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t9","content":"x"}]}]} | messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.
          """)
  void request_thatAnthropicRefuses_isRefusedInItsWords(String more, String words)
      throws Exception {
    try (AnthropicTwin twin = AnthropicTwin.builder().otherwise(TwinReply.text("x")).start()) {
      HttpResponse<String> response = post(twin, request(more));

      assertThat(response.body()).contains("\"type\":\"error\"");
      assertThat(text(response, "/error/message")).contains(words);
      assertThat(text(response, "/error/type")).contains("invalid_request_error");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(twin.ledger().refused()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"thinking":{"type":"enabled","budget_tokens":1024},"tool_choice":{"type":"tool","name":"a"}} | Thinking may not be enabled when tool_choice forces tool use.
          {"thinking":{"type":"enabled","budget_tokens":1024},"tool_choice":{"type":"any"}} | Thinking may not be enabled when tool_choice forces tool use.
          {"model":"claude-opus-5-5","tool_choice":{"type":"any"}} | tool_choice: type "tool" and "any" are not supported for this model.
          {"model":"claude-sonnet-5-5","tool_choice":{"type":"tool","name":"a"}} | tool_choice: type "tool" and "any" are not supported for this model.
          {"tool_choice":{"type":"tool","name":"b"}} | Tool 'b' not found in provided tools
          {"tool_choice":{"type":"required"}} | tool_choice: Input tag 'required' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'
          """)
  void toolChoice_thatAnthropicRefuses_isRefusedInItsWords(String more, String words)
      throws Exception {
    try (AnthropicTwin twin = AnthropicTwin.builder().otherwise(TwinReply.text("x")).start()) {
      assertThat(text(post(twin, request(TOOL, more)), "/error/message")).contains(words);
    }
  }

  @Test
  void thinking_budgetAndTurns_areChecked(AnthropicTwin twin) throws Exception {
    String thinking = "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}";
    String turns =
        """
        {"max_tokens":3000,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[
        {"type":"tool_use","id":"t1","name":"a","input":{}}]},{"role":"user","content":[
        {"type":"tool_result","tool_use_id":"t1","content":"y"}]}]}""";

    assertThat(text(post(twin, request(thinking)), "/error/message").orElseThrow())
        .startsWith("`max_tokens` must be greater than `thinking.budget_tokens`.");
    assertThat(
            text(
                    post(twin, request(thinking, "{\"max_tokens\":3000,\"temperature\":0}")),
                    "/error/message")
                .orElseThrow())
        .startsWith("`temperature` may only be set to 1 when thinking is enabled.");
    assertThat(text(post(twin, request(thinking, turns)), "/error/message").orElseThrow())
        .startsWith(
            "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.");
  }

  @Test
  void key_missingOrWrong_isRefused(AnthropicTwin twin) throws Exception {
    twin.reply("Hello").reply("Hello");
    var handler = HttpResponse.BodyHandlers.ofString();

    assertThat(http.send(builder(twin, REQUEST).build(), handler).statusCode()).isEqualTo(401);
    HttpResponse<String> wrong =
        http.send(builder(twin, REQUEST).header("x-api-key", "no").build(), handler);
    assertThat(text(wrong, "/error/type")).contains("authentication_error");
    assertThat(text(wrong, "/error/message")).contains("invalid x-api-key");
    assertThat(
            http.send(
                    builder(twin, REQUEST)
                        .header("Authorization", "Bearer " + twin.apiKey())
                        .build(),
                    handler)
                .statusCode())
        .isEqualTo(200);
    assertThat(post(twin, request()).headers().firstValue("request-id")).isPresent();
  }

  @Test
  void model_thatThereIsNot_isNotFound() throws Exception {
    try (AnthropicTwin twin = AnthropicTwin.builder().models("claude-opus-5-5").start()) {
      HttpResponse<String> response = post(twin, request());

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(text(response, "/error/message")).contains("model: claude-sonnet-4-5");
    }
  }

  @Test
  void answer_comesAsItIsAskedFor(AnthropicTwin twin) throws Exception {
    twin.answer("{\"a\":1}").answer("{\"a\":1}").answer("{\"a\":1}").answer("{\"a\":1}");

    HttpResponse<String> text = post(twin, request());
    HttpResponse<String> tool = post(twin, request(TOOL));
    HttpResponse<String> format =
        post(
            twin,
            request(
                TOOL,
                """
                {"output_config":{"format":{"type":"json_schema","schema":
                {"type":"object","properties":{},"additionalProperties":false}}}}"""));
    HttpResponse<String> none = post(twin, request(TOOL, "{\"tool_choice\":{\"type\":\"none\"}}"));

    for (HttpResponse<String> said : List.of(text, format, none)) {
      assertThat(text(said, "/content/0/text")).contains("{\"a\":1}");
      assertThat(text(said, "/stop_reason")).contains("end_turn");
    }
    assertThat(Json.parse(tool.body()).at("/content/0/input/a")).contains(Json.of(1));
    assertThat(text(tool, "/content/0/name")).contains("a");
    assertThat(text(tool, "/stop_reason")).contains("tool_use");
  }

  @Test
  void answer_whereTheModelThinks_beginsWithASignedBlock(AnthropicTwin twin) throws Exception {
    twin.reply("x").reply("x").reply("x");

    HttpResponse<String> budget =
        post(twin, request("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}"));
    HttpResponse<String> always = post(twin, request("{\"model\":\"claude-opus-5-5\"}"));
    HttpResponse<String> off = post(twin, request());

    assertThat(text(budget, "/content/0/thinking").orElseThrow()).isNotEmpty();
    assertThat(text(budget, "/content/0/signature").orElseThrow()).startsWith("sig_twin_");
    assertThat(text(always, "/content/0/thinking")).contains("");
    assertThat(text(always, "/content/1/text")).contains("x");
    assertThat(text(off, "/content/0/type")).contains("text");
  }

  @Test
  void stream_hasTheVendorsEvents(AnthropicTwin twin) throws Exception {
    twin.reply(TwinReply.answer("{\"a\":\"é\"}").inDeltas(Chunking.of(3)).withUsage(7, 5));

    String body = post(twin, request(TOOL, "{\"stream\":true}")).body();

    assertThat(body.lines().filter(line -> line.startsWith("event: ")).map(l -> l.substring(7)))
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(body).contains("\"partial_json\":\"é\\\"}\"", "\"output_tokens\":5");
  }

  @Test
  void truncatedAndRefused_areToldByTheStopReason(AnthropicTwin twin) throws Exception {
    twin.reply(TwinReply.text("abcdef").truncatedAfter(3)).reply(TwinReply.refusal("No."));

    HttpResponse<String> cut = post(twin, request());
    HttpResponse<String> refused = post(twin, request());

    assertThat(text(cut, "/content/0/text")).contains("abc");
    assertThat(text(cut, "/stop_reason")).contains("max_tokens");
    assertThat(text(refused, "/stop_reason")).contains("refusal");
    assertThat(text(refused, "/stop_details/explanation")).contains("No.");
  }

  @ParameterizedTest
  @CsvSource({
    "rate,  429, rate_limit_error",
    "quota, 400, invalid_request_error",
    "error, 500, api_error",
    "over,  529, overloaded_error"
  })
  void trouble_isToldInTheVendorsWords(String kind, int status, String type) throws Exception {
    TwinReply reply =
        switch (kind) {
          case "rate" -> TwinReply.rateLimited(Duration.ofSeconds(3));
          case "quota" -> TwinReply.quotaExceeded();
          case "error" -> TwinReply.serverError();
          default -> TwinReply.overloaded();
        };
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      HttpResponse<String> response = post(twin.reply(reply), request());

      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(text(response, "/error/type")).contains(type);
      assertThat(response.headers().firstValue("retry-after").isPresent())
          .isEqualTo(kind.equals("rate"));
    }
  }

  @Test
  void requestBeyondTheScript_isAnErrorOfTheTwin() throws Exception {
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      assertThat(text(post(twin, request()), "/error/type")).contains("twin_error");
      assertThat(twin.unscripted()).isEqualTo(1);
    }
  }
}
