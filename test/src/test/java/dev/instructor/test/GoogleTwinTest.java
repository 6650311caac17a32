package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google's twin answers and refuses, byte by byte; core-tests has the vendor's own client. */
@ProviderTwin
class GoogleTwinTest {
  private static final String HELLO = "'contents':[{'role':'user','parts':[{'text':'Hello'}]}]";
  private static final String TOOL =
      "'tools':[{'functionDeclarations':[{'name':'User','parametersJsonSchema':{'type':'object','properties':{'name':{'type':'string'}}}}]}]";

  private static HttpResponse<String> post(
      GoogleTwin twin, String model, String method, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(twin.baseUrl() + "/v1beta/models/" + model + ":" + method))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (headers.length == 0) {
      request.header("x-goog-api-key", twin.apiKey());
    } else {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(GoogleTwin twin, String model, String more)
      throws IOException, InterruptedException {
    return post(
        twin, model, "generateContent", "{" + HELLO + (more.isEmpty() ? "" : "," + more) + "}");
  }

  private static String at(HttpResponse<String> response, String pointer) {
    return Json.parse(response.body())
        .at(pointer)
        .map(value -> value.asText().orElse(value.toString()))
        .orElse("");
  }

  @Test
  void answer_plain_isText(GoogleTwin twin) throws Exception {
    twin.answer("{}");

    HttpResponse<String> response = post(twin, "gemini-2.0-flash", "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(at(response, "/candidates/0/content/parts")).isEqualTo("[{\"text\":\"{}\"}]");
    assertThat(at(response, "/candidates/0/finishReason")).isEqualTo("STOP");
    assertThat(at(response, "/modelVersion")).isEqualTo("gemini-2.0-flash");
    assertThat(twin.ledger().inputTokens()).isPositive();
  }

  @Test
  void usage_stated_isUnderGooglesNames(GoogleTwin twin) throws Exception {
    twin.reply(TwinReply.text("a").withUsage(12, 5));

    assertThat(at(post(twin, "m", ""), "/usageMetadata"))
        .isEqualTo("{\"promptTokenCount\":12,\"candidatesTokenCount\":5,\"totalTokenCount\":17}");
  }

  @Test
  void answer_withTools_isACallThatStops(GoogleTwin twin) throws Exception {
    twin.answer("{\"name\":\"Ann\"}");

    HttpResponse<String> response = post(twin, "gemini-3-flash-preview", TOOL);

    assertThat(at(response, "/candidates/0/content/parts/0/functionCall/args/name"))
        .isEqualTo("Ann");
    assertThat(at(response, "/candidates/0/content/parts/0/thoughtSignature")).isNotEmpty();
    assertThat(at(response, "/candidates/0/finishReason")).isEqualTo("STOP");
    assertThat(at(response, "/usageMetadata/thoughtsTokenCount")).isEqualTo("64");
  }

  @Test
  void answer_argumentsThatAreNone_isMalformed(GoogleTwin twin) throws Exception {
    twin.answer("no JSON").reply(TwinReply.answer("{\"name\":\"Ann\"}").truncatedAfter(5));

    assertThat(at(post(twin, "gemini-2.5-flash", TOOL), "/candidates/0/finishReason"))
        .isEqualTo("MALFORMED_FUNCTION_CALL");
    HttpResponse<String> cut = post(twin, "gemini-2.5-flash", TOOL);
    assertThat(at(cut, "/candidates/0/finishReason")).isEqualTo("MAX_TOKENS");
    assertThat(at(cut, "/candidates/0/content/parts")).isEmpty();
  }

  @Test
  void stream_events_addUpAndTellTheReasonAtLast(GoogleTwin twin) throws Exception {
    twin.reply("Hello you");

    HttpResponse<String> response =
        post(twin, "gemini-3-flash-preview", "streamGenerateContent?alt=sse", "{" + HELLO + "}");

    String[] events = response.body().split("\r\n\r\n", -1);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
    assertThat(events).hasSize(6);
    assertThat(events[0]).startsWith("data: ").contains("\"text\":\"Hell\"").doesNotContain("STOP");
    assertThat(events[3]).contains("\"thoughtSignature\"");
    assertThat(events[4]).contains("\"finishReason\":\"STOP\"", "candidatesTokenCount");
  }

  @Test
  void stream_withoutEvents_isOneArray(GoogleTwin twin) throws Exception {
    twin.reply("Hello you");

    HttpResponse<String> response =
        post(twin, "gemini-2.0-flash", "streamGenerateContent", "{" + HELLO + "}");

    assertThat(Json.parse(response.body()).asArray().orElseThrow().items()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gemini-2.5-flash | 'topic':1 | Unknown name \"topic\": Cannot find field",
        "gemini-2.5-flash | 'labels':{} | Unknown name \"labels\"",
        "gemini-2.5-flash | 'generationConfig':{'top_x':1} | Unknown name \"topX\" at 'generation_config'",
        "gemini-2.5-flash | 'generationConfig':{'temperature':2.1} | generation_config.temperature",
        "gemini-2.5-flash | 'generationConfig':{'stopSequences':['a','b','c','d','e','f']} | at most 5",
        "gemini-2.5-flash | 'generationConfig':{'responseMimeType':'text/html'} | allowed mimetypes",
        "gemini-2.5-flash | 'generationConfig':{'responseJsonSchema':{}} | response_mime_type must be set",
        "gemini-2.5-flash | 'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':{},'responseSchema':{}} | must be omitted",
        "gemini-2.5-flash | 'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':{'$ref':'#','type':'object'}} | $ref is set",
        "gemini-2.5-flash | 'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':{'type':'object','properties':{'a':{'$ref':'#'}},'required':['a']}} | cyclic",
        "gemini-2.5-flash | 'generationConfig':{'thinkingConfig':{'thinkingLevel':'LOW'}} | Thinking level is not supported",
        "gemini-2.5-pro | 'generationConfig':{'thinkingConfig':{'thinkingBudget':0}} | only works in thinking mode",
        "gemini-2.5-flash | 'generationConfig':{'thinkingConfig':{'thinkingBudget':99999}} | between 0 and 24576",
        "gemini-3-pro | 'generationConfig':{'thinkingConfig':{'thinkingLevel':'LOW','thinkingBudget':1}} | only one of thinking budget",
        "gemini-3-pro | 'generationConfig':{'thinkingConfig':{'thinkingLevel':'much'}} | ThinkingLevel",
        "gemini-2.5-flash | 'tools':[{'search':{}}] | Unknown name \"search\" at 'tools[0]'",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'3d'}]}] | Invalid function name",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'a'},{'name':'a'}]}] | Duplicate function",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'a','parameters':{'type':'OBJECT','additionalProperties':false}}]}] | Unknown name \"additionalProperties\" at 'tools[0].function_declarations[0].parameters'",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'a','parametersJsonSchema':{'type':'array'}}]}] | must be an object",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'a'}]}],'generationConfig':{'responseMimeType':'application/json'} | Function calling with a response mime type",
        "gemini-2.5-flash | 'toolConfig':{'functionCallingConfig':{'mode':'ANY'}} | without function_declarations",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'a'}]}],'toolConfig':{'functionCallingConfig':{'mode':'FORCED'}} | FunctionCallingConfig.Mode",
        "gemini-2.5-flash | 'tools':[{'functionDeclarations':[{'name':'a'}]}],'tool_config':{'function_calling_config':{'mode':'ANY','allowed_function_names':['b']}} | is not in the function declarations",
        "gemma-3-27b-it | 'systemInstruction':{'parts':[{'text':'a'}]} | Developer instruction is not enabled for models/gemma-3-27b-it",
        "gemma-3-27b-it | 'tools':[{'functionDeclarations':[{'name':'a'}]}] | Function calling is not enabled for models/gemma-3-27b-it",
        "gemma-3-27b-it | 'generationConfig':{'responseMimeType':'application/json'} | JSON mode is not enabled",
      })
  void request_thatGoogleRefuses_isRefused(String model, String more, String words, GoogleTwin twin)
      throws Exception {
    HttpResponse<String> response = post(twin, model, more);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(at(response, "/error/status")).isEqualTo("INVALID_ARGUMENT");
    assertThat(at(response, "/error/message")).contains(words);
    assertThat(twin.ledger().refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | contents is not specified",
        "[{'role':'user','parts':[]}] | must not be empty",
        "[{'role':'assistant','parts':[{'text':'a'}]}] | valid role: user, model",
        "[{'role':'user','parts':[{}]}] | required oneof field 'data'",
        "[{'role':'user','parts':[{'text':'a','functionCall':{'name':'f'}}]}] | already set",
        "[{'role':'user','parts':[{'words':'a'}]}] | Unknown name \"words\" at 'contents[0].parts[0]'",
        "[{'role':'user','parts':[{'text':'a'}],'name':'b'}] | Unknown name \"name\" at 'contents[0]'",
        "[{'role':'user','parts':[{'text':'a','thoughtSignature':'no base 64'}]}] | Base64 decoding failed",
        "[{'role':'model','parts':[{'functionCall':{'name':'f'}}]}] | immediately after a user turn",
        "[{'role':'user','parts':[{'functionResponse':{'name':'f','response':{}}}]}] | immediately after a function call turn",
        "[{'role':'user','parts':[{'text':'a'}]},{'role':'model','parts':[{'functionCall':{'name':'f'}},{'functionCall':{'name':'f'}}]},{'role':'user','parts':[{'functionResponse':{'name':'f','response':{}}}]}] | number of function response parts",
        "[{'role':'user','parts':[{'text':'a'}]},{'role':'model','parts':[{'functionCall':{'name':'f','args':'x'}}]}] | google.protobuf.Struct",
        "[{'role':'user','parts':[{'text':'a'}]},{'role':'model','parts':[{'functionCall':{'name':'f'}}]},{'role':'user','parts':[{'functionResponse':{'name':'f','response':{}}}]}] | missing a thought_signature",
      })
  void contents_thatGoogleRefuses_areRefused(String contents, String words, GoogleTwin twin)
      throws Exception {
    HttpResponse<String> response =
        post(twin, "gemini-3-flash-preview", "generateContent", "{'contents':" + contents + "}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(at(response, "/error/message")).contains(words);
  }

  @Test
  void key_missingOrWrong_isRefused(GoogleTwin twin) throws Exception {
    HttpResponse<String> missing =
        post(twin, "m", "generateContent", "{" + HELLO + "}", "x-other", "1");
    HttpResponse<String> wrong =
        post(twin, "m", "generateContent", "{" + HELLO + "}", "x-goog-api-key", "wrong");

    assertThat(missing.statusCode()).isEqualTo(403);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(at(wrong, "/error/details/0/reason")).isEqualTo("API_KEY_INVALID");
  }

  @Test
  void troubles_areInGooglesWords(GoogleTwin twin) throws Exception {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(7)))
        .reply(TwinReply.quotaExceeded())
        .reply(TwinReply.serverError())
        .reply(TwinReply.overloaded());

    HttpResponse<String> limited = post(twin, "m", "");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(at(limited, "/error/details/1/retryDelay")).isEqualTo("7s");
    assertThat(at(post(twin, "m", ""), "/error/details/0/violations/0/quotaId")).contains("PerDay");
    assertThat(at(post(twin, "m", ""), "/error/status")).isEqualTo("INTERNAL");
    assertThat(at(post(twin, "m", ""), "/error/status")).isEqualTo("UNAVAILABLE");
  }

  @Test
  void address_ofSomethingElse_isNotFound(GoogleTwin twin) throws Exception {
    assertThat(post(twin, "m", "countTokens", "{" + HELLO + "}").statusCode()).isEqualTo(404);
  }
}
