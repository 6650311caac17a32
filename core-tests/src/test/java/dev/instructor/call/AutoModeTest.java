package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.shape.Shape;
import dev.instructor.test.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** AUTO takes the model's best mode, and one step down if the server does not have it. */
class AutoModeTest {
  record User(String name, int age) {}

  record Town(String city) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final List<Mode> LADDER =
      List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON, Mode.PROMPTED);

  private static ProviderException unsupported(int status, String message) {
    return ProviderException.builder("scripted", ProviderException.Kind.STATUS)
        .status(status)
        .providerMessage(message)
        .build();
  }

  private static ScriptedModel.Builder model() {
    ModelProfile plain = ScriptedModel.builder().build().profile();
    return ScriptedModel.builder()
        .profile(
            new ModelProfile(
                plain.provider(),
                plain.model(),
                LADDER,
                plain.dialects(),
                plain.plainDialect(),
                plain.maxTokensParameter(),
                plain.toolChoice(),
                List.of(
                    new UnsupportedSignal(
                        400,
                        "response_format is not supported",
                        List.of(Mode.JSON_SCHEMA, Mode.JSON),
                        "test"),
                    new UnsupportedSignal(
                        400,
                        "neither tools nor formats",
                        List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON),
                        "test"))));
  }

  private static List<Mode> modes(ScriptedModel model) {
    return model.requests().stream()
        .map(ChatRequest::output)
        .map(output -> output.orElseThrow().mode())
        .toList();
  }

  @Test
  void auto_supported_takesTheFirstMode() {
    ScriptedModel model = model().answer(GOOD).build();

    Extraction<User> extraction = Instructor.of(model).prompt("x").extract(User.class);

    assertThat(extraction.mode()).isEqualTo(Mode.JSON_SCHEMA);
    assertThat(extraction.steppedDownFrom()).isEmpty();
  }

  @Test
  void auto_unsupported_stepsDownOnceAndRemembers() {
    ScriptedModel model =
        model()
            .failure(unsupported(400, "This response_format is not supported here."))
            .answer(GOOD)
            .answer(GOOD)
            .build();
    Instructor client = Instructor.of(model);

    Extraction<User> first = client.prompt("x").extract(User.class);
    Extraction<User> second = client.prompt("x").extract(User.class);

    assertThat(modes(model)).containsExactly(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.TOOLS);
    assertThat(first.steppedDownFrom()).contains(Mode.JSON_SCHEMA);
    assertThat(second.steppedDownFrom()).isEmpty();
    assertThat(second.mode()).isEqualTo(Mode.TOOLS);
  }

  @Test
  void auto_severalRungsRuledOut_goesToTheHighestThatIsLeft() {
    ScriptedModel model =
        model().failure(unsupported(400, "Neither tools nor formats.")).answer(GOOD).build();

    Instructor.of(model).create(User.class, "x");

    assertThat(modes(model)).containsExactly(Mode.JSON_SCHEMA, Mode.PROMPTED);
  }

  @Test
  void auto_anotherBadRequest_isNoReasonToStepDown() {
    ScriptedModel model = model().failure(unsupported(400, "Invalid schema.")).build();

    assertThatThrownBy(() -> Instructor.of(model).create(User.class, "x"))
        .isInstanceOf(ProviderException.class);
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void auto_sameWordsUnderAnotherStatus_areNoReasonToStepDown() {
    ScriptedModel model =
        model().failure(unsupported(401, "response_format is not supported")).build();

    assertThatThrownBy(() -> Instructor.of(model).create(User.class, "x"))
        .isInstanceOf(ProviderException.class);
  }

  @Test
  void auto_secondRungRefusedAsWell_fails() {
    ScriptedModel model =
        model()
            .failure(unsupported(400, "response_format is not supported"))
            .failure(unsupported(400, "neither tools nor formats"))
            .build();

    assertThatThrownBy(() -> Instructor.of(model).create(User.class, "x"))
        .isInstanceOf(ProviderException.class);
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void auto_schemaTooComplex_isAskedForWithoutEnforcementAndLearnedForTheType() {
    ScriptedModel model =
        enforcing()
            .failure(unsupported(400, "The compiled grammar is too large."))
            .answer(GOOD)
            .answer(GOOD)
            .answer("{\"city\":\"Graz\"}")
            .build();
    Instructor client = Instructor.of(model);

    Extraction<User> first = client.prompt("x").extract(User.class);
    Extraction<User> second = client.prompt("x").extract(User.class);
    client.create(Town.class, "x");

    assertThat(modes(model))
        .containsExactly(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.TOOLS, Mode.JSON_SCHEMA);
    assertThat(model.requests())
        .extracting(request -> request.output().orElseThrow().strict())
        .containsExactly(true, false, false, true);
    assertThat(first.steppedDownFrom()).contains(Mode.JSON_SCHEMA);
    assertThat(second.steppedDownFrom()).isEmpty();
    assertThat(second.dialect()).isEqualTo("plain");
  }

  @Test
  void auto_schemaTooComplexWhereTheModeTakesNoOther_takesTheNextModeForThatTypeAlone() {
    ScriptedModel model =
        enforcing(List.of(Mode.JSON_SCHEMA))
            .failure(unsupported(400, "The compiled grammar is too large."))
            .answer(GOOD)
            .answer(GOOD)
            .answer("{\"city\":\"Graz\"}")
            .build();
    Instructor client = Instructor.of(model);

    Extraction<User> first = client.prompt("x").extract(User.class);
    client.create(User.class, "x");
    client.create(Town.class, "x");

    assertThat(modes(model))
        .containsExactly(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.TOOLS, Mode.JSON_SCHEMA);
    assertThat(first.warnings()).singleElement().asString().contains("too complex");
  }

  private static ScriptedModel.Builder enforcing() {
    return enforcing(List.of(Mode.JSON_SCHEMA, Mode.TOOLS));
  }

  private static ScriptedModel.Builder enforcing(List<Mode> ruledOut) {
    ModelProfile plain = ScriptedModel.builder().build().profile();
    return ScriptedModel.builder()
        .profile(
            new ModelProfile(
                plain.provider(),
                plain.model(),
                LADDER,
                Map.of(Mode.JSON_SCHEMA, SchemaDialects.anthropic()),
                plain.plainDialect(),
                plain.maxTokensParameter(),
                plain.toolChoice(),
                List.of(new UnsupportedSignal(400, "grammar is too large", ruledOut, "test", true)),
                Set.of(Mode.JSON_SCHEMA),
                ModelProfile.AS_ONE_MORE_TOOL));
  }

  @Test
  void auto_schemaThatCannotBeEnforced_passesOverTheModeThatEnforcesAll() {
    ScriptedModel model = enforcing().answer("{\"facts\":[1,\"x\"]}").answer(GOOD).build();
    Instructor client = Instructor.of(model);

    Extraction<Json> free =
        client
            .prompt("x")
            .extract(
                Shape.ofSchema(
                    "Facts",
                    Json.parse("{\"type\":\"object\",\"properties\":{\"facts\":{}}}")
                        .asObject()
                        .orElseThrow()));
    client.create(User.class, "x");

    assertThat(modes(model)).containsExactly(Mode.TOOLS, Mode.JSON_SCHEMA);
    assertThat(free.steppedDownFrom()).isEmpty();
  }

  @Test
  void explicitMode_unsupported_doesNotStepDown() {
    ScriptedModel model =
        model().failure(unsupported(400, "response_format is not supported")).build();

    assertThatThrownBy(
            () -> Instructor.of(model).prompt("x").mode(Mode.JSON_SCHEMA).create(User.class))
        .isInstanceOf(ProviderException.class);
    assertThat(model.requests()).hasSize(1);
  }
}
