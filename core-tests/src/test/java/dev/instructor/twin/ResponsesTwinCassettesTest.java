package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.TwinReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The twin takes what the vendor took, and refuses what the vendor refused. */
class ResponsesTwinCassettesTest {
  /** There is no such model, or a file behind an address cannot be read: not the request's form. */
  private static final Set<String> NOT_OF_FORM = Set.of("model_not_found", "unsupported_file");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void requestsThatOpenAiAnswered_areAnswered() throws Exception {
    List<String> refused = new ArrayList<>();
    try (ResponsesTwin twin = ResponsesTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      for (Cassette cassette : recorded(200)) {
        HttpResponse<String> response = post(twin, cassette);
        if (response.statusCode() != 200) {
          refused.add(cassette.id() + ": " + response.body());
        }
      }
      assertThat(refused).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThan(100);
    }
  }

  @Test
  void requestsThatOpenAiRefusedForTheirForm_areRefusedInTheSameWords() throws Exception {
    List<Cassette> refused =
        recorded(400).stream()
            .filter(cassette -> !NOT_OF_FORM.contains(error(cassette).text("code").orElse("")))
            .toList();
    assertThat(refused).isNotEmpty();
    try (ResponsesTwin twin = ResponsesTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      for (Cassette cassette : refused) {
        HttpResponse<String> response = post(twin, cassette);

        assertThat(response.statusCode()).as(cassette.id()).isEqualTo(400);
        assertThat(Json.parse(response.body()).at("/error").orElseThrow().sameAs(error(cassette)))
            .as(cassette.id() + ": " + response.body())
            .isTrue();
      }
    }
  }

  private static JsonObject error(Cassette cassette) {
    return cassette.expected().object("error").orElseThrow();
  }

  private static List<Cassette> recorded(int status) {
    return SharedData.cassettes("openai-responses").stream()
        .filter(cassette -> cassette.provider().equals("openai"))
        .filter(cassette -> cassette.status() == status && cassette.request().isPresent())
        .toList();
  }

  private HttpResponse<String> post(ResponsesTwin twin, Cassette cassette)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/responses"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + twin.apiKey())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(cassette.request().orElseThrow().toString()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
