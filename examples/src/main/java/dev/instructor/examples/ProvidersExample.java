package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.provider.Transport;
import dev.instructor.test.OpenAiTwin;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.function.Supplier;

/** Who serves the model, and how it is reached. */
public final class ProvidersExample {
  private ProvidersExample() {}

  record User(String name, int age) {}

  /** A vendor by its name; the key comes from the caller, as it may expire. */
  static Instructor openAi(String baseUrl, Supplier<String> key) {
    return Instructor.builder("openai/gpt-5-mini")
        .apiKey(key)
        .baseUrl(baseUrl)
        .header("OpenAI-Project", "proj_accounting")
        .transport(Transport.of(HttpClient.newBuilder().proxy(ProxySelector.of(null)).build()))
        .build();
  }

  /** Any server that speaks OpenAI's chat completions. */
  static Instructor ownServer(String baseUrl) {
    return Instructor.builder("openai-compatible/qwen3-8b").baseUrl(baseUrl).build();
  }

  /** A deployment on Azure: the model's name is the deployment's. */
  static Instructor azure(String endpoint, String key) {
    return Instructor.builder("azure_openai/my-deployment")
        .baseUrl(endpoint)
        .apiKey(key)
        .providerOption("api-version", "2024-10-21")
        .build();
  }

  /** Lets stand-ins on this machine answer, and prints what they were sent. */
  public static void main(String[] args) {
    String jason = "{\"name\": \"Jason\", \"age\": 25}";
    try (OpenAiTwin openai = OpenAiTwin.start();
        OpenAiTwin server = OpenAiTwin.builder().compatible().start()) {
      ask(openAi(openai.baseUrl(), openai::apiKey), openai.answer(jason));
      ask(ownServer(server.baseUrl()), server.answer(jason));
      String resource = server.baseUrl().replace("/v1", "");
      ask(azure(resource, server.apiKey()), server.answer(jason));
    }
  }

  private static void ask(Instructor client, OpenAiTwin twin) {
    User user = client.create(User.class, "Jason is 25 years old");
    String path = twin.requests().get(twin.requests().size() - 1).path();
    System.out.println(client + " " + path + ": " + user);
  }
}
