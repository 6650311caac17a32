package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.instructor.json.Json;
import dev.instructor.test.Chunking;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.TwinReply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The vendor's own client takes the twin for the vendor's Responses API. */
@ProviderTwin
class ResponsesSdkTest {
  public static class User {
    public String name;
    public int age;
    public List<String> tags;
  }

  public static class Weather {
    public String city;
  }

  private static final String JASON = "{\"name\":\"Jason\",\"age\":25,\"tags\":[\"new\"]}";

  private static String text(Response response) {
    return contents(response).stream()
        .flatMap(content -> content.outputText().stream())
        .map(text -> text.text())
        .collect(Collectors.joining());
  }

  private static List<ResponseOutputMessage.Content> contents(Response response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .toList();
  }

  private static ResponseFunctionToolCall call(Response response) {
    return response.output().stream()
        .flatMap(item -> item.functionCall().stream())
        .findFirst()
        .orElseThrow();
  }

  private static Response streamed(ResponsesTwin twin, ResponseCreateParams request) {
    ResponseAccumulator whole = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream =
        client(twin).responses().createStreaming(request)) {
      stream.stream().peek(ResponseStreamEvent::validate).forEach(whole::accumulate);
    }
    return whole.response();
  }

  @Test
  void text_wholeAndStreamed_isReadWithItsUsage(ResponsesTwin twin) {
    twin.reply(TwinReply.text("Grüße 🦊").withUsage(12, 5))
        .reply(
            TwinReply.text("Grüße 🦊")
                .withUsage(12, 5)
                .inDeltas(Chunking.of(1))
                .inWrites(Chunking.random(11, 7)));

    Response whole = client(twin).responses().create(plain().build());
    Response streamed = streamed(twin, plain().build());

    for (Response response : List.of(whole, streamed)) {
      assertThat(text(response)).isEqualTo("Grüße 🦊");
      assertThat(response.status()).contains(ResponseStatus.COMPLETED);
      assertThat(response.usage().orElseThrow().totalTokens()).isEqualTo(17);
      assertThat(response.validate()).isSameAs(response);
    }
  }

  @Test
  void structuredOutput_schemaIsAcceptedAndTheValueRead(ResponsesTwin twin) throws Exception {
    twin.answer(JASON);

    User user =
        client(twin).responses().create(plain().text(User.class).build()).output().stream()
            .flatMap(item -> item.message().stream())
            .flatMap(message -> message.content().stream())
            .flatMap(content -> content.outputText().stream())
            .findFirst()
            .orElseThrow();

    assertThat(user.name).isEqualTo("Jason");
    assertThat(user.age).isEqualTo(25);
    assertThat(user.tags).containsExactly("new");
    assertThat(twin.takeRequest().body().at("/text/format/strict")).contains(Json.of(true));
  }

  @Test
  void toolCall_wholeAndStreamed_argumentsAreRead(ResponsesTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").answer("{\"city\":\"Graz\"}");
    ResponseCreateParams request = plain().addTool(Weather.class).build();

    Response whole = client(twin).responses().create(request);
    Response streamed = streamed(twin, request);

    for (Response response : List.of(whole, streamed)) {
      assertThat(call(response).name()).isEqualTo("Weather");
      assertThat(call(response).arguments(Weather.class).city).isEqualTo("Graz");
    }
  }

  @Test
  void conversation_toolCallAnswered_isAccepted(ResponsesTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").reply("Sunny");
    ResponseCreateParams.Builder request = plain().addTool(Weather.class);
    ResponseFunctionToolCall call = call(client(twin).responses().create(request.build()));

    Response answer =
        client(twin)
            .responses()
            .create(
                request
                    .inputOfResponse(
                        List.of(
                            ResponseInputItem.ofEasyInputMessage(
                                EasyInputMessage.builder()
                                    .role(EasyInputMessage.Role.USER)
                                    .content("Hello")
                                    .build()),
                            ResponseInputItem.ofFunctionCall(call),
                            ResponseInputItem.ofFunctionCallOutput(
                                ResponseInputItem.FunctionCallOutput.builder()
                                    .callId(call.callId())
                                    .output("25 °C")
                                    .build())))
                    .build());

    assertThat(text(answer)).isEqualTo("Sunny");
  }

  @Test
  void refusalAndTruncation_areRead(ResponsesTwin twin) {
    twin.reply(TwinReply.refusal("No.")).reply(TwinReply.text("Hello").truncatedAfter(2));

    Response refused = client(twin).responses().create(plain().build());
    Response cut = client(twin).responses().create(plain().build());

    assertThat(contents(refused).get(0).refusal().orElseThrow().refusal()).isEqualTo("No.");
    assertThat(cut.status()).contains(ResponseStatus.INCOMPLETE);
    assertThat(text(cut)).isEqualTo("He");
  }

  @Test
  void reasoningItem_isRead(ResponsesTwin twin) {
    twin.reply("Hello");

    Response response = client(twin).responses().create(plain().model("gpt-5").build());

    assertThat(response.output().get(0).isReasoning()).isTrue();
    assertThat(response.validate()).isSameAs(response);
  }

  @Test
  void errors_areTheSdksOwnExceptions(ResponsesTwin twin) {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(1)));
    OpenAIClient client = client(twin);

    assertThatThrownBy(() -> client.responses().create(plain().build()))
        .isInstanceOf(RateLimitException.class);
    assertThatThrownBy(() -> client.responses().create(plain().temperature(3).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("decimal above maximum value");
    assertThatThrownBy(
            () ->
                OpenAIOkHttpClient.builder()
                    .baseUrl(twin.baseUrl())
                    .apiKey("sk-wrong")
                    .maxRetries(0)
                    .build()
                    .responses()
                    .create(plain().build()))
        .isInstanceOf(UnauthorizedException.class);
  }

  private static ResponseCreateParams.Builder plain() {
    return ResponseCreateParams.builder().model("gpt-4o").input("Hello");
  }

  private static OpenAIClient client(ResponsesTwin twin) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(twin.baseUrl())
        .apiKey(twin.apiKey())
        .maxRetries(0)
        .build();
  }
}
