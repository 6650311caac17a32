package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.Prompt;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.shape.Shape;
import dev.instructor.test.ScriptedModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a prompt sends. */
class PromptTest {
  record User(String name, int age) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";

  private final ScriptedModel model = ScriptedModel.of(GOOD, GOOD);
  private final Instructor client = Instructor.of(model);

  private ChatRequest first() {
    return model.requests().get(0);
  }

  @Test
  void options_setOnThePrompt_areInTheRequest() {
    client
        .prompt("x")
        .model("other")
        .temperature(0)
        .topP(0.5)
        .maxTokens(99)
        .seed(7)
        .stop("END")
        .reasoningEffort("low")
        .option("service_tier", "flex")
        .create(User.class);

    ChatOptions options = first().options();
    assertThat(first().model()).isEqualTo("other");
    assertThat(options.temperature()).hasValue(0);
    assertThat(options.topP()).hasValue(0.5);
    assertThat(options.maxTokens()).hasValue(99);
    assertThat(options.seed()).hasValue(7);
    assertThat(options.stop()).containsExactly("END");
    assertThat(options.reasoningEffort()).contains("low");
    assertThat(options.extra()).containsEntry("service_tier", Json.of("flex"));
  }

  @Test
  void options_ofTheClient_holdUnlessThePromptSetsThem() {
    Instructor other =
        client.toBuilder().options(ChatOptions.none().withTemperature(1).withSeed(5)).build();

    other.prompt("x").temperature(0).create(User.class);

    assertThat(first().options().temperature()).hasValue(0);
    assertThat(first().options().seed()).hasValue(5);
  }

  @Test
  void prompt_isAnImmutableValue() {
    Prompt base = client.prompt("x");
    Prompt warm = base.temperature(1).user("more");

    base.create(User.class);

    assertThat(warm).isNotSameAs(base);
    assertThat(first().options().temperature()).isEmpty();
    assertThat(first().messages()).hasSize(1);
  }

  @Test
  void system_addedLate_comesFirst() {
    client
        .prompt("Jason is 25")
        .assistant("Who?")
        .user("Jason")
        .system("Be exact.")
        .mode(Mode.TOOLS)
        .create(User.class);

    assertThat(first().messages())
        .extracting(Message::role)
        .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"AUTO"},
      mode = EnumSource.Mode.EXCLUDE)
  void directive_isThereInEveryMode(Mode mode) {
    client.prompt("x").mode(mode).create(User.class);

    OutputDirective directive = first().output().orElseThrow();
    assertThat(directive.mode()).isEqualTo(mode);
    assertThat(directive.name()).isEqualTo("User");
    assertThat(directive.schema().at("/properties/age/type")).contains(Json.of("integer"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON", "PROMPTED"})
  void schemaInThePrompt_followsTheInstructions(Mode mode) {
    client.prompt("x").system("Be exact.").mode(mode).create(User.class);

    Message system = first().messages().get(0);
    assertThat(system.text())
        .startsWith("Be exact.\n\n")
        .contains("JSON Schema")
        .endsWith(first().output().orElseThrow().schema().toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"TOOLS", "JSON_SCHEMA"})
  void schemaOnTheWire_isNotInThePromptAsWell(Mode mode) {
    client.prompt("x").mode(mode).create(User.class);

    assertThat(first().messages()).containsExactly(Message.user("x"));
  }

  @Test
  void list_asksForAListAndReturnsOne() {
    ScriptedModel lists = ScriptedModel.of("[" + GOOD + "," + GOOD + "]", "[]");
    Instructor other = Instructor.of(lists);

    assertThat(other.prompt("x").list(User.class))
        .containsExactly(new User("Jason", 25), new User("Jason", 25));
    assertThat(other.prompt("x").list(User.class)).isEmpty();
  }

  @Test
  void named_isTheNameOnTheWire() {
    client.prompt("x").create(Shape.of(User.class).named("find user"));

    assertThat(first().output().orElseThrow().name()).isEqualTo("find_user");
    assertThat(Shape.of(User.class).named("a"))
        .isEqualTo(Shape.of(User.class).named("b").named("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5", "/gpt-5", "openai/", "", "/"})
  void fromProvider_withoutProviderAndModel_isRefused(String text) {
    assertThatThrownBy(() -> Instructor.fromProvider(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("provider/model");
  }

  @Test
  void fromProvider_unknownVendor_namesTheKnownOnes() {
    assertThatThrownBy(() -> Instructor.fromProvider("opneai/gpt-5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("opneai")
        .hasMessageContaining("openai");
  }

  @Test
  void fromProvider_withoutKey_namesTheVariable() {
    assertThatThrownBy(
            () ->
                Instructor.builder("openai/gpt-5-mini")
                    .environment(name -> Optional.empty())
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("OPENAI_API_KEY");
  }

  @Test
  void apiKey_forAReadyModel_isRefused() {
    assertThatThrownBy(() -> Instructor.builder(model).apiKey("sk-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("apiKey")
        .hasMessageNotContaining("sk-1");
  }

  @Test
  void toString_ofEverything_showsNoContent() {
    String canary = "canary-4711";
    ScriptedModel scripted = ScriptedModel.of("{\"name\":\"" + canary + "\",\"age\":25}");
    Prompt prompt = Instructor.of(scripted).prompt(canary).system(canary).option("x", canary);

    Extraction<User> extraction = prompt.extract(User.class);

    for (Object shown :
        List.of(
            prompt,
            extraction,
            extraction.attempts(),
            extraction.response(),
            scripted.requests(),
            scripted)) {
      assertThat(shown.toString()).doesNotContain(canary);
    }
  }
}
