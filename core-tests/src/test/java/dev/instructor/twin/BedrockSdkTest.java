package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.test.BedrockTwin;
import dev.instructor.test.Chunking;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinReply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** The vendor's own client takes the twin for the vendor, signatures and event streams included. */
@ProviderTwin
class BedrockSdkTest {
  private static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static StaticCredentialsProvider credentials(String secret) {
    Map<String, String> environment = BedrockTwin.environment();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            Objects.requireNonNull(environment.get("AWS_ACCESS_KEY_ID")),
            secret,
            Objects.requireNonNull(environment.get("AWS_SESSION_TOKEN"))));
  }

  private static BedrockRuntimeClient client(BedrockTwin twin, String secret) {
    return BedrockRuntimeClient.builder()
        .endpointOverride(URI.create(twin.baseUrl()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials(secret))
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .httpClient(
            UrlConnectionHttpClient.builder()
                .proxyConfiguration(
                    proxy ->
                        proxy.useSystemPropertyValues(false).useEnvironmentVariablesValues(false))
                .build())
        .build();
  }

  private static BedrockRuntimeClient client(BedrockTwin twin) {
    return client(twin, secret());
  }

  private static BedrockRuntimeAsyncClient streaming(BedrockTwin twin) {
    return BedrockRuntimeAsyncClient.builder()
        .endpointOverride(URI.create(twin.baseUrl()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials(secret()))
        .httpClient(
            NettyNioAsyncHttpClient.builder()
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build())
                .build())
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  private static String secret() {
    return Objects.requireNonNull(BedrockTwin.environment().get("AWS_SECRET_ACCESS_KEY"));
  }

  private static Message user(String text) {
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText(text))
        .build();
  }

  private static ConverseRequest.Builder plain() {
    return ConverseRequest.builder().modelId(CLAUDE).messages(user("Hello"));
  }

  private static Tool weather() {
    return Tool.fromToolSpec(
        spec ->
            spec.name("weather")
                .inputSchema(
                    schema ->
                        schema.json(
                            Document.mapBuilder()
                                .putString("type", "object")
                                .putDocument(
                                    "properties",
                                    Document.mapBuilder()
                                        .putDocument(
                                            "city",
                                            Document.mapBuilder()
                                                .putString("type", "string")
                                                .build())
                                        .build())
                                .build())));
  }

  @Test
  void whole_textUsageAndReasonAreRead(BedrockTwin twin) {
    twin.reply(TwinReply.text("Grüße 🦊").withUsage(12, 5));

    try (BedrockRuntimeClient client = client(twin)) {
      ConverseResponse answer = client.converse(plain().build());

      assertThat(answer.output().message().content().get(0).text()).isEqualTo("Grüße 🦊");
      assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
      assertThat(answer.usage().inputTokens()).isEqualTo(12);
      assertThat(answer.usage().totalTokens()).isEqualTo(17);
    }
  }

  @Test
  void toolCall_andItsResult_goBothWays(BedrockTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").reply("Sunny.");

    try (BedrockRuntimeClient client = client(twin)) {
      ToolConfiguration tools = ToolConfiguration.builder().tools(weather()).build();
      ConverseResponse first = client.converse(plain().toolConfig(tools).build());
      ContentBlock call = first.output().message().content().get(0);
      Message result =
          Message.builder()
              .role(ConversationRole.USER)
              .content(
                  ContentBlock.fromToolResult(
                      r ->
                          r.toolUseId(call.toolUse().toolUseId())
                              .content(ToolResultContentBlock.fromText("sunny"))))
              .build();
      ConverseResponse second =
          client.converse(
              plain()
                  .messages(user("Hello"), first.output().message(), result)
                  .toolConfig(tools)
                  .build());

      assertThat(first.stopReason()).isEqualTo(StopReason.TOOL_USE);
      assertThat(call.toolUse().input().asMap().get("city").asString()).isEqualTo("Graz");
      assertThat(second.output().message().content().get(0).text()).isEqualTo("Sunny.");
    }
  }

  @Test
  void streamed_eventsAreTheSdksOwn(BedrockTwin twin) throws Exception {
    twin.reply(
        TwinReply.text("Grüße 🦊")
            .withUsage(12, 5)
            .inDeltas(Chunking.of(1))
            .inWrites(Chunking.random(11, 7)));
    StringBuffer text = new StringBuffer();
    StringBuffer rest = new StringBuffer();
    ConverseStreamResponseHandler handler =
        ConverseStreamResponseHandler.builder()
            .subscriber(
                ConverseStreamResponseHandler.Visitor.builder()
                    .onContentBlockDelta(event -> text.append(event.delta().text()))
                    .onMessageStop(event -> rest.append(event.stopReasonAsString()))
                    .onMetadata(event -> rest.append(event.usage().totalTokens()))
                    .build())
            .build();

    try (BedrockRuntimeAsyncClient client = streaming(twin)) {
      client
          .converseStream(request -> request.modelId(CLAUDE).messages(user("Hello")), handler)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(text).hasToString("Grüße 🦊");
    assertThat(rest).hasToString("end_turn17");
  }

  @Test
  void streamed_errorWithinIsAnException(BedrockTwin twin) {
    twin.reply(TwinReply.error(424, "ModelStreamErrorException", "", "words"));
    ConverseStreamResponseHandler handler =
        ConverseStreamResponseHandler.builder().subscriber(event -> {}).build();

    try (BedrockRuntimeAsyncClient client = streaming(twin)) {
      assertThatThrownBy(
              () ->
                  client
                      .converseStream(
                          request -> request.modelId(CLAUDE).messages(user("Hello")), handler)
                      .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(BedrockRuntimeException.class)
          .hasMessageContaining("words");
    }
  }

  @Test
  void claudesOwnFormat_streamed_comesInChunks(BedrockTwin twin) throws Exception {
    twin.reply("Hi");
    StringBuffer text = new StringBuffer();
    InvokeModelWithResponseStreamResponseHandler handler =
        InvokeModelWithResponseStreamResponseHandler.builder()
            .subscriber(
                InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                    .onChunk(chunk -> text.append(chunk.bytes().asUtf8String()).append('\n'))
                    .build())
            .build();

    try (BedrockRuntimeAsyncClient client = streaming(twin)) {
      client
          .invokeModelWithResponseStream(
              request ->
                  request
                      .modelId(CLAUDE)
                      .body(
                          SdkBytes.fromUtf8String(
                              "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")),
              handler)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(text.toString().lines().toList())
        .first()
        .asString()
        .contains("\"type\":\"message_start\"");
    assertThat(text.toString()).contains("Hi", "message_stop");
  }

  @Test
  void errors_areTheSdksOwnTypes(BedrockTwin twin) {
    twin.reply(TwinReply.rateLimited(Duration.ZERO));

    try (BedrockRuntimeClient client = client(twin)) {
      assertThatThrownBy(() -> client.converse(plain().build()))
          .isInstanceOf(ThrottlingException.class)
          .hasMessageContaining("Too many requests");
      assertThatThrownBy(() -> client.converse(plain().messages(List.of(user(" "))).build()))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("is blank");
    }
    assertThat(twin.ledger().refused()).isEqualTo(1);
  }

  @Test
  void wrongSecret_isRefused(BedrockTwin twin) {
    try (BedrockRuntimeClient client = client(twin, "another")) {
      assertThatThrownBy(() -> client.converse(plain().build()))
          .isInstanceOf(BedrockRuntimeException.class)
          .isNotInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("signature");
    }
  }
}
