package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.StructuredMessage;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import dev.instructor.json.Json;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.Chunking;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vendor's own client takes the twin for the vendor. */
@ProviderTwin
class AnthropicSdkTest {
  public static class User {
    public String name;
    public int age;
    public List<String> tags;
  }

  private static final Tool WEATHER =
      Tool.builder()
          .name("Weather")
          .inputSchema(
              Tool.InputSchema.builder()
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                  .required(List.of("city"))
                  .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                  .build())
          .strict(true)
          .build();

  private static final String MODEL = "claude-sonnet-4-5";
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25,\"tags\":[\"new\"]}";

  @Test
  void whole_textAndUsageAreRead(AnthropicTwin twin) {
    twin.reply(TwinReply.text("Grüße 🦊").withUsage(12, 5));

    Message answer = client(twin).messages().create(plain().build());

    assertThat(answer.content().get(0).asText().text()).isEqualTo("Grüße 🦊");
    assertThat(answer.stopReason()).contains(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isEqualTo(12);
    assertThat(answer.usage().outputTokens()).isEqualTo(5);
    assertThat(answer.validate()).isSameAs(answer);
  }

  @Test
  void streamed_textAndUsageAreTheSame(AnthropicTwin twin) {
    twin.reply(
        TwinReply.text("Grüße 🦊")
            .withUsage(12, 5)
            .inDeltas(Chunking.of(1))
            .inWrites(Chunking.random(11, 7)));
    MessageAccumulator whole = MessageAccumulator.create();

    try (StreamResponse<RawMessageStreamEvent> stream =
        client(twin).messages().createStreaming(plain().build())) {
      stream.stream().peek(RawMessageStreamEvent::validate).forEach(whole::accumulate);
    }

    assertThat(whole.message().content().get(0).asText().text()).isEqualTo("Grüße 🦊");
    assertThat(whole.message().usage().outputTokens()).isEqualTo(5);
    assertThat(whole.message().stopReason()).contains(StopReason.END_TURN);
  }

  @Test
  void structuredOutput_schemaIsAcceptedAndTheValueRead(AnthropicTwin twin) throws Exception {
    twin.answer(JASON);

    StructuredMessage<User> answer =
        client(twin).messages().create(plain().outputConfig(User.class).build());

    User user = answer.content().get(0).asText().text();
    assertThat(user.name).isEqualTo("Jason");
    assertThat(user.age).isEqualTo(25);
    assertThat(user.tags).containsExactly("new");
    assertThat(twin.takeRequest().body().at("/output_config/format/type"))
        .contains(Json.of("json_schema"));
  }

  @Test
  void toolCall_wholeAndStreamed_argumentsAreRead(AnthropicTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").answer("{\"city\":\"Graz\"}");
    MessageCreateParams request = plain().addTool(WEATHER).build();
    MessageAccumulator streamed = MessageAccumulator.create();

    Message whole = client(twin).messages().create(request);
    try (StreamResponse<RawMessageStreamEvent> stream =
        client(twin).messages().createStreaming(request)) {
      stream.stream().forEach(streamed::accumulate);
    }

    for (Message answer : List.of(whole, streamed.message())) {
      ToolUseBlock call = answer.content().get(0).asToolUse();
      assertThat(call.name()).isEqualTo("Weather");
      assertThat(call._input()).isEqualTo(JsonValue.from(Map.of("city", "Graz")));
      assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
    }
  }

  @Test
  void conversation_thinkingAndToolCallSentBack_areAccepted(AnthropicTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").reply("Sunny");
    MessageCreateParams.Builder request =
        plain().maxTokens(4000).enabledThinking(1024).addTool(WEATHER);
    Message first = client(twin).messages().create(request.build());
    assertThat(first.content().get(0).asThinking().signature()).isNotEmpty();

    Message answer =
        client(twin)
            .messages()
            .create(
                request
                    .addMessage(first)
                    .addUserMessageOfContentBlockParams(
                        List.of(
                            ContentBlockParam.ofToolResult(
                                ToolResultBlockParam.builder()
                                    .toolUseId(first.content().get(1).asToolUse().id())
                                    .content("25 °C")
                                    .build())))
                    .build());

    assertThat(answer.content().get(1).asText().text()).isEqualTo("Sunny");
  }

  @Test
  void refusal_isRead(AnthropicTwin twin) {
    twin.reply(TwinReply.refusal("No."));

    Message answer = client(twin).messages().create(plain().build());

    assertThat(answer.stopReason()).contains(StopReason.REFUSAL);
    assertThat(answer.validate().content()).isEmpty();
  }

  @Test
  void errors_areTheSdksOwnExceptions(AnthropicTwin twin) {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(1)));
    AnthropicClient client = client(twin);

    assertThatThrownBy(() -> client.messages().create(plain().build()))
        .isInstanceOf(RateLimitException.class);
    assertThatThrownBy(
            () ->
                client
                    .messages()
                    .create(
                        plain()
                            .putAdditionalBodyProperty("temperature", JsonValue.from(3))
                            .build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("temperature: Input should be less than or equal to 1");
    assertThatThrownBy(
            () ->
                AnthropicOkHttpClient.builder()
                    .baseUrl(twin.baseUrl())
                    .apiKey("sk-wrong")
                    .maxRetries(0)
                    .build()
                    .messages()
                    .create(plain().build()))
        .isInstanceOf(UnauthorizedException.class);
  }

  private static MessageCreateParams.Builder plain() {
    return MessageCreateParams.builder().model(MODEL).maxTokens(1000).addUserMessage("Hello");
  }

  private static AnthropicClient client(AnthropicTwin twin) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(twin.baseUrl())
        .apiKey(twin.apiKey())
        .maxRetries(0)
        .build();
  }
}
