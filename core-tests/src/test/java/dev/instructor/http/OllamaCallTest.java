package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.test.OllamaTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole calls with Ollama's own form over HTTP, against a twin that refuses what a server does. */
@ProviderTwin
class OllamaCallTest {
  record User(String name, Optional<String> nickname, int age) {}

  private static final String JASON = "{\"name\":\"Jason\",\"nickname\":null,\"age\":25}";
  private static final String WRONG = "{\"name\":\"Jason\",\"nickname\":null,\"age\":\"old\"}";
  private static final User USER = new User("Jason", Optional.empty(), 25);

  private static Instructor client(OllamaTwin twin, String model, Mode mode) {
    return twin.client("ollama/" + model).mode(mode).build();
  }

  private static List<JsonObject> bodies(OllamaTwin twin) {
    return twin.requests().stream().map(TwinRequest::body).toList();
  }

  @Test
  void auto_prefersAFormat_andToolsInTheCloud(OllamaTwin twin) {
    twin.answer(JASON).answer(JASON);

    assertThat(client(twin, "qwen3", Mode.AUTO).prompt("x").extract(User.class).mode())
        .isEqualTo(Mode.JSON_SCHEMA);
    assertThat(client(twin, "gpt-oss:120b-cloud", Mode.AUTO).prompt("x").extract(User.class).mode())
        .isEqualTo(Mode.TOOLS);
    assertThat(bodies(twin).get(0).at("/messages/0/content").flatMap(Json::asText))
        .hasValueSatisfying(text -> assertThat(text).contains("JSON Schema", "\"age\""));
    assertThat(bodies(twin).get(0).at("/format/properties/age")).isPresent();
  }

  @Test
  void tools_modelWithoutThem_stepsDown() {
    try (OllamaTwin twin = OllamaTwin.builder().withoutTools("gpt-oss:20b-cloud").start()) {
      twin.answer(JASON);

      Extraction<User> extraction =
          client(twin, "gpt-oss:20b-cloud", Mode.AUTO).prompt("x").extract(User.class);

      assertThat(extraction.mode()).isEqualTo(Mode.PROMPTED);
      assertThat(extraction.steppedDownFrom()).contains(Mode.TOOLS);
    }
  }

  @Test
  void extract_thoughtsAndNamesOfTools_goBackWithTheReask(OllamaTwin twin) {
    twin.answer(WRONG).answer(JASON);

    Extraction<User> extraction =
        client(twin, "qwen3", Mode.TOOLS)
            .prompt("Jason is 25")
            .reasoningEffort("high")
            .extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.warnings()).singleElement().asString().contains("not forced");
    assertThat(bodies(twin).get(0).get("think")).contains(Json.of("high"));
    assertThat(bodies(twin).get(1).items("messages").toString())
        .contains("\"thinking\":\"Let me see", "\"tool_name\"");
  }

  @Test
  void create_modeThatTheModelLacks_namesThoseItHas(OllamaTwin twin) {
    Instructor client = client(twin, "gpt-oss:120b-cloud", Mode.JSON_SCHEMA);

    assertThatThrownBy(() -> client.create(User.class, "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TOOLS, PROMPTED");
    assertThat(twin.requests()).isEmpty();
  }
}
