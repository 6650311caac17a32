package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.chat.Usage;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.shape.Shape;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.ScriptedModel;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The caller's own tools, beside every kind of answer. */
class ToolsTest {
  record Place(String city, @Min(1) int days) {}

  record Forecast(String city, LocalDate from, double degrees) {}

  record Trip(String to, int days) {}

  private static final String TRIP = "{\"to\":\"Oslo\",\"days\":3}";
  private static final String OSLO = "{\"city\":\"Oslo\",\"days\":3}";

  private final List<Place> asked = new ArrayList<>();
  private final Tool weather =
      Tool.of(
          "weather",
          "Tells the weather",
          Place.class,
          place -> {
            asked.add(place);
            return new Forecast(place.city(), LocalDate.of(2026, 11, 25), -3.5);
          });

  private static ChatResponse calls(Part... parts) {
    return ChatResponse.of(new Message(Role.ASSISTANT, List.of(parts)), FinishReason.TOOL_CALLS)
        .withUsage(Usage.of(10, 5));
  }

  private static Part call(String id, String name, String arguments) {
    return new Part.ToolCall(id, name, arguments);
  }

  private static ScriptedModel.Builder model() {
    return ScriptedModel.builder();
  }

  private static List<Part> results(ChatRequest request) {
    return request.messages().stream()
        .filter(message -> message.role() == Role.TOOL)
        .flatMap(message -> message.parts().stream())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"TOOLS", "JSON_SCHEMA", "JSON", "PROMPTED"})
  void extract_eachMode_runsTheToolAndBringsTheValue(Mode mode) {
    ScriptedModel.Builder script =
        model()
            .profile(beside(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON))
            .response(calls(call("a1", "weather", OSLO)));
    ScriptedModel model = script.answer(TRIP).build();

    Extraction<Trip> trip =
        Instructor.of(model).prompt("Go north").mode(mode).tools(weather).extract(Trip.class);

    assertThat(trip.value()).isEqualTo(new Trip("Oslo", 3));
    assertThat(asked).containsExactly(new Place("Oslo", 3));
    assertThat(model.requests()).hasSize(2);
    assertThat(model.requests())
        .allSatisfy(
            request -> {
              assertThat(request.output()).isPresent();
              assertThat(request.toolUse()).isEqualTo(ToolUse.AUTO);
              assertThat(request.tools()).extracting(ToolSpec::name).containsExactly("weather");
            });
    assertThat(results(model.requests().get(1)))
        .containsExactly(
            new Part.ToolResult(
                "a1",
                "weather",
                "{\"city\":\"Oslo\",\"from\":\"2026-11-25\",\"degrees\":-3.5}",
                false));
    assertThat(trip.toolCalls())
        .singleElement()
        .satisfies(
            called -> {
              assertThat(called.round()).isEqualTo(1);
              assertThat(called.id()).isEqualTo("a1");
              assertThat(called.arguments()).isEqualTo(OSLO);
              assertThat(called.result()).contains("2026-11-25");
              assertThat(called.error()).isFalse();
              assertThat(called.toString()).doesNotContain("Oslo", "-3.5");
            });
    assertThat(trip.attempts()).hasSize(2);
    assertThat(trip.attempts().get(0).problems()).isEmpty();
    assertThat(trip.usage().input().orElse(0)).isGreaterThan(10);
  }

  private static ModelProfile beside(Mode... modes) {
    return new ModelProfile(
        "scripted",
        "scripted",
        List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON, Mode.PROMPTED),
        Map.of(),
        SchemaDialects.plain(),
        "max_tokens",
        ModelProfile.ToolChoice.NAMED,
        List.of(),
        Set.of(),
        Set.of(modes));
  }

  @Test
  void extract_modeThatCannotStandBesideTools_isAskedForWhenTheToolsAreDoneWith() {
    ScriptedModel model =
        model()
            .profile(beside(Mode.TOOLS))
            .response(calls(call("a1", "weather", OSLO)))
            .text("Oslo it is, for three days.")
            .answer("{\"to\":\"Oslo\"}")
            .answer(TRIP)
            .build();

    Extraction<Trip> trip =
        Instructor.of(model)
            .prompt("Go north")
            .mode(Mode.JSON_SCHEMA)
            .tools(weather)
            .extract(Trip.class);

    assertThat(trip.value()).isEqualTo(new Trip("Oslo", 3));
    List<ChatRequest> requests = model.requests();
    assertThat(requests)
        .extracting(r -> r.output().isPresent())
        .containsExactly(false, false, true, true);
    assertThat(requests).extracting(request -> request.tools().size()).containsExactly(1, 1, 0, 0);
    assertThat(requests.get(3).messages())
        .extracting(Message::role)
        .containsExactly(
            Role.USER,
            Role.ASSISTANT,
            Role.TOOL,
            Role.ASSISTANT,
            Role.USER,
            Role.ASSISTANT,
            Role.USER);
    assertThat(trip.attempts()).hasSize(4);
    assertThat(trip.toolCalls()).hasSize(1);
  }

  @Test
  void extract_auto_takesTheBestModeThatStandsBesideTools() {
    ScriptedModel model = model().profile(beside(Mode.TOOLS)).answer(TRIP).build();

    Extraction<Trip> trip =
        Instructor.of(model).prompt("Go north").tools(weather).extract(Trip.class);

    assertThat(trip.mode()).isEqualTo(Mode.TOOLS);
  }

  @Test
  void extract_wrongArguments_areToldAndNeverReachTheFunction() {
    ScriptedModel model =
        model()
            .response(calls(call("a1", "weather", "{\"city\":\"Oslo\",\"days\":0}")))
            .response(calls(call("a2", "weather", "{\"city\":\"Oslo\"")))
            .response(calls(call("a3", "weather", "no JSON at all")))
            .response(calls(call("a4", "weather", "{\"city\":\"Oslo\",\"days\":\"3\"}")))
            .answer(TRIP)
            .build();

    Extraction<Trip> trip =
        Instructor.of(model).prompt("Go north").tools(weather).extract(Trip.class);

    assertThat(asked).containsExactly(new Place("Oslo", 3));
    assertThat(trip.toolCalls())
        .extracting(CalledTool::error)
        .containsExactly(true, true, true, false);
    assertThat(trip.toolCalls()).extracting(CalledTool::round).containsExactly(1, 2, 3, 4);
    assertThat(trip.toolCalls().get(0).result())
        .contains("/days", "must be at least 1", "but it is 0");
    assertThat(trip.toolCalls().get(2).arguments()).isEqualTo("no JSON at all");
    ChatRequest last = model.requests().get(4);
    assertThat(last.messages())
        .flatExtracting(Message::toolCalls)
        .extracting(Part.ToolCall::arguments)
        .contains("{}")
        .doesNotContain("no JSON at all", "{\"city\":\"Oslo\"");
  }

  @Test
  void extract_functionThatThrows_tellsTheKindAlone_butAnIllegalArgumentInItsWords() {
    ScriptedModel model =
        model()
            .response(
                calls(
                    call("a1", "io", OSLO),
                    call("a2", "argument", OSLO),
                    call("a3", "unknown", OSLO)))
            .answer(TRIP)
            .build();
    Tool io =
        Tool.of(
            "io",
            Place.class,
            place -> {
              throw new IOException("secret-host:5432 refused");
            });
    Tool argument =
        Tool.of(
            "argument",
            Place.class,
            place -> {
              throw new IllegalArgumentException("there is no station in " + place.city());
            });

    Extraction<Trip> trip =
        Instructor.of(model).prompt("Go north").tools(io, argument).extract(Trip.class);

    assertThat(trip.toolCalls())
        .extracting(CalledTool::result)
        .containsExactly(
            "The tool failed: IOException",
            "The tool failed: there is no station in Oslo",
            "There is no tool of this name. The tools are: io, argument.");
    assertThat(trip.toolCalls().get(0).failure()).containsInstanceOf(IOException.class);
    assertThat(results(model.requests().get(1))).hasSize(3);
    assertThat(results(model.requests().get(1)).toString()).doesNotContain("secret");
  }

  @Test
  void extract_answerBesideCalls_isNotTakenBeforeTheResultsAreRead() {
    ScriptedModel model =
        model()
            .response(
                calls(
                    call("a1", "Trip", "{\"to\":\"Rome\",\"days\":1}"),
                    call("a2", "weather", OSLO)))
            .answer(TRIP)
            .build();

    Trip trip = Instructor.of(model).prompt("Go").tools(weather).create(Trip.class);

    assertThat(trip.to()).isEqualTo("Oslo");
    assertThat(results(model.requests().get(1)))
        .extracting(part -> ((Part.ToolResult) part).error())
        .containsExactly(true, false);
  }

  @Test
  void extract_reaskAfterRounds_keepsTheTranscript_andRoundsAfterAReaskKeepTheReask() {
    ScriptedModel model =
        model()
            .response(
                calls(new Part.Thinking("hm", Optional.of("sig-1")), call("a1", "weather", OSLO)))
            .answer("{\"to\":\"Oslo\"}")
            .response(calls(call("a2", "weather", OSLO)))
            .answer("{\"to\":7}")
            .answer(TRIP)
            .build();

    Extraction<Trip> trip =
        Instructor.of(model).prompt("Go").maxRetries(2).tools(weather).extract(Trip.class);

    assertThat(trip.value()).isEqualTo(new Trip("Oslo", 3));
    ChatRequest last = model.requests().get(4);
    assertThat(last.messages())
        .extracting(Message::role)
        .containsExactly(
            Role.USER,
            Role.ASSISTANT, // thinking and the first call
            Role.TOOL,
            Role.ASSISTANT, // the first bad answer
            Role.TOOL,
            Role.ASSISTANT, // the second call
            Role.TOOL,
            Role.ASSISTANT, // the second bad answer
            Role.TOOL);
    assertThat(last.messages().get(1).parts().get(0))
        .isEqualTo(new Part.Thinking("hm", Optional.of("sig-1")));
    assertThat(trip.toolCalls()).extracting(CalledTool::round).containsExactly(1, 2);
  }

  @Test
  void list_stream_andItems_runToolsToo() {
    ScriptedModel model =
        model()
            .response(calls(call("a", "weather", OSLO)))
            .answer("[" + TRIP + "]")
            .response(calls(call("b", "weather", OSLO)))
            .answer(TRIP)
            .response(calls(call("c", "weather", OSLO)))
            .answer("{\"items\":[{\"to\":\"Oslo\"}," + TRIP + "]}")
            .answer(TRIP)
            .build();
    Instructor client = Instructor.builder(model).tools(weather).build();

    assertThat(client.prompt("Go").list(Trip.class)).containsExactly(new Trip("Oslo", 3));
    try (PartialStream<Trip> stream = client.prompt("Go").stream(Trip.class)) {
      List<Integer> attempts = new ArrayList<>();
      stream.forEach(partial -> attempts.add(partial.attempt()));
      assertThat(stream.value()).isEqualTo(new Trip("Oslo", 3));
      assertThat(attempts).containsOnly(2);
      assertThat(stream.extraction().toolCalls()).hasSize(1);
    }
    try (ItemStream<Trip> items = client.prompt("Go").streamItems(Trip.class)) {
      assertThat(items.stream().toList()).containsExactly(new Trip("Oslo", 3), new Trip("Oslo", 3));
    }
    // The wrong item was asked for again with the transcript of the tools.
    assertThat(results(model.requests().get(6))).hasSize(1);
    assertThat(asked).hasSize(3);
  }

  @Test
  void text_andSend_runTools() {
    ScriptedModel model =
        model()
            .response(calls(call("a", "weather", OSLO)))
            .text("Take a coat.")
            .response(calls(call("b", "weather", OSLO)))
            .response(ChatResponse.of("Take two.").withUsage(Usage.of(1, 1)))
            .build();
    List<CalledTool> heard = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void onToolCall(int number, CalledTool call) {
            heard.add(call);
          }
        };
    Instructor client = Instructor.builder(model).tools(weather).listener(listener).build();

    assertThat(client.prompt("Go").text()).isEqualTo("Take a coat.");
    ChatResponse response = client.prompt("Go").send();

    assertThat(response.text()).isEqualTo("Take two.");
    assertThat(response.usage()).isEqualTo(Usage.of(11, 6));
    assertThat(heard).extracting(CalledTool::id).containsExactly("a", "b");
    assertThat(model.requests().get(0).output()).isEmpty();
  }

  @Test
  void tools_argumentsOfARawSchemaAndOfAScalar_areWrappedAndUnwrapped() {
    ScriptedModel model =
        model()
            .response(calls(call("a", "square", "{\"value\":3}"), call("b", "echo", "{\"x\":[1]}")))
            .text("done")
            .build();
    Tool square = Tool.of("square", "Squares", Integer.class, number -> number * number);
    Tool echo =
        Tool.of(
            "echo",
            "Says it again",
            Shape.ofSchema("{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"array\"}}}"),
            json -> json);

    String text = Instructor.of(model).prompt("Go").tools(square, echo).text();

    assertThat(text).isEqualTo("done");
    assertThat(results(model.requests().get(1)))
        .extracting(part -> ((Part.ToolResult) part).text())
        .containsExactly("9", "{\"x\":[1]}");
  }
}
