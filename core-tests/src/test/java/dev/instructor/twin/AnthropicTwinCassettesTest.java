package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.TwinReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The twin takes what the vendor took, and refuses what the vendor refused. */
class AnthropicTwinCassettesTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void requestsThatAnthropicAnswered_areAnswered() throws Exception {
    List<String> refused = new ArrayList<>();
    try (AnthropicTwin twin = AnthropicTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      for (Cassette cassette : recorded(200)) {
        HttpResponse<String> response = post(twin, cassette);
        if (response.statusCode() != 200) {
          refused.add(cassette.id() + ": " + response.body());
        }
      }
      assertThat(refused).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThan(110);
    }
  }

  @Test
  void requestsThatAnthropicRefused_areRefusedInTheSameWords() throws Exception {
    List<Cassette> refused = new ArrayList<>(recorded(400));
    refused.addAll(recorded(404));
    assertThat(refused).hasSizeGreaterThanOrEqualTo(2);
    try (AnthropicTwin twin =
        AnthropicTwin.builder()
            .models("claude-sonnet-4-5", "claude-opus-4-6")
            .otherwise(TwinReply.answer("{}"))
            .start()) {
      for (Cassette cassette : refused) {
        HttpResponse<String> response = post(twin, cassette);

        assertThat(response.statusCode()).as(cassette.id()).isEqualTo(cassette.status());
        JsonObject expected = cassette.expected().object("error").orElseThrow();
        assertThat(Json.parse(response.body()).at("/error").orElseThrow().sameAs(expected))
            .as(cassette.id() + ": " + response.body())
            .isTrue();
      }
    }
  }

  private static List<Cassette> recorded(int status) {
    return SharedData.cassettes("anthropic").stream()
        .filter(cassette -> cassette.path().equals("/v1/messages"))
        .filter(cassette -> cassette.status() == status && cassette.request().isPresent())
        .toList();
  }

  private HttpResponse<String> post(AnthropicTwin twin, Cassette cassette)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/v1/messages?beta=true"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("x-api-key", twin.apiKey())
            .header("anthropic-version", "2023-06-01")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(cassette.request().orElseThrow().toString()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
