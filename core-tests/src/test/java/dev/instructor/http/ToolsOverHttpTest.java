package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.call.CalledTool;
import dev.instructor.call.Extraction;
import dev.instructor.call.Tool;
import dev.instructor.chat.Mode;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.Chunking;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.Twin;
import dev.instructor.test.TwinReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls with tools of the caller's own, and calls for several values, against each twin. */
@ProviderTwin
class ToolsOverHttpTest {
  record Place(String city, int days) {}

  record Trip(String to, int days) {}

  sealed interface Action {}

  record Mail(String to) implements Action {}

  record Alarm(int hour) implements Action {}

  private static final String TRIP = "{\"to\":\"Oslo\",\"days\":3}";
  private static final Trip OSLO = new Trip("Oslo", 3);
  private static final TwinReply CALLS =
      TwinReply.toolCall("weather", "{\"city\":\"Oslo\",\"days\":1}")
          .andToolCall("weather", "{\"city\":\"Oslo\",\"days\":\"many\"}")
          .andToolCall("map", "{}");
  private static final Tool WEATHER =
      Tool.of("weather", "Tells the weather.", Place.class, place -> place.city() + ": -3");

  private record Case(String model, Mode mode, Supplier<Twin<?>> twins) {
    Instructor client(Twin<?> twin) {
      return twin.client(model).mode(mode).tools(WEATHER).build();
    }

    /** Scripts what a model says before its answer, where that cannot stand beside tools. */
    void scriptEndOfTools(Twin<?> twin, Instructor client) {
      if (!client.profile().besideTools().contains(mode)) {
        twin.reply("To Oslo.");
      }
    }

    TwinReply answer(String text) {
      return mode == Mode.PROMPTED ? TwinReply.text(text) : TwinReply.answer(text);
    }

    @Override
    public String toString() {
      return model + " " + mode;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Mode mode : List.of(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED)) {
      cases.add(new Case("openai/gpt-5-mini", mode, OpenAiTwin::start));
      cases.add(
          new Case("openai-compatible/m", mode, () -> OpenAiTwin.builder().compatible().start()));
      cases.add(new Case("google/gemini-3-flash-preview", mode, GoogleTwin::start));
      cases.add(new Case("google/gemini-2.5-flash", mode, GoogleTwin::start));
      if (mode != Mode.JSON) {
        cases.add(new Case("anthropic/claude-sonnet-4-5", mode, AnthropicTwin::start));
        cases.add(new Case("anthropic/claude-opus-5-5", mode, AnthropicTwin::start));
      }
    }
    return cases;
  }

  private static void assertCalled(List<CalledTool> calls) {
    assertThat(calls).extracting(CalledTool::name).containsExactly("weather", "weather", "map");
    assertThat(calls).extracting(CalledTool::error).containsExactly(false, true, true);
    assertThat(calls.get(0).result()).isEqualTo("Oslo: -3");
    assertThat(calls.get(1).result()).contains("/days");
    assertThat(calls.get(2).result()).contains("There is no tool of this name");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void extract_eachModelAndMode_runsToolsAndAReaskKeepsThem(Case each) {
    try (Twin<?> twin = each.twins().get()) {
      Instructor client = each.client(twin);
      twin.reply(CALLS);
      each.scriptEndOfTools(twin, client);
      twin.reply(each.answer("{\"to\":\"Oslo\"}"));
      twin.reply(each.answer(TRIP));

      Extraction<Trip> trip = client.prompt("Where is it cold?").extract(Trip.class);

      assertThat(trip.value()).isEqualTo(OSLO);
      assertThat(trip.mode()).isEqualTo(each.mode());
      assertCalled(trip.toolCalls());
      assertThat(twin.ledger().refused()).isZero();
      assertThat(twin.remaining()).isZero();
      assertThat(twin.requests().get(twin.requests().size() - 1).text())
          .contains("Oslo: -3", "There is no tool of this name", "/days");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void streams_eachModelAndMode_runToolsToo(Case each) {
    try (Twin<?> twin = each.twins().get()) {
      Instructor client = each.client(twin);
      TwinReply calls = CALLS.inDeltas(Chunking.of(3)).inWrites(Chunking.random(5, 9));
      twin.reply(calls);
      each.scriptEndOfTools(twin, client);
      twin.reply(each.answer(TRIP).inDeltas(Chunking.of(2)));
      twin.reply(calls);
      each.scriptEndOfTools(twin, client);
      twin.reply(each.answer("{\"items\":[" + TRIP + ",{\"to\":1}]}"));
      twin.reply(each.answer(TRIP));

      try (PartialStream<Trip> stream = client.prompt("Go").stream(Trip.class)) {
        assertThat(stream.value()).isEqualTo(OSLO);
        assertCalled(stream.extraction().toolCalls());
      }
      try (ItemStream<Trip> items = client.prompt("Go").streamItems(Trip.class)) {
        assertThat(items.stream().toList()).containsExactly(OSLO, OSLO);
      }

      assertThat(twin.ledger().refused()).isZero();
      assertThat(twin.remaining()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void createAll_eachModelAndMode_bringsTheValuesAndAsksAgainSingly(Case each) {
    try (Twin<?> twin = each.twins().get()) {
      Instructor client = twin.client(each.model()).mode(each.mode()).build();
      twin.reply(
          each.mode() == Mode.TOOLS
              ? TwinReply.toolCall("Mail", "{\"to\":\"Ann\"}")
                  .andToolCall("Alarm", "{\"hour\":\"x\"}")
              : each.answer(
                  "{\"items\":[{\"type\":\"Mail\",\"to\":\"Ann\"},{\"type\":\"Alarm\",\"hour\":\"x\"}]}"));
      twin.reply(each.answer("{\"type\":\"Alarm\",\"hour\":7}"));

      List<Action> all = client.prompt("Write and wake me").createAll(Action.class);

      assertThat(all).containsExactly(new Mail("Ann"), new Alarm(7));
      assertThat(twin.ledger().refused()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void createAllWithTools_andText_runToolsToo(Case each) {
    try (Twin<?> twin = each.twins().get()) {
      Instructor client = each.client(twin);
      twin.reply(CALLS);
      each.scriptEndOfTools(twin, client);
      twin.reply(
          each.mode() == Mode.TOOLS
              ? TwinReply.toolCall("Mail", "{\"to\":\"Ann\"}")
              : each.answer("{\"items\":[{\"type\":\"Mail\",\"to\":\"Ann\"}]}"));
      twin.reply(CALLS).reply("Cold.");

      assertThat(client.prompt("Write").createAll(Action.class)).containsExactly(new Mail("Ann"));
      assertThat(client.prompt("How is it?").text()).isEqualTo("Cold.");

      assertThat(twin.ledger().refused()).isZero();
      assertThat(twin.remaining()).isZero();
    }
  }

  @Test
  void extract_whileClaudeThinks_sendsTheThinkingBackBeforeTheCalls(AnthropicTwin twin) {
    twin.reply(CALLS).answer(TRIP);
    Instructor client =
        twin.client("anthropic/claude-sonnet-4-5").mode(Mode.TOOLS).tools(WEATHER).build();

    Trip trip = client.prompt("Go").reasoningEffort("low").create(Trip.class);

    assertThat(trip).isEqualTo(OSLO);
    JsonObject second = twin.requests().get(1).body();
    assertThat(second.at("/messages/1/content/0/signature")).contains(Json.of("sig_twin_1"));
    assertThat(second.at("/messages/1/content/1/type")).contains(Json.of("tool_use"));
    assertThat(second.at("/messages/2/content/2/type")).contains(Json.of("tool_result"));
    assertThat(second.at("/tool_choice/type")).contains(Json.of("auto"));
    assertThat(second.at("/system").map(Json::toString).orElse("")).contains("Trip");
  }

  @Test
  void extract_gemini3_sendsTheSignatureBackWithTheCall(GoogleTwin twin) {
    twin.reply(CALLS).answer(TRIP);
    Instructor client = twin.client("google/gemini-3-flash-preview").tools(WEATHER).build();

    Extraction<Trip> trip = client.prompt("Go").extract(Trip.class);

    assertThat(trip.mode()).isEqualTo(Mode.JSON_SCHEMA);
    assertThat(twin.requests().get(1).body().at("/contents/1/parts/0/thoughtSignature"))
        .isPresent();
    assertThat(twin.ledger().refused()).isZero();
  }
}
