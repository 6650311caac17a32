package dev.instructor.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Canonical} without this library: the JDK's HTTP client, Jackson, and the rest by hand. */
final class CanonicalByHand {
  record User(String name, int age) {}

  private static final int MAX_REASKS = 3;
  private static final String SCHEMA =
      """
      {
        "type": "object",
        "properties": {
          "name": {"type": "string"},
          "age": {"type": "integer", "minimum": 0, "maximum": 150}
        },
        "required": ["name", "age"],
        "additionalProperties": false
      }
      """;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();
  private final URI address;
  private final String key;

  CanonicalByHand(String baseUrl, String key) {
    this.address = URI.create(baseUrl + "/chat/completions");
    this.key = key;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    String baseUrl =
        Optional.ofNullable(System.getenv("OPENAI_BASE_URL")).orElse("https://api.openai.com/v1");
    String key =
        Optional.ofNullable(System.getenv("OPENAI_API_KEY"))
            .orElseThrow(() -> new IllegalStateException("OPENAI_API_KEY is not set"));
    System.out.println(new CanonicalByHand(baseUrl, key).extract("Jason is 25 years old"));
  }

  User extract(String text) throws IOException, InterruptedException {
    ArrayNode messages = mapper.createArrayNode();
    messages.addObject().put("role", "user").put("content", text);
    List<String> problems = List.of();
    for (int attempt = 0; attempt <= MAX_REASKS; attempt++) {
      String answer = send(messages);
      problems = new ArrayList<>();
      Optional<User> user = read(answer, problems);
      if (user.isPresent() && problems.isEmpty()) {
        return user.get();
      }
      messages.addObject().put("role", "assistant").put("content", answer);
      messages
          .addObject()
          .put("role", "user")
          .put("content", "Correct your answer. What is wrong: " + String.join("; ", problems));
    }
    throw new IllegalStateException("No valid user in " + (MAX_REASKS + 1) + " attempts");
  }

  private Optional<User> read(String answer, List<String> problems) {
    try {
      User user = mapper.readValue(answer, User.class);
      if (user.name().isBlank()) {
        problems.add("name must not be blank");
      }
      if (user.age() < 0 || user.age() > 150) {
        problems.add("age must be between 0 and 150, but is " + user.age());
      }
      return Optional.of(user);
    } catch (JsonProcessingException e) {
      problems.add(e.getOriginalMessage());
      return Optional.empty();
    }
  }

  private String send(ArrayNode messages) throws IOException, InterruptedException {
    ObjectNode body = mapper.createObjectNode();
    body.put("model", "gpt-5-mini");
    body.set("messages", messages);
    ObjectNode format = body.putObject("response_format");
    format.put("type", "json_schema");
    ObjectNode named = format.putObject("json_schema");
    named.put("name", "User").put("strict", true);
    named.set("schema", mapper.readTree(SCHEMA));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(1))
            .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("OpenAI answered with status " + response.statusCode());
    }
    JsonNode choice = mapper.readTree(response.body()).at("/choices/0");
    JsonNode content = choice.at("/message/content");
    if (!content.isTextual()) {
      throw new IOException("OpenAI gave no text: " + choice.path("finish_reason").asText());
    }
    return content.asText();
  }
}
