package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.CohereTwin;
import dev.instructor.test.MistralTwin;
import dev.instructor.test.OllamaTwin;
import dev.instructor.test.Twin;
import dev.instructor.test.TwinReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The twins of Cohere, Mistral and Ollama take what the vendor took. */
class SmallTwinsCassettesTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void requestsThatCohereAnswered_areAnswered() throws Exception {
    try (CohereTwin twin = CohereTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      assertThat(refused(twin, SharedData.cassettes("cohere-v2"), "/v2/chat")).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThanOrEqualTo(12);
    }
  }

  @Test
  void requestsThatOllamaAnswered_areAnswered() throws Exception {
    try (OllamaTwin twin = OllamaTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      assertThat(refused(twin, SharedData.cassettes("ollama"), "/api/chat")).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void requestsThatMistralAnswered_areAnswered() throws Exception {
    try (MistralTwin twin = MistralTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      List<Cassette> recorded =
          SharedData.cassettes("openai-chat").stream()
              .filter(cassette -> cassette.provider().equals("mistral"))
              .toList();

      assertThat(refused(twin, recorded, "/v1/chat/completions")).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThanOrEqualTo(29);
    }
  }

  private List<String> refused(Twin<?> twin, List<Cassette> recorded, String path)
      throws IOException, InterruptedException {
    List<String> refused = new ArrayList<>();
    String root = path.startsWith("/v1") ? twin.baseUrl().replace("/v1", "") : twin.baseUrl();
    for (Cassette cassette : recorded) {
      if (cassette.status() == 200
          && cassette.path().equals(path)
          && cassette.request().isPresent()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(root + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + twin.apiKey())
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        cassette.request().orElseThrow().toString()))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
          refused.add(cassette.id() + ": " + response.body());
        }
      }
    }
    return refused;
  }
}
