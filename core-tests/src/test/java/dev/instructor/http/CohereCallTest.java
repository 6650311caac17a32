package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.test.CohereTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole calls with Cohere's codec over HTTP, against a twin that refuses what Cohere does. */
@ProviderTwin
class CohereCallTest {
  record User(String name, Optional<String> nickname, int age) {}

  private static final String JASON = "{\"name\":\"Jason\",\"nickname\":null,\"age\":25}";
  private static final String WRONG = "{\"name\":\"Jason\",\"nickname\":null,\"age\":\"old\"}";
  private static final User USER = new User("Jason", Optional.empty(), 25);

  private static Instructor client(CohereTwin twin, String model, Mode mode) {
    return twin.client("cohere/" + model).mode(mode).build();
  }

  private static List<JsonObject> bodies(CohereTwin twin) {
    return twin.requests().stream().map(TwinRequest::body).toList();
  }

  @Test
  void extract_planAndThoughts_goBackWithTheReask(CohereTwin twin) {
    twin.answer(WRONG).answer(JASON);

    User user =
        client(twin, "command-a-reasoning-08-2025", Mode.TOOLS).create(User.class, "Jason is 25");

    assertThat(user).isEqualTo(USER);
    JsonObject turn = bodies(twin).get(1).at("/messages/1").flatMap(Json::asObject).orElseThrow();
    assertThat(turn.text("tool_plan")).isPresent();
    assertThat(turn.at("/content/0/type")).contains(Json.of("thinking"));
    assertThat(turn.at("/tool_calls/0/function/name")).contains(Json.of("User"));
  }

  @Test
  void extract_modelWithoutToolChoice_isToldToCallAndWarnedOf(CohereTwin twin) {
    twin.answer(WRONG).answer(JASON);

    Extraction<User> extraction =
        client(twin, "command-r-08-2024", Mode.TOOLS).prompt("Jason is 25").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.warnings())
        .singleElement()
        .asString()
        .contains("in words", "command-r-08-2024");
  }

  @Test
  void auto_prefersStructuredOutputs_andPromptsOldModels(CohereTwin twin) {
    twin.answer(JASON).answer(JASON);

    assertThat(client(twin, "command-a-03-2025", Mode.AUTO).prompt("x").extract(User.class).mode())
        .isEqualTo(Mode.JSON_SCHEMA);
    assertThat(client(twin, "command-light", Mode.AUTO).prompt("x").extract(User.class).mode())
        .isEqualTo(Mode.PROMPTED);
    assertThat(bodies(twin).get(0).at("/messages/0/content").flatMap(Json::asText))
        .hasValueSatisfying(text -> assertThat(text).contains("JSON Schema", "\"age\""));
  }

  @Test
  void create_modeThatTheModelLacks_namesThoseItHas(CohereTwin twin) {
    Instructor client = client(twin, "command-a-vision-07-2025", Mode.TOOLS);

    assertThatThrownBy(() -> client.create(User.class, "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("JSON_SCHEMA, JSON, PROMPTED");
    assertThat(twin.requests()).isEmpty();
  }
}
