package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line for each thing that OpenAI refuses: the fields, the parameter it blames, its words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiRulesTest {
  private static final JsonObject PLAIN = Json.parse(TwinClient.REQUEST).asObject().orElseThrow();

  private OpenAiTwin twin;
  private TwinClient client;

  @BeforeAll
  void start() {
    twin = OpenAiTwin.builder().otherwise(TwinReply.answer("{}")).start();
    client = new TwinClient(twin);
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          {"model":null}                              | null | null | you must provide a model parameter
          {"messages":null}                           | messages | invalid_type | Invalid type for 'messages': expected an array of objects, but got null instead.
          {"messages":[]}                             | messages | empty_array | Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.
          {"top_k":1}                                 | null | null | Unrecognized request argument supplied: top_k
          {"top_k":1,"grammar":""}                    | null | null | Unrecognized request arguments supplied: top_k, grammar
          {"reasoning_effort":"low"}                  | null | null | Unrecognized request argument supplied: reasoning_effort
          {"temperature":3}                           | temperature | decimal_above_max_value | Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.
          {"temperature":-1}                          | temperature | decimal_below_min_value | Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -1 instead.
          {"temperature":"hot"}                       | temperature | invalid_type | Invalid type for 'temperature': expected a decimal, but got a string instead.
          {"top_p":1.5}                               | top_p | decimal_above_max_value | Invalid 'top_p': decimal above maximum value. Expected a value <= 1, but got 1.5 instead.
          {"n":0}                                     | n | integer_below_min_value | Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.
          {"seed":1.5}                                | seed | invalid_type | Invalid type for 'seed': expected an integer, but got a number instead.
          {"max_tokens":1,"max_completion_tokens":1}  | max_tokens | invalid_parameter_combination | Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.
          {"stream":"yes"}                            | stream | invalid_type | Invalid type for 'stream': expected a boolean, but got a string instead.
          {"stream_options":{"include_usage":true}}   | stream_options | null | The 'stream_options' parameter is only allowed when 'stream' is enabled.
          {"stop":["a","b","c","d","e"]}              | stop | array_above_max_length | Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.
          {"model":"gpt-5-mini","max_tokens":9}       | max_tokens | unsupported_parameter | Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.
          {"model":"o3-mini","temperature":0.1}       | temperature | unsupported_value | Unsupported value: 'temperature' does not support 0.1 with this model. Only the default (1) value is supported.
          {"model":"gpt-5","top_p":0.5}               | top_p | unsupported_parameter | Unsupported parameter: 'top_p' is not supported with this model.
          {"model":"gpt-5","stop":"x"}                | stop | unsupported_parameter | Unsupported parameter: 'stop' is not supported with this model.
          {"model":"gpt-5","reasoning_effort":"huge"} | reasoning_effort | invalid_value | Invalid value: 'huge'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', and 'xhigh'.
          {"tool_choice":"auto"}                      | tool_choice | null | Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.
          {"parallel_tool_calls":false}               | parallel_tool_calls | null | Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.
          {"tools":[]}                                | tools | empty_array | Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.
          {"tools":[{"function":{"name":"a"}}]}       | tools[0].type | missing_required_parameter | Missing required parameter: 'tools[0].type'.
          {"tools":[{"type":"function","function":{}}]} | tools[0].function.name | missing_required_parameter | Missing required parameter: 'tools[0].function.name'.
          {"tools":[{"type":"function","function":{"name":"a b"}}]} | tools[0].function.name | invalid_value | Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.
          {"tools":[{"type":"function","function":{"name":"a","extra":1}}]} | tools[0].function.extra | unknown_parameter | Unknown parameter: 'tools[0].function.extra'.
          {"tools":[{"type":"function","function":{"name":"a","parameters":{"type":"array"}}}]} | tools[0].function.parameters | invalid_function_parameters | Invalid schema for function 'a': schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.
          {"tools":[{"type":"function","function":{"name":"a","strict":true,"parameters":{"type":"object","properties":{}}}}]} | tools[0].function.parameters | invalid_function_parameters | Invalid schema for function 'a': In context=(), 'additionalProperties' is required to be supplied and to be false.
          {"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object","properties":{"b":{"type":"string"}},"required":[],"additionalProperties":false}}}} | response_format | null | Invalid schema for response_format 'a': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'b'.
          {"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":"any"} | tool_choice | invalid_value | Invalid value: 'any'. Supported values are: 'none', 'auto', and 'required'.
          {"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":{"type":"function","function":{"name":"b"}}} | tool_choice | null | Tool choice 'b' not found in 'tools' parameter.
          {"response_format":{"type":"json_object"}}  | messages | null | 'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.
          {"response_format":{"type":"json"}}         | response_format.type | invalid_value | Invalid value: 'json'. Supported values are: 'json_object', 'json_schema', and 'text'.
          {"response_format":{"type":"json_schema"}}  | response_format.json_schema | missing_required_parameter | Missing required parameter: 'response_format.json_schema'.
          {"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"array"}}}} | response_format | null | Invalid schema for response_format 'a': schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.
          {"model":"gpt-4","response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}} | null | null | Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs
          {"model":"gpt-4","response_format":{"type":"json_object"}} | response_format | null | Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.
          """)
  void field_isRefused(String fields, String parameter, String code, String message)
      throws Exception {
    refuses(
        PLAIN.toBuilder().putAll(Json.parse(fields).asObject().orElseThrow()).build(),
        parameter,
        code,
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          {"content":"a"} | messages[0].role | missing_required_parameter | Missing required parameter: 'messages[0].role'.
          {"role":"bot","content":"a"} | messages[0].role | invalid_value | Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.
          {"role":"user"} | messages.[0].content | null | Invalid value for 'content': expected a string, got null.
          {"role":"assistant","content":null} | messages.[0].content | null | Invalid value for 'content': expected a string, got null.
          {"role":"user","content":{}} | messages[0].content | invalid_type | Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an object instead.
          {"role":"user","content":[{"type":"pdf"}]} | messages[0].content[0].type | invalid_value | Invalid value: 'pdf'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'.
          {"role":"user","content":[{"type":"text"}]} | messages[0].content[0].text | missing_required_parameter | Missing required parameter: 'messages[0].content[0].text'.
          {"role":"user","content":"a","id":"1"} | messages[0].id | unknown_parameter | Unknown parameter: 'messages[0].id'.
          {"role":"assistant","content":"a","reasoning_content":""} | messages[0].reasoning_content | unknown_parameter | Unknown parameter: 'messages[0].reasoning_content'.
          {"role":"user","content":"a","name":"a b"} | messages[0].name | invalid_value | `Invalid 'messages[0].name': string does not match pattern. Expected a string that matches the pattern '^[^\\s<|\\\\/>]+$'.`
          {"role":"tool","content":"a"} | messages[0].tool_call_id | missing_required_parameter | Missing required parameter: 'messages[0].tool_call_id'.
          {"role":"tool","content":"a","tool_call_id":"1"} | messages.[0].role | null | Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.
          {"role":"assistant","tool_calls":[]} | messages[0].tool_calls | empty_array | Invalid 'messages[0].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.
          {"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":{}}}]} | messages[0].tool_calls[0].function.arguments | invalid_type | Invalid type for 'messages[0].tool_calls[0].function.arguments': expected a string, but got an object instead.
          {"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"a","arguments":"{}"}}]} | messages.[1].role | null | An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: c1
          {"role":"assistant","tool_calls":[{"id":"c1","index":0,"type":"function","function":{"name":"a","arguments":"{}"}}]} | messages[0].tool_calls[0].index | unknown_parameter | Unknown parameter: 'messages[0].tool_calls[0].index'.
          """)
  void message_isRefused(String first, String parameter, String code, String message)
      throws Exception {
    refuses(
        PLAIN.with("messages", Json.parse("[" + first + ",{\"role\":\"user\",\"content\":\"b\"}]")),
        parameter,
        code,
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "", "{\"model\":\"gpt-4o\"} x"})
  void body_noJsonObject_isRefused(String body) throws Exception {
    HttpResponse<String> response = client.post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("We could not parse the JSON body of your request.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"gpt-5\",\"temperature\":1}",
        "{\"model\":\"gpt-5.1\",\"temperature\":0,\"reasoning_effort\":\"none\"}",
        "{\"model\":\"gpt-5-mini\",\"max_completion_tokens\":9}",
        "{\"model\":\"gpt-5-chat-latest\",\"temperature\":0}",
        "{\"temperature\":null,\"stop\":null,\"stream_options\":null,\"tools\":null}",
        "{\"stop\":\"x\",\"seed\":1,\"n\":2,\"stream\":true,\"stream_options\":{}}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"{\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"\"}]}",
        "{\"messages\":[{\"role\":\"system\",\"content\":\"Answer in JSON\"}],\"response_format\":{\"type\":\"json_object\"}}"
      })
  void request_inOrder_isAnswered(String fields) throws Exception {
    JsonObject body = PLAIN.toBuilder().putAll(Json.parse(fields).asObject().orElseThrow()).build();

    HttpResponse<String> response = client.post(body.toString());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private void refuses(JsonObject body, String parameter, String code, String message)
      throws Exception {
    HttpResponse<String> response = client.post(body.toString());

    Json error = Json.parse(response.body()).at("/error").orElseThrow();
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error.at("/message").flatMap(Json::asText)).contains(message);
    assertThat(error.at("/param").flatMap(Json::asText).orElse(null)).isEqualTo(parameter);
    assertThat(error.at("/code").flatMap(Json::asText).orElse(null)).isEqualTo(code);
    assertThat(error.at("/type")).contains(Json.of("invalid_request_error"));
  }
}
