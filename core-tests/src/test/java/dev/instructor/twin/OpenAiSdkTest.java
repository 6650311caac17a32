package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletion;
import dev.instructor.json.Json;
import dev.instructor.test.Chunking;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vendor's own client takes the twin for the vendor. */
@ProviderTwin
class OpenAiSdkTest {
  public static class User {
    public String name;
    public int age;
    public List<String> tags;
  }

  public static class Weather {
    public String city;
  }

  private static final String JASON = "{\"name\":\"Jason\",\"age\":25,\"tags\":[\"new\"]}";

  @Test
  void whole_textAndUsageAreRead(OpenAiTwin twin) {
    twin.reply(TwinReply.text("Grüße 🦊").withUsage(12, 5));

    ChatCompletion answer = client(twin).chat().completions().create(plain().build());

    assertThat(answer.choices().get(0).message().content()).contains("Grüße 🦊");
    assertThat(answer.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(17);
    assertThat(answer.validate()).isSameAs(answer);
  }

  @Test
  void streamed_textAndUsageAreTheSame(OpenAiTwin twin) {
    twin.reply(
        TwinReply.text("Grüße 🦊")
            .withUsage(12, 5)
            .inDeltas(Chunking.of(1))
            .inWrites(Chunking.random(11, 7)));
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();

    try (StreamResponse<ChatCompletionChunk> stream =
        client(twin)
            .chat()
            .completions()
            .createStreaming(
                plain()
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      stream.stream().peek(ChatCompletionChunk::validate).forEach(whole::accumulate);
    }

    assertThat(whole.chatCompletion().choices().get(0).message().content()).contains("Grüße 🦊");
    assertThat(whole.chatCompletion().usage().orElseThrow().totalTokens()).isEqualTo(17);
  }

  @Test
  void structuredOutput_schemaIsAcceptedAndTheValueRead(OpenAiTwin twin) throws Exception {
    twin.answer(JASON);

    StructuredChatCompletion<User> answer =
        client(twin)
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .addUserMessage("Jason is 25")
                    .responseFormat(User.class)
                    .build());

    User user = answer.choices().get(0).message().content().orElseThrow();
    assertThat(user.name).isEqualTo("Jason");
    assertThat(user.age).isEqualTo(25);
    assertThat(user.tags).containsExactly("new");
    assertThat(twin.takeRequest().body().at("/response_format/json_schema/strict"))
        .contains(Json.of(true));
  }

  @Test
  void toolCall_wholeAndStreamed_argumentsAreRead(OpenAiTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").answer("{\"city\":\"Graz\"}");
    ChatCompletionCreateParams request = plain().addTool(Weather.class).build();
    ChatCompletionAccumulator streamed = ChatCompletionAccumulator.create();

    ChatCompletion whole = client(twin).chat().completions().create(request);
    try (StreamResponse<ChatCompletionChunk> stream =
        client(twin).chat().completions().createStreaming(request)) {
      stream.stream().forEach(streamed::accumulate);
    }

    for (ChatCompletion answer : List.of(whole, streamed.chatCompletion())) {
      var call = answer.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
      assertThat(call.function().name()).isEqualTo("Weather");
      assertThat(call.function().arguments(Weather.class).city).isEqualTo("Graz");
      assertThat(answer.choices().get(0).finishReason())
          .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    }
  }

  @Test
  void conversation_toolCallAnswered_isAccepted(OpenAiTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").reply("Sunny");
    ChatCompletionCreateParams.Builder request = plain().addTool(Weather.class);
    var message =
        client(twin).chat().completions().create(request.build()).choices().get(0).message();

    ChatCompletion answer =
        client(twin)
            .chat()
            .completions()
            .create(
                request
                    .addMessage(message)
                    .addMessage(
                        ChatCompletionToolMessageParam.builder()
                            .toolCallId(message.toolCalls().orElseThrow().get(0).asFunction().id())
                            .content("25 °C")
                            .build())
                    .build());

    assertThat(answer.choices().get(0).message().content()).contains("Sunny");
  }

  @Test
  void refusal_isRead(OpenAiTwin twin) {
    twin.reply(TwinReply.refusal("No."));

    assertThat(
            client(twin)
                .chat()
                .completions()
                .create(plain().build())
                .choices()
                .get(0)
                .message()
                .refusal())
        .contains("No.");
  }

  @Test
  void errors_areTheSdksOwnExceptions(OpenAiTwin twin) {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(1)));
    OpenAIClient client = client(twin);

    assertThatThrownBy(() -> client.chat().completions().create(plain().build()))
        .isInstanceOf(RateLimitException.class);
    assertThatThrownBy(() -> client.chat().completions().create(plain().temperature(3).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("decimal above maximum value");
    assertThatThrownBy(
            () ->
                OpenAIOkHttpClient.builder()
                    .baseUrl(twin.baseUrl())
                    .apiKey("sk-wrong")
                    .maxRetries(0)
                    .build()
                    .chat()
                    .completions()
                    .create(plain().build()))
        .isInstanceOf(UnauthorizedException.class);
  }

  private static ChatCompletionCreateParams.Builder plain() {
    return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Hello");
  }

  private static OpenAIClient client(OpenAiTwin twin) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(twin.baseUrl())
        .apiKey(twin.apiKey())
        .maxRetries(0)
        .build();
  }
}
