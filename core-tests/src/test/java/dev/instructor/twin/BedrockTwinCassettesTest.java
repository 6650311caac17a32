package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.BedrockTwin;
import dev.instructor.test.TwinReply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The twin takes what the vendor took. */
class BedrockTwinCassettesTest {
  private final HttpClient http = HttpClient.newHttpClient();

  private static List<Cassette> recorded() {
    return Stream.concat(
            SharedData.cassettes("bedrock-converse").stream(),
            SharedData.cassettes("anthropic").stream()
                .filter(recording -> recording.path().startsWith("/model/")))
        .filter(recording -> recording.request().isPresent() && recording.status() == 200)
        .toList();
  }

  @Test
  void requestsThatBedrockAnswered_areAnswered() throws Exception {
    List<String> refused = new ArrayList<>();
    try (BedrockTwin twin = BedrockTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
      for (Cassette recording : recorded()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(twin.baseUrl() + recording.path()))
                .header("Authorization", "Bearer " + twin.apiKey())
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        recording.request().orElseThrow().toString()))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
          refused.add(recording.id() + ": " + response.body());
        }
      }
      assertThat(refused).isEmpty();
      assertThat(twin.requests()).hasSizeGreaterThan(60);
    }
  }
}
