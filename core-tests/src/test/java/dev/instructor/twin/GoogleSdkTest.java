package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCallingConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import dev.instructor.json.Json;
import dev.instructor.test.Chunking;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vendor's own client takes the twin for the vendor. */
@ProviderTwin
class GoogleSdkTest {
  private static final String MODEL = "gemini-3-flash-preview";

  private static final Map<String, Object> WEATHER =
      Map.of(
          "type", "object",
          "properties", Map.of("city", Map.of("type", "string")),
          "required", List.of("city"));

  @Test
  void whole_textAndUsageAreRead(GoogleTwin twin) {
    twin.reply(TwinReply.text("Grüße 🦊"));

    try (Client client = client(twin)) {
      GenerateContentResponse answer = client.models.generateContent(MODEL, "Hello", none());

      assertThat(answer.text()).isEqualTo("Grüße 🦊");
      assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
      var usage = answer.usageMetadata().orElseThrow();
      assertThat(usage.totalTokenCount().orElseThrow())
          .isEqualTo(
              usage.promptTokenCount().orElseThrow()
                  + usage.candidatesTokenCount().orElseThrow()
                  + usage.thoughtsTokenCount().orElseThrow());
      assertThat(answer.parts().get(0).thoughtSignature()).isPresent();
    }
  }

  @Test
  void streamed_textIsTheSame(GoogleTwin twin) {
    twin.reply(
        TwinReply.text("Grüße 🦊").inDeltas(Chunking.of(1)).inWrites(Chunking.random(11, 7)));
    StringBuilder text = new StringBuilder();

    try (Client client = client(twin);
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(MODEL, "Hello", none())) {
      for (GenerateContentResponse piece : stream) {
        text.append(piece.text());
      }
    }

    assertThat(text).hasToString("Grüße 🦊");
    assertThat(twin.requests().get(0).query()).isEqualTo("alt=sse");
  }

  @Test
  void schemasOfBothForms_areAccepted(GoogleTwin twin) {
    twin.answer("{\"city\":\"Graz\"}").answer("{\"city\":\"Graz\"}");
    GenerateContentConfig jsonSchema =
        GenerateContentConfig.builder()
            .responseMimeType("application/json")
            .responseJsonSchema(WEATHER)
            .build();
    GenerateContentConfig openApi =
        GenerateContentConfig.builder()
            .responseMimeType("application/json")
            .responseSchema(
                Schema.builder()
                    .type("OBJECT")
                    .properties(Map.of("city", Schema.builder().type("STRING").build()))
                    .build())
            .build();

    try (Client client = client(twin)) {
      for (GenerateContentConfig config : List.of(jsonSchema, openApi)) {
        assertThat(client.models.generateContent(MODEL, "Weather in Graz?", config).text())
            .isEqualTo("{\"city\":\"Graz\"}");
      }
    }
  }

  @Test
  void conversation_forcedCallAnswered_isAccepted(GoogleTwin twin) throws Exception {
    twin.answer("{\"city\":\"Graz\"}").reply("Sunny");

    try (Client client = client(twin)) {
      GenerateContentResponse called =
          client.models.generateContent(MODEL, "Weather in Graz?", tools("ANY"));
      var call = called.functionCalls().get(0);
      assertThat(call.name()).contains("Weather");
      assertThat(call.args().orElseThrow()).isEqualTo(Map.of("city", "Graz"));

      List<Content> conversation = new ArrayList<>();
      conversation.add(
          Content.fromParts(Part.fromText("Weather in Graz?")).toBuilder().role("user").build());
      conversation.add(called.candidates().orElseThrow().get(0).content().orElseThrow());
      conversation.add(
          Content.builder()
              .role("user")
              .parts(Part.fromFunctionResponse("Weather", Map.of("output", "25 °C")))
              .build());
      assertThat(client.models.generateContent(MODEL, conversation, tools("AUTO")).text())
          .isNotNull();
    }

    twin.takeRequest();
    assertThat(twin.takeRequest().body().at("/contents/1/parts/0/thoughtSignature")).isPresent();
    assertThat(twin.requests().get(0).body().at("/toolConfig/functionCallingConfig/mode"))
        .contains(Json.of("ANY"));
  }

  @Test
  void conversation_signatureLeftOut_isRefused(GoogleTwin twin) {
    try (Client client = client(twin)) {
      List<Content> conversation =
          List.of(
              Content.builder().role("user").parts(Part.fromText("Weather?")).build(),
              Content.builder()
                  .role("model")
                  .parts(Part.fromFunctionCall("Weather", Map.of("city", "Graz")))
                  .build(),
              Content.builder()
                  .role("user")
                  .parts(Part.fromFunctionResponse("Weather", Map.of("output", "25 °C")))
                  .build());

      assertThatThrownBy(() -> client.models.generateContent(MODEL, conversation, tools("AUTO")))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("missing a thought_signature");
    }
  }

  @Test
  void heldBack_isRead(GoogleTwin twin) {
    twin.reply(TwinReply.refusal("No."));

    try (Client client = client(twin)) {
      GenerateContentResponse answer = client.models.generateContent(MODEL, "Hello", none());

      assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.SAFETY);
    }
  }

  @Test
  void errors_areTheSdksOwnExceptions(GoogleTwin twin) {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(1))).reply(TwinReply.overloaded());

    try (Client client = client(twin)) {
      assertThatThrownBy(() -> client.models.generateContent(MODEL, "Hello", none()))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("429");
      assertThatThrownBy(() -> client.models.generateContent(MODEL, "Hello", none()))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("503");
      assertThatThrownBy(
              () ->
                  client.models.generateContent(
                      MODEL, "Hello", GenerateContentConfig.builder().temperature(3f).build()))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("temperature");
    }
  }

  private static GenerateContentConfig none() {
    return GenerateContentConfig.builder().build();
  }

  private static GenerateContentConfig tools(String mode) {
    FunctionDeclaration function =
        FunctionDeclaration.builder().name("Weather").parametersJsonSchema(WEATHER).build();
    return GenerateContentConfig.builder()
        .tools(Tool.builder().functionDeclarations(function).build())
        .toolConfig(
            ToolConfig.builder()
                .functionCallingConfig(FunctionCallingConfig.builder().mode(mode).build())
                .build())
        .build();
  }

  private static Client client(GoogleTwin twin) {
    return Client.builder()
        .apiKey(twin.apiKey())
        .vertexAI(false)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(twin.baseUrl())
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .build())
        .build();
  }
}
