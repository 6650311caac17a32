package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.GoogleTwin;
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
class GoogleTwinCassettesTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void requestsThatGoogleAnswered_areAnswered() throws Exception {
    try (GoogleTwin twin = GoogleTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      List<String> refused = new ArrayList<>();
      for (Cassette cassette : recorded(200)) {
        HttpResponse<String> response = post(twin, cassette);
        if (response.statusCode() != 200) {
          refused.add(cassette.id() + ": " + response.body());
        }
      }

      assertThat(refused).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThan(140);
    }
  }

  @Test
  void modelThatIsNone_isRefusedInTheSameWords() throws Exception {
    List<Cassette> unknown = recorded(404);
    assertThat(unknown).isNotEmpty();
    try (GoogleTwin twin = GoogleTwin.builder().models("gemini-3-flash-preview").start()) {
      for (Cassette cassette : unknown) {
        HttpResponse<String> response = post(twin, cassette);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Json.parse(response.body()).at("/error"))
            .as(response.body())
            .isEqualTo(cassette.expected().get("error"));
      }
    }
  }

  private static List<Cassette> recorded(int status) {
    return SharedData.cassettes("google").stream()
        .filter(cassette -> cassette.status() == status && cassette.request().isPresent())
        .toList();
  }

  private HttpResponse<String> post(GoogleTwin twin, Cassette cassette)
      throws IOException, InterruptedException {
    boolean vertex = cassette.path().contains("/projects/");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + cassette.path()))
            .version(HttpClient.Version.HTTP_1_1)
            .header(
                vertex ? "Authorization" : "x-goog-api-key",
                (vertex ? "Bearer " : "") + twin.apiKey())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(cassette.request().orElseThrow().toString()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
