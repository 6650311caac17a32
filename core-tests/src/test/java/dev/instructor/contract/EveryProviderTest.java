package dev.instructor.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.BedrockTwin;
import dev.instructor.test.CohereTwin;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.MistralTwin;
import dev.instructor.test.OllamaTwin;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.Twin;
import dev.instructor.test.TwinBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every name that {@code fromProvider} knows answers from its twin, whole and streamed, in each
 * mode that its profile names, and refuses the others. The formats are held to {@link
 * dev.instructor.test.ProviderContract}; this is about the names.
 */
class EveryProviderTest {
  record User(String name, int age) {}

  private static final String ANSWER = "{\"name\":\"Jason\",\"age\":25}";

  private static Stream<VendorInfo> overHttp() {
    return ModelProviders.vendors().stream().filter(vendor -> !vendor.name().equals("embedded"));
  }

  private static TwinBuilder<?, ?> twin(String vendor) {
    return switch (vendor) {
      case "anthropic", "anthropic-vertex" -> AnthropicTwin.builder();
      case "google", "gemini", "generative-ai", "vertexai" -> GoogleTwin.builder();
      case "bedrock", "bedrock-anthropic" -> BedrockTwin.builder();
      case "cohere" -> CohereTwin.builder();
      case "mistral" -> MistralTwin.builder();
      case "ollama" -> OllamaTwin.builder();
      case "openai" -> OpenAiTwin.builder();
      case "openai-responses" -> ResponsesTwin.builder();
      default -> OpenAiTwin.builder().compatible();
    };
  }

  static String model(String vendor) {
    return switch (vendor) {
      case "anthropic", "anthropic-vertex" -> "claude-sonnet-4-5";
      case "google", "gemini", "generative-ai", "vertexai" -> "gemini-2.5-flash";
      case "bedrock" -> "us.amazon.nova-2-lite-v1:0";
      case "bedrock-anthropic" -> "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
      case "cohere" -> "command-a-03-2025";
      case "mistral" -> "mistral-small-latest";
      case "ollama" -> "qwen3";
      case "openai", "openai-responses" -> "gpt-5-mini";
      default -> "m";
    };
  }

  private static ChatModel open(String vendor, Twin<?> twin) {
    return ModelProviders.open(
        ModelProviders.parse(vendor + "/" + model(vendor))
            .withBaseUrl(twin.baseUrl())
            .withApiKey(ApiKey.of(twin.apiKey()))
            .withOption("project", "my-project")
            .withEnvironment(variable -> Optional.empty()));
  }

  private static Instructor client(ChatModel model, Mode mode) {
    return Instructor.builder(model).mode(mode).transportRetry(RetryPolicy.none()).build();
  }

  private static Stream<DynamicTest> each(String vendor, Mode mode) {
    return Stream.of(
        DynamicTest.dynamicTest(vendor + " " + mode, () -> asks(vendor, mode, false)),
        DynamicTest.dynamicTest(vendor + " " + mode + " streamed", () -> asks(vendor, mode, true)));
  }

  private static void asks(String vendor, Mode mode, boolean streamed) {
    try (Twin<?> twin = twin(vendor).start();
        ChatModel model = open(vendor, twin)) {
      twin.answer(ANSWER);
      Instructor client = client(model, mode);

      User user = streamed ? last(client) : client.create(User.class, "Jason is 25");

      assertThat(user).isEqualTo(new User("Jason", 25));
      assertThat(twin.requests()).hasSize(1);
      assertThat(twin.ledger().refused()).isZero();
    }
  }

  private static User last(Instructor client) {
    List<Partial<User>> partials = new ArrayList<>();
    try (PartialStream<User> stream = client.prompt("Jason is 25").stream(User.class)) {
      stream.forEach(partials::add);
    }
    return partials.get(partials.size() - 1).value().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> everyName_inEachModeOfItsProfile_givesTheValue() {
    return overHttp()
        .flatMap(
            vendor -> {
              try (Twin<?> twin = twin(vendor.name()).start();
                  ChatModel model = open(vendor.name(), twin)) {
                return model.profile().modes().stream().flatMap(mode -> each(vendor.name(), mode));
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> everyName_inAModeThatItLacks_namesThoseThatItHas() {
    return overHttp()
        .map(VendorInfo::name)
        .map(vendor -> DynamicTest.dynamicTest(vendor, () -> refusesWhatItLacks(vendor)));
  }

  private static void refusesWhatItLacks(String vendor) {
    try (Twin<?> twin = twin(vendor).start();
        ChatModel model = open(vendor, twin)) {
      List<Mode> modes = model.profile().modes();
      Arrays.stream(Mode.values())
          .filter(mode -> mode != Mode.AUTO && !modes.contains(mode))
          .forEach(
              mode ->
                  assertThatThrownBy(() -> client(model, mode).create(User.class, "Jason is 25"))
                      .isInstanceOf(ConfigurationException.class)
                      .hasMessageContainingAll(
                          modes.stream().map(Mode::name).toArray(String[]::new)));
      assertThat(twin.requests()).isEmpty();
    }
  }
}
