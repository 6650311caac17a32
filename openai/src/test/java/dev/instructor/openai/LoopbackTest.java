package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One whole call over HTTP, found and opened as a user's program does. */
class LoopbackTest {
  private static final String ANSWER =
      """
      {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-5-mini-2025-08-07","choices":[{"index":0,
       "message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
         "function":{"name":"User","arguments":"{\\"name\\":\\"Jason\\",\\"age\\":25}"}}]},
       "finish_reason":"tool_calls"}],
       "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}
      """;

  @Test
  void send_toolsOverHttp_returnsTheCallAndSendsKeyAndBody() throws IOException {
    AtomicReference<String> seen = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          seen.set(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + "\n"
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("x-request-id", "req_7");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    try {
      ProviderSettings settings =
          new ProviderSettings(
              "openai",
              "gpt-5-mini",
              Optional.of(ApiKey.of("sk-test")),
              Optional.of("http://localhost:" + server.getAddress().getPort() + "/v1/"),
              Map.of(),
              Optional.empty(),
              Map.of(),
              name -> Optional.empty());
      ChatModel model =
          ServiceLoader.load(ModelProvider.class).findFirst().orElseThrow().open(settings);
      ChatRequest request =
          ChatRequest.of("gpt-5-mini", List.of(Message.user("Jason is 25")))
              .withOutput(
                  new OutputDirective(
                      Mode.TOOLS,
                      "User",
                      Optional.empty(),
                      Json.object().put("type", "object").build(),
                      true));

      ChatResponse response = model.send(request);

      assertThat(response.message().toolCalls())
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.id()).isEqualTo("call_1");
                assertThat(call.name()).isEqualTo("User");
                assertThat(call.arguments()).isEqualTo("{\"name\":\"Jason\",\"age\":25}");
              });
      assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
      assertThat(response.usage()).isEqualTo(Usage.of(20, 9));
      assertThat(response.requestId()).contains("req_7");
      assertThat(seen.get()).startsWith("Bearer sk-test\n").contains("\"strict\":true");
    } finally {
      server.stop(0);
    }
  }
}
