package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.test.Chunking;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code extract --stream}. */
class StreamCommandTest {
  private static final String FIELDS = "name: string, age: integer 0..150";
  private static final String TEXT = "Jason is 25 years old";
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";
  private static final String ZOE = "{\"name\":\"Zoë\",\"age\":7}";
  private static final String NOBODY = "{\"name\":\"Nobody\",\"age\":999}";

  @TempDir Path folder;

  private final OpenAiTwin twin = OpenAiTwin.start();

  @AfterEach
  void stop() {
    twin.close();
  }

  private Console console() {
    return new Console("").withEnvironment("OPENAI_API_KEY", twin.apiKey());
  }

  private int stream(Console console, String... more) {
    List<String> args = new ArrayList<>(List.of("extract", "-m", "openai/gpt-5-mini"));
    args.addAll(List.of("--base-url", twin.baseUrl(), "--stream"));
    args.addAll(List.of(more));
    return console.run(args.toArray(String[]::new));
  }

  private void answer(String text, int characters) {
    twin.reply(TwinReply.answer(text).inDeltas(Chunking.of(characters)));
  }

  private static String items(String... items) {
    return "{\"items\":[" + String.join(",", items) + "]}";
  }

  @Test
  void value_thatGrows_isALineAtEachChangeAndTheFinalOneLast() {
    answer(JASON, 1);
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, TEXT)).isZero();
    assertThat(console.out().lines())
        .containsExactly(
            "{}",
            "{\"name\":\"\"}",
            "{\"name\":\"J\"}",
            "{\"name\":\"Ja\"}",
            "{\"name\":\"Jas\"}",
            "{\"name\":\"Jaso\"}",
            "{\"name\":\"Jason\"}",
            JASON);
    assertThat(console.err()).isEmpty();
  }

  @Test
  void value_thatIsWrong_beginsAnewAndEndsWithTheRightOne() {
    answer(NOBODY, 3);
    answer(JASON, 3);
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, "--explain", TEXT)).isZero();
    assertThat(console.out().lines().toList())
        .startsWith("{}")
        .endsWith(JASON)
        .contains("{}", "{}");
    assertThat(console.err())
        .contains("asked for again: attempt 2", "attempt 1: ", "/age: maximum", "tokens: ")
        .doesNotContain("999", "Nobody");
  }

  @Test
  void value_neverValid_isNoValue() {
    answer(NOBODY, 3);
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, "--max-retries", "0", "--explain", TEXT)).isEqualTo(1);
    assertThat(console.err()).contains("attempt 1: ", "/age: maximum").doesNotContain("999");
  }

  @Test
  void refusal_isNoValue() {
    twin.reply(TwinReply.refusal("I would rather not."));
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, TEXT)).isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).contains("refused").doesNotContain("rather not");
  }

  @Test
  void answer_cutAtTheLimit_isNoValueWhateverWasShown() {
    twin.reply(TwinReply.answer(JASON).truncatedAfter(14));
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, TEXT)).isEqualTo(1);
    assertThat(console.out()).contains("{\"name\":\"Jas").doesNotContain("25");
    assertThat(console.err()).contains("cut at the token limit");
  }

  @Test
  void provider_thatFails_isExitThree() {
    twin.reply(TwinReply.quotaExceeded());
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, TEXT)).isEqualTo(3);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void list_printsItsItemsOneALine() {
    answer(items(JASON, ZOE), 5);
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, "--list", "--explain", TEXT)).isZero();
    assertThat(console.out().lines()).containsExactly(JASON, ZOE);
    assertThat(console.err()).contains("attempt 1: ", "tokens: ");
  }

  @Test
  void list_underAName_isAskedForAsWithoutStreaming() {
    for (int i = 0; i < 2; i++) {
      answer(items(JASON), 5);
    }
    String[] wanted = {"-F", FIELDS, "--list", "--name", "People", TEXT};

    assertThat(stream(console(), wanted)).isZero();
    List<String> whole = new ArrayList<>(List.of("extract", "-m", "openai/gpt-5-mini"));
    whole.addAll(List.of("--base-url", twin.baseUrl()));
    whole.addAll(List.of(wanted));
    assertThat(console().run(whole.toArray(String[]::new))).isZero();

    JsonObject streamed = twin.requests().get(0).body().asObject().orElseThrow();
    assertThat(streamed.toString()).contains("\"name\":\"People\"");
    assertThat(streamed.without("stream").without("stream_options"))
        .isEqualTo(twin.requests().get(1).body());
  }

  @Test
  void list_withAWrongItem_printsItWhenItHasComeRight() {
    answer(items(NOBODY, ZOE), 5);
    answer(JASON, 5);
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, "--list", TEXT)).isZero();
    assertThat(console.out().lines()).containsExactly(ZOE, JASON);
  }

  @Test
  void list_withAnItemThatStaysWrong_printsTheOthersAndIsNoValue() {
    answer(items(NOBODY, ZOE), 5);
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, "--list", "--max-retries", "0", TEXT)).isEqualTo(1);
    assertThat(console.out().lines()).containsExactly(ZOE);
    assertThat(console.err()).startsWith("instructor: ").doesNotContain("999", "Nobody");
  }

  @Test
  void list_ofAClass_printsItsItemsAsJson() {
    answer(items(JASON), 5);
    Console console = console();

    assertThat(
            stream(
                console,
                "-t",
                "dev.instructor.cli.Person",
                "-cp",
                folder.toString(),
                "--list",
                TEXT))
        .isZero();
    assertThat(console.out().lines()).containsExactly(JASON);
  }

  @Test
  void screen_showsTheValueInPlaceAndInTheEndWhole() {
    answer(JASON, 1);
    Console console = console().withScreen(24, 80);

    assertThat(stream(console, "-F", FIELDS, TEXT)).isZero();
    DrawnScreen screen = DrawnScreen.of(console.out());
    assertThat(screen.rows()).containsExactly("{", "  \"name\": \"Jason\",", "  \"age\": 25", "}");
    assertThat(console.out()).doesNotContain(JASON);
  }

  @Test
  void screen_tooSmall_showsTheEndOfWhatGrowsAndThenAllOfIt() {
    String poem = "Spring \u6625 ".repeat(40).strip();
    answer(Json.object().put("body", poem).build().toString(), 9);
    Console console = console().withScreen(5, 20);

    assertThat(stream(console, "-F", "body: string", TEXT)).isZero();
    DrawnScreen screen = DrawnScreen.of(console.out());
    assertThat(screen.tallestErased()).isBetween(1, 4);
    assertThat(screen.widestErased()).isLessThanOrEqualTo(20);
    assertThat(String.join("", screen.rows())).isEqualTo("{  \"body\": \"" + poem + "\"}");
  }

  @Test
  void screen_valueWithTerminalCommands_showsThemEscaped() {
    answer("{\"name\":\"\u009b2J\\u001b[2J\u007f\"}", 2);
    Console console = console().withScreen(24, 80);

    assertThat(stream(console, "-F", "name: string", TEXT)).isZero();
    assertThat(DrawnScreen.of(console.out()).rows())
        .contains("  \"name\": \"\\u009b2J\\u001b[2J\\u007f\"");
    assertThat(console.out()).doesNotContain("\u009b", "\u001b[2J", "\u007f");
  }

  @Test
  void lines_withAStream_areAMistake() {
    Console console = console();

    assertThat(stream(console, "-F", FIELDS, "--lines", "-")).isEqualTo(2);
    assertThat(console.err()).contains("--stream and --lines exclude each other");
    assertThat(twin.requests()).isEmpty();
  }
}
