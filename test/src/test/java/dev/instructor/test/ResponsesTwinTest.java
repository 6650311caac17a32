package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the twin of the Responses API answers and refuses; core-tests has the vendor's client. */
class ResponsesTwinTest {
  private static final JsonObject PLAIN =
      Json.object().put("model", "gpt-4o").put("input", "Jason is 25").build();

  private static final String TOOL =
      "\"tools\":[{\"type\":\"function\",\"name\":\"User\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]";

  private final ResponsesTwin twin = ResponsesTwin.start();
  private final TwinClient client = new TwinClient(twin, "/responses");

  @AfterEach
  void stop() {
    twin.close();
  }

  private static String with(String fields) {
    return PLAIN.toBuilder()
        .putAll(Json.parse("{" + fields + "}").asObject().orElseThrow())
        .build()
        .toString();
  }

  @Test
  void text_isTheOnlyMessage() throws Exception {
    twin.reply("Hello");

    JsonObject answer = client.json(PLAIN.toString());

    assertThat(answer.items("output")).hasSize(1);
    assertThat(answer.at("/output/0/content/0/text")).contains(Json.of("Hello"));
    assertThat(answer.get("status")).contains(Json.of("completed"));
    assertThat(answer.at("/usage/input_tokens")).contains(Json.of(3));
    assertThat(twin.ledger().requests()).isEqualTo(1);
  }

  @Test
  void answer_toolForced_callsIt() throws Exception {
    twin.answer("{\"age\":25}");

    JsonObject answer =
        client.json(with(TOOL + ",\"tool_choice\":{\"type\":\"function\",\"name\":\"User\"}"));

    assertThat(answer.at("/output/0/type")).contains(Json.of("function_call"));
    assertThat(answer.at("/output/0/name")).contains(Json.of("User"));
    assertThat(answer.at("/output/0/arguments")).contains(Json.of("{\"age\":25}"));
  }

  @Test
  void answer_modelThatReasons_hasAnItemForIt() throws Exception {
    twin.answer("{}").answer("{}");

    JsonObject plain = client.json(with("\"model\":\"gpt-5-mini\""));
    JsonObject encrypted =
        client.json(with("\"model\":\"gpt-5-mini\",\"include\":[\"reasoning.encrypted_content\"]"));

    assertThat(plain.at("/output/0/type")).contains(Json.of("reasoning"));
    assertThat(plain.at("/output/0/encrypted_content")).isEmpty();
    assertThat(encrypted.at("/output/0/encrypted_content")).contains(Json.of("gAAAtwin2"));
  }

  @Test
  void truncated_isIncomplete() throws Exception {
    twin.reply(TwinReply.text("Hello there").truncatedAfter(5));

    JsonObject answer = client.json(PLAIN.toString());

    assertThat(answer.get("status")).contains(Json.of("incomplete"));
    assertThat(answer.at("/incomplete_details/reason")).contains(Json.of("max_output_tokens"));
    assertThat(answer.at("/output/0/content/0/text")).contains(Json.of("Hello"));
  }

  @Test
  void stream_anyCut_joinsToTheSameText() throws Exception {
    String text = "Grüße an 𝒥ason 🦊, 25 Jahre";
    for (Chunking cut : List.of(Chunking.of(1), Chunking.random(7, 5), Chunking.whole())) {
      for (Chunking writes : List.of(Chunking.of(1), Chunking.random(3, 9))) {
        twin.reply(TwinReply.text(text).inDeltas(cut).inWrites(writes));

        HttpResponse<String> response = client.post(with("\"stream\":true"));

        List<JsonObject> events = events(response.body());
        assertThat(
                events.stream()
                    .filter(e -> type(e).equals("response.output_text.delta"))
                    .map(e -> e.text("delta").orElseThrow())
                    .collect(Collectors.joining()))
            .isEqualTo(text);
        assertThat(type(events.get(0))).isEqualTo("response.created");
        assertThat(type(events.get(events.size() - 1))).isEqualTo("response.completed");
        assertThat(events)
            .extracting(event -> event.get("sequence_number").orElseThrow().toString())
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void stream_refusal_hasItsOwnEvents() throws Exception {
    twin.reply(TwinReply.refusal("I cannot."));

    List<JsonObject> events = events(client.post(with("\"stream\":true")).body());

    assertThat(events)
        .extracting(ResponsesTwinTest::type)
        .contains("response.refusal.delta", "response.refusal.done")
        .doesNotContain("response.output_text.delta");
  }

  private static String type(JsonObject event) {
    return event.text("type").orElseThrow();
  }

  private static List<JsonObject> events(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> Json.parse(line.substring("data: ".length())).asObject().orElseThrow())
        .toList();
  }

  @Test
  void model_thatThereIsNot_isRefused() throws Exception {
    try (ResponsesTwin own = ResponsesTwin.builder().models("gpt-5").start()) {
      HttpResponse<String> response = new TwinClient(own, "/responses").post(PLAIN.toString());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .contains("The requested model 'gpt-4o' does not exist.", "model_not_found");
    }
  }

  @Test
  void script_thatHasRunOut_isToldSo() throws Exception {
    assertThat(client.post(PLAIN.toString()).body()).contains("script_exhausted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          "messages":[]                       | messages | unsupported_parameter | Unsupported parameter: 'messages'. In the Responses API, this parameter has moved to 'input'.
          "response_format":{}                | response_format | unsupported_parameter | this parameter has moved to 'text.format'. Try again with the new parameter.
          "max_tokens":9                      | max_tokens | unsupported_parameter | has moved to 'max_output_tokens'
          "seed":1                            | seed | unknown_parameter | Unknown parameter: 'seed'.
          "stop":["x"]                        | stop | unknown_parameter | Unknown parameter: 'stop'.
          "model":""                          | model | missing_required_parameter | Missing required parameter: 'model'.
          "input":7                           | input | invalid_type | Invalid type for 'input': expected one of a string or array of input items, but got a number instead.
          "temperature":3                     | temperature | decimal_above_max_value | Expected a value <= 2, but got 3 instead.
          "max_output_tokens":10              | max_output_tokens | integer_below_min_value | Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 10 instead.
          "include":["reasoning.encrypted_content"] | include | null | Encrypted content is not supported with this model.
          "include":["x"]                     | include[0] | invalid_value | Invalid value: 'x'.
          "reasoning":{"effort":"low"}        | reasoning.effort | unsupported_parameter | Unsupported parameter: 'reasoning.effort' is not supported with this model.
          "model":"gpt-5","reasoning":{"effort":"huge"} | reasoning.effort | invalid_value | Supported values are: 'none', 'minimal', 'low', 'medium', 'high', and 'xhigh'.
          "model":"gpt-5","temperature":0     | temperature | unsupported_parameter | Unsupported parameter: 'temperature' is not supported with this model.
          "tools":[{"type":"function","function":{"name":"a"}}] | tools[0].name | missing_required_parameter | Missing required parameter: 'tools[0].name'.
          "tools":[{"type":"function","name":"a b"}] | tools[0].name | invalid_value | string does not match pattern
          "tools":[{"type":"function","name":"a","function":{}}] | tools[0].function | unknown_parameter | Unknown parameter: 'tools[0].function'.
          "tools":[{"type":"function","name":"a","strict":true,"parameters":{"type":"object","properties":{}}}] | tools[0].parameters | invalid_function_parameters | Invalid schema for function 'a': In context=(), 'additionalProperties' is required to be supplied and to be false.
          "tool_choice":"required"            | tool_choice | null | Tool choice 'required' must be specified with 'tools' parameter.
          "tool_choice":"any"                 | tool_choice | invalid_value | Invalid value: 'any'. Supported values are: 'none', 'auto', and 'required'.
          "tool_choice":{"type":"function","function":{"name":"a"}} | tool_choice.name | missing_required_parameter | Missing required parameter: 'tool_choice.name'.
          "tool_choice":{"type":"function","name":"a"} | tool_choice | null | Tool choice 'function' not found in 'tools' parameter.
          "text":{"format":{"type":"json"}}   | text.format.type | invalid_value | Supported values are: 'json_object', 'json_schema', and 'text'.
          "text":{"format":{"type":"json_schema","json_schema":{}}} | text.format.name | missing_required_parameter | Missing required parameter: 'text.format.name'.
          "text":{"format":{"type":"json_schema","name":"a"}} | text.format.schema | missing_required_parameter | Missing required parameter: 'text.format.schema'.
          "text":{"format":{"type":"json_schema","name":"a","strict":true,"schema":{"type":"object","properties":{}}}} | text.format.schema | invalid_json_schema | Invalid schema for response_format 'a': In context=(), 'additionalProperties' is required
          "text":{"format":{"type":"json_object"}},"instructions":"Answer in JSON" | input | null | Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.
          "model":"gpt-4","text":{"format":{"type":"json_schema","name":"a","schema":{"type":"object"}}} | text.format | null | Invalid parameter: 'text.format' of type 'json_schema' is not supported with model version `gpt-4`.
          "model":"o3-mini",%s,"parallel_tool_calls":false | parallel_tool_calls | unsupported_parameter | is not supported with this model
          """)
  void field_isRefused(String fields, String parameter, String code, String message)
      throws Exception {
    refuses(with(fields.replace("%s", TOOL)), 400, parameter, code, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          {"role":"bot","content":"a"} | 400 | input[0].role | invalid_value | Invalid value: 'bot'. Supported values are: 'assistant', 'system', 'developer', and 'user'.
          {"role":"user"} | 400 | input[0].content | missing_required_parameter | Missing required parameter: 'input[0].content'.
          {"role":"user","content":"a","name":"b"} | 400 | input[0].name | unknown_parameter | Unknown parameter: 'input[0].name'.
          {"role":"user","content":[{"type":"text","text":"a"}]} | 400 | input[0].content[0].type | invalid_value | Invalid value: 'text'. Supported values are: 'input_text',
          {"role":"assistant","content":[{"type":"input_text","text":"a"}]} | 400 | input[0].content[0].type | invalid_value | Supported values are: 'output_text' and 'refusal'.
          {"role":"user","content":[{"type":"input_audio"}]} | 400 | input[0].content[0].type | invalid_value | Invalid value: 'input_audio'.
          {"role":"user","content":[{"type":"input_file","filename":"a","file_data":"data:audio/mpeg;base64,AA"}]} | 400 | input[0].content[0].file_data | invalid_value | but got unsupported MIME type 'audio/mpeg'.
          {"type":"function","name":"a"} | 400 | input[0].type | invalid_value | Invalid value: 'function'.
          {"type":"function_call","call_id":"c","name":"a"} | 400 | input[0].arguments | missing_required_parameter | Missing required parameter: 'input[0].arguments'.
          {"type":"function_call","id":"call_1","call_id":"c","name":"a","arguments":"{}"} | 400 | input[0].id | invalid_value | Invalid 'input[0].id': 'call_1'. Expected an ID that begins with 'fc'.
          {"type":"function_call","call_id":"c","name":"a","arguments":"{}"} | 400 | input | null | No tool output found for function call c.
          {"type":"function_call_output","call_id":"c","output":"a"} | 400 | input | null | No tool call found for function call output with call_id c.
          {"type":"reasoning","encrypted_content":"x"} | 400 | input[0].summary | missing_required_parameter | Missing required parameter: 'input[0].summary'.
          {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"x"} | 400 | input | null | Item 'rs_1' of type 'reasoning' was provided without its required following item.
          {"type":"reasoning","id":"rs_1","summary":[]} | 404 | input | null | Item with id 'rs_1' not found. Items are not persisted when `store` is set to false.
          {"type":"item_reference","id":"msg_1"} | 404 | input | null | Item with id 'msg_1' not found.
          """)
  void item_isRefused(String item, int status, String parameter, String code, String message)
      throws Exception {
    refuses(
        with("\"input\":[" + item + ",{\"role\":\"user\",\"content\":\"a\"}]"),
        status,
        parameter,
        code,
        message);
  }

  private void refuses(String body, int status, String parameter, String code, String message)
      throws Exception {
    HttpResponse<String> response = client.post(body);

    Json error = Json.parse(response.body()).at("/error").orElseThrow();
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(error.at("/message").flatMap(Json::asText).orElseThrow()).contains(message);
    assertThat(error.at("/param").flatMap(Json::asText).orElse(null)).isEqualTo(parameter);
    assertThat(error.at("/code").flatMap(Json::asText).orElse(null)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"store\":false,\"instructions\":\"a\",\"temperature\":0,\"parallel_tool_calls\":false",
        "\"model\":\"gpt-5\",\"include\":[\"reasoning.encrypted_content\"],\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}",
        "\"model\":\"gpt-5.1\",\"temperature\":0,\"reasoning\":{\"effort\":\"none\"}",
        "\"input\":[{\"role\":\"system\",\"content\":\"Answer in JSON\"}],\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":\"json_object\"}}",
        "\"input\":[{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"x\"},{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"a\",\"arguments\":\"{\"},{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"\"}]",
        "\"previous_response_id\":\"resp_1\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"a\"}]",
        "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"},{\"type\":\"input_image\",\"image_url\":\"https://example.com/a.png\"}]}]",
      })
  void request_inOrder_isAnswered(String fields) throws Exception {
    twin.answer("{}");

    HttpResponse<String> response = client.post(with(fields));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }
}
