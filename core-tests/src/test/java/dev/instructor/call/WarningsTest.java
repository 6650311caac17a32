package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.shape.Shape;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What had to be given up in the requests is told with the result, each thing once. */
class WarningsTest {
  record User(String name, int age) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final String WRONG = "{\"name\":\"Jason\",\"age\":\"old\"}";

  private static ChatResponse response(String text, String... warnings) {
    return ChatResponse.of(text).withWarnings(List.of(warnings));
  }

  private static ScriptedModel.Builder model() {
    return ScriptedModel.builder().modes(Mode.JSON);
  }

  @Test
  void extraction_severalAttempts_hasEachWarningOnce() {
    ScriptedModel model =
        model().response(response(WRONG, "a", "b")).response(response(GOOD, "b", "c")).build();

    Extraction<User> extraction = Instructor.of(model).prompt("x").extract(User.class);

    assertThat(extraction.warnings()).containsExactly("a", "b", "c");
    assertThat(extraction.response().warnings()).containsExactly("b", "c");
  }

  @Test
  void extraction_nothingGivenUp_hasNone() {
    ScriptedModel model = model().answer(GOOD).build();

    assertThat(Instructor.of(model).prompt("x").extract(User.class).warnings()).isEmpty();
  }

  @Test
  void exception_noValue_hasThem() {
    ScriptedModel model = model().response(response(WRONG, "a")).build();

    ExtractionException thrown =
        catchThrowableOfType(
            ExtractionException.class,
            () -> Instructor.of(model).prompt("x").maxRetries(0).create(User.class));

    assertThat(thrown.warnings()).containsExactly("a");
  }

  @Test
  void wholeResponse_asStream_warnsFirst() {
    List<ChatEvent> events = new ArrayList<>();
    ChatStream.of(response(GOOD, "a")).forEachRemaining(events::add);

    assertThat(events.get(0)).isEqualTo(new ChatEvent.Warning("a"));
  }

  @Test
  void streams_haveTheWarningsOfTheirAnswers() {
    ScriptedModel model =
        model().response(response(GOOD, "a")).response(response("[" + GOOD + "]", "b")).build();
    Instructor client = Instructor.of(model);

    try (PartialStream<User> stream = client.prompt("x").stream(User.class)) {
      stream.forEach(partial -> {});
      assertThat(stream.extraction().warnings()).containsExactly("a");
    }
    try (ItemStream<User> stream = client.prompt("x").streamItems(User.class)) {
      stream.forEach(user -> {});
      assertThat(stream.warnings()).containsExactly("b");
    }
  }

  private static ScriptedModel.Builder strict(List<UnsupportedSignal> signals) {
    ModelProfile plain = ScriptedModel.builder().build().profile();
    return ScriptedModel.builder()
        .profile(
            new ModelProfile(
                "acme",
                plain.model(),
                List.of(Mode.JSON_SCHEMA),
                Map.of(Mode.JSON_SCHEMA, SchemaDialects.openAiStrict()),
                plain.plainDialect(),
                plain.maxTokensParameter(),
                plain.toolChoice(),
                signals));
  }

  @Test
  void schema_thatCannotBeEnforced_isWarnedOfWithTheReason() {
    ScriptedModel model = strict(List.of()).answer("{\"any\":1}").answer(GOOD).build();
    Instructor client = Instructor.of(model);

    Extraction<Json> any =
        client
            .prompt("x")
            .extract(
                Shape.ofSchema(
                    "Any",
                    Json.parse("{\"type\":\"object\",\"properties\":{\"any\":{}}}")
                        .asObject()
                        .orElseThrow()));
    Extraction<User> user = client.prompt("x").extract(User.class);

    assertThat(any.warnings())
        .singleElement()
        .asString()
        .contains("acme", "Any", "/properties/any");
    assertThat(user.warnings()).isEmpty();
  }

  @Test
  void schema_tooComplexForTheServer_isWarnedOf() {
    ScriptedModel model =
        strict(
                List.of(
                    new UnsupportedSignal(
                        400, "too complex", List.of(Mode.JSON_SCHEMA), "test", true)))
            .failure(
                ProviderException.builder("acme", ProviderException.Kind.STATUS)
                    .status(400)
                    .providerMessage("Schema too complex")
                    .build())
            .answer(GOOD)
            .build();

    Extraction<User> extraction = Instructor.of(model).prompt("x").extract(User.class);

    assertThat(extraction.warnings()).singleElement().asString().contains("acme", "too complex");
  }

  @Test
  void schema_nearALimit_isWarnedOf() {
    JsonObject.Builder properties = Json.object();
    JsonObject.Builder answer = Json.object();
    for (int i = 0; i < 130; i++) {
      properties.put("p" + i, Json.object().put("type", "string").build());
      answer.put("p" + i, "x");
    }
    ScriptedModel model =
        ScriptedModel.builder()
            .modes(Mode.JSON_SCHEMA)
            .dialect(SchemaDialects.cerebras())
            .answer(answer.build())
            .build();
    JsonObject named = properties.build();
    JsonObject schema =
        Json.object()
            .put("type", "object")
            .put("properties", named)
            .put("required", Json.strings(List.copyOf(named.members().keySet())))
            .build();

    Extraction<Json> extraction =
        Instructor.of(model).prompt("x").extract(Shape.ofSchema("Wide", schema));

    assertThat(extraction.warnings())
        .singleElement()
        .asString()
        .matches(
            "The schema of Wide is near a limit of the dialect cerebras: 4\\d\\d\\d of 5000 .*");
  }
}
