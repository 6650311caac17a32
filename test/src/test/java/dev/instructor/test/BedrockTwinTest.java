package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Bedrock's twin answers and refuses, byte by byte; core-tests has the vendor's own client.
 */
@ProviderTwin
class BedrockTwinTest {
  private static final String HELLO = "'messages':[{'role':'user','content':[{'text':'Hello'}]}]";
  private static final String TOOL =
      "'toolConfig':{'tools':[{'toolSpec':{'name':'User','inputSchema':{'json':{'type':'object','properties':{}}}}}]}";

  private static HttpResponse<byte[]> post(
      BedrockTwin twin, String model, String operation, String body, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/model/" + model + "/" + operation))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> post(BedrockTwin twin, String model, String body)
      throws IOException, InterruptedException {
    return post(twin, model, "converse", "{" + body + "}", "Bearer " + twin.apiKey());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String at(HttpResponse<byte[]> response, String pointer) {
    return Json.parse(text(response))
        .at(pointer)
        .map(value -> value.asText().orElse(value.toString()))
        .orElse("");
  }

  @Test
  void answer_plain_isText(BedrockTwin twin) throws Exception {
    twin.reply(TwinReply.answer("{}").withUsage(12, 5));

    HttpResponse<byte[]> response = post(twin, "amazon.nova-lite-v1:0", HELLO);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(at(response, "/output/message/content")).isEqualTo("[{\"text\":\"{}\"}]");
    assertThat(at(response, "/stopReason")).isEqualTo("end_turn");
    assertThat(at(response, "/usage/totalTokens")).isEqualTo("17");
    assertThat(response.headers().firstValue("x-amzn-requestid")).contains("req_twin_1");
  }

  @Test
  void answer_withTools_isACall(BedrockTwin twin) throws Exception {
    twin.answer("{\"name\":\"Ann\"}");

    HttpResponse<byte[]> response = post(twin, "amazon.nova-lite-v1:0", HELLO + "," + TOOL);

    assertThat(at(response, "/output/message/content/0/toolUse/input/name")).isEqualTo("Ann");
    assertThat(at(response, "/stopReason")).isEqualTo("tool_use");
  }

  @Test
  void stream_isMadeOfEventFrames(BedrockTwin twin) throws Exception {
    twin.reply(TwinReply.text("Hi").paddedTo(40_000));

    HttpResponse<byte[]> response =
        post(
            twin,
            "amazon.nova-lite-v1:0",
            "converse-stream",
            "{" + HELLO + "}",
            "Bearer " + twin.apiKey());

    assertThat(response.headers().firstValue("content-type"))
        .contains("application/vnd.amazon.eventstream");
    assertThat(text(response)).contains("contentBlockDelta", "Hi", "metadata");
    assertThat(response.body().length).isGreaterThan(40_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          amazon.nova-lite-v1:0 | 'messages':[] | messages field is empty
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[{'text':' '}]}] | is blank
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[]}] | content field
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[{'text':'a','image':{}}]}] | tagged union
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[{'words':'a'}]}] | Unknown parameter
          amazon.nova-lite-v1:0 | 'messages':[{'role':'assistant','content':[{'text':'a'}]}] | must start with a user message
          amazon.nova-lite-v1:0 | HELLO,'model':'x' | Unknown parameter in input
          amazon.nova-lite-v1:0 | HELLO,'inferenceConfig':{'temperature':2} | less than or equal to 1
          amazon.nova-lite-v1:0 | HELLO,'inferenceConfig':{'maxTokens':0} | greater than or equal to 1
          amazon.nova-lite-v1:0 | HELLO,'outputConfig':{'textFormat':{'type':'json_schema'}} | doesn't support the outputConfig.textFormat field
          amazon.nova-lite-v1:0 | HELLO,'toolConfig':{'tools':[]} | toolConfig.tools
          amazon.nova-lite-v1:0 | HELLO,'toolConfig':{'tools':[{'toolSpec':{'name':'a b','inputSchema':{'json':{'type':'object'}}}}]} | [a-zA-Z0-9_-]+
          amazon.nova-lite-v1:0 | HELLO,'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{}}}}]} | must be one of the following: object
          amazon.nova-lite-v1:0 | HELLO,'toolConfig':{'tools':[{'toolSpec':{'name':'a','strict':true,'inputSchema':{'json':{'type':'object'}}}}]} | strict
          amazon.nova-lite-v1:0 | HELLO,'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{'type':'object'}}}}],'toolChoice':{'tool':{'name':'b'}}} | not found
          meta.llama3-3-70b-instruct-v1:0 | HELLO,'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{'type':'object'}}}}],'toolChoice':{'any':{}}} | doesn't support the toolConfig.toolChoice.any field
          deepseek.r1-v1:0 | HELLO,TOOL | doesn't support tool use
          amazon.titan-text-express-v1 | HELLO,'system':[{'text':'a'}] | system messages
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[{'text':'a'}]},{'role':'assistant','content':[{'toolUse':{'toolUseId':'1','name':'User','input':{}}}]},{'role':'user','content':[{'text':'b'}]}],TOOL | Expected toolResult blocks at messages.2.content for the following Ids: 1
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[{'toolResult':{'toolUseId':'1','content':[]}}]}],TOOL | exceeds the number of toolUse blocks
          amazon.nova-lite-v1:0 | 'messages':[{'role':'user','content':[{'text':'a'}]},{'role':'assistant','content':[{'toolUse':{'toolUseId':'1','name':'User','input':{}}}]},{'role':'user','content':[{'toolResult':{'toolUseId':'1','content':[]}}]}] | toolConfig field must be defined
          meta.llama3-3-70b-instruct-v1:0 | 'messages':[{'role':'user','content':[{'text':'a'}]},{'role':'assistant','content':[{'toolUse':{'toolUseId':'1','name':'User','input':{}}}]},{'role':'user','content':[{'toolResult':{'toolUseId':'1','content':[]}},{'text':'b'}]}],TOOL | alone
          anthropic.claude-sonnet-4-5-v1:0 | HELLO,'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':1024}},'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{'type':'object'}}}}],'toolChoice':{'any':{}}} | Thinking may not be enabled
          anthropic.claude-sonnet-4-5-v1:0 | HELLO,'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'schema':'{}'}}}} | output_config.format.schema
          """)
  void request_thatIsRefused_isToldWhy(String model, String body, String words, BedrockTwin twin)
      throws Exception {
    HttpResponse<byte[]> response =
        post(twin, model, body.replace("HELLO", HELLO).replace("TOOL", TOOL));

    assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
    assertThat(at(response, "/message")).contains(words);
    assertThat(response.headers().firstValue("x-amzn-errortype").orElse(""))
        .startsWith("ValidationException:");
    assertThat(twin.ledger().refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                | MissingAuthenticationTokenException
          Bearer wrong                     | AccessDeniedException
          AWS4-HMAC-SHA256 Credential=x    | IncompleteSignatureException
          AWS4-HMAC-SHA256 Credential=AKIA/20200101/eu-west-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000 | UnrecognizedClientException
          """)
  void authorization_thatIsNone_isRefused(String stated, String type, BedrockTwin twin)
      throws Exception {
    HttpResponse<byte[]> response =
        post(
            twin,
            "amazon.nova-lite-v1:0",
            "converse",
            "{" + HELLO + "}",
            stated == null ? "" : stated);

    assertThat(response.headers().firstValue("x-amzn-errortype").orElse("")).startsWith(type);
    assertThat(response.statusCode()).isIn(400, 403);
  }

  @Test
  void troubles_areInBedrocksWords(BedrockTwin twin) throws Exception {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(2)))
        .reply(TwinReply.overloaded())
        .reply(TwinReply.serverError())
        .reply(TwinReply.refusal("Blocked."));

    HttpResponse<byte[]> limited = post(twin, "amazon.nova-lite-v1:0", HELLO);

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).contains("2");
    assertThat(post(twin, "amazon.nova-lite-v1:0", HELLO).statusCode()).isEqualTo(503);
    assertThat(post(twin, "amazon.nova-lite-v1:0", HELLO).statusCode()).isEqualTo(500);
    assertThat(at(post(twin, "amazon.nova-lite-v1:0", HELLO), "/stopReason"))
        .isEqualTo("guardrail_intervened");
  }

  @Test
  void claudesOwnFormat_isCheckedAsAnthropicDoes(BedrockTwin twin) throws Exception {
    twin.reply("Hi");
    String model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    String body =
        "{'anthropic_version':'bedrock-2023-05-31','max_tokens':9,'messages':[{'role':'user','content':'Hello'}]}";

    HttpResponse<byte[]> taken = post(twin, model, "invoke", body, "Bearer " + twin.apiKey());
    HttpResponse<byte[]> withModel =
        post(
            twin,
            model,
            "invoke",
            body.replace("'max_tokens':9", "'max_tokens':9,'model':'x'"),
            "Bearer " + twin.apiKey());
    HttpResponse<byte[]> withoutLimit =
        post(twin, model, "invoke", body.replace("'max_tokens':9,", ""), "Bearer " + twin.apiKey());

    assertThat(at(taken, "/content/0/text")).isEqualTo("Hi");
    assertThat(at(withModel, "/message")).contains("model");
    assertThat(at(withoutLimit, "/message")).contains("max_tokens");
  }

  @Test
  void models_thatThereAreNot_areRefused() throws Exception {
    try (BedrockTwin twin = BedrockTwin.builder().models("amazon.nova-lite-v1:0").start()) {
      HttpResponse<byte[]> response = post(twin, "amazon.nova-pro-v1:0", HELLO);

      assertThat(at(response, "/message")).contains("model identifier is invalid");
    }
  }
}
