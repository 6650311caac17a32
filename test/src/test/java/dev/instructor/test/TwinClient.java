package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A client of a twin that knows nothing of our codecs. */
final class TwinClient {
  static final String REQUEST =
      """
      {"model":"gpt-4o","messages":[{"role":"user","content":"Jason is 25"}]}""";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Twin<?> twin;
  private final String path;

  TwinClient(OpenAiTwin twin) {
    this(twin, "/chat/completions");
  }

  TwinClient(Twin<?> twin, String path) {
    this.twin = twin;
    this.path = path;
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return http.send(request(body), HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> postAsync(String body) {
    return http.sendAsync(request(body), HttpResponse.BodyHandlers.ofString());
  }

  JsonObject json(String body) throws IOException, InterruptedException {
    return Json.parse(post(body).body()).asObject().orElseThrow();
  }

  HttpRequest request(String body) {
    return HttpRequest.newBuilder(URI.create(twin.baseUrl() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", "Bearer " + twin.apiKey())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  HttpClient http() {
    return http;
  }
}
