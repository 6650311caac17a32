package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractCommandTest {
  private static final String FIELDS = "name: string, age: integer 0..150";
  private static final String TEXT = "Jason is 25 years old";
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";

  @TempDir Path folder;

  private final OpenAiTwin twin = OpenAiTwin.start();

  @AfterEach
  void stop() {
    twin.close();
  }

  private Console console(String in) {
    return new Console(in).withEnvironment("OPENAI_API_KEY", twin.apiKey());
  }

  private int extract(Console console, String... more) {
    List<String> args = new ArrayList<>(List.of("extract", "-m", "openai/gpt-5-mini"));
    args.addAll(List.of("--base-url", twin.baseUrl()));
    args.addAll(List.of(more));
    return console.run(args.toArray(String[]::new));
  }

  private String asked() {
    return twin.requests().get(twin.requests().size() - 1).body().toString();
  }

  @Test
  void text_onTheLine_printsTheValueAndNothingElse() {
    twin.answer(" {\"name\": \"Jason\", \"age\": 25} ");
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, TEXT)).isZero();
    assertThat(console.out()).isEqualTo(JASON + System.lineSeparator());
    assertThat(console.err()).isEmpty();
    assertThat(asked()).contains(TEXT, "\"gpt-5-mini\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ""})
  void text_onStandardInput_isRead(String dash) {
    twin.answer(JASON);
    Console console = console("\uFEFF" + TEXT);

    int exit =
        dash.isEmpty() ? extract(console, "-F", FIELDS) : extract(console, "-F", FIELDS, dash);

    assertThat(exit).isZero();
    assertThat(asked()).contains(TEXT).doesNotContain("\uFEFF", "\\uFEFF");
  }

  @Test
  void text_inAFile_isRead() throws IOException {
    twin.answer(JASON);
    Path file = Files.writeString(folder.resolve("a text.txt"), "Jasón is 25");
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "-f", file.toString())).isZero();
    assertThat(asked()).contains("Jasón is 25");
  }

  @Test
  void text_withUmlautsInTheAnswer_isUtf8() {
    twin.answer("{\"name\": \"Zoë 🙂\"}");
    Console console = console("");

    assertThat(extract(console, "-F", "name: string", "Zoë 🙂")).isZero();
    assertThat(console.out()).isEqualTo("{\"name\":\"Zoë 🙂\"}" + System.lineSeparator());
  }

  @Test
  void schema_withAnArrayAtTheRoot_isWrappedUnseen() throws IOException {
    twin.reply(request -> TwinReply.answer("{\"items\": [1, 2]}"));
    Path schema =
        Files.writeString(
            folder.resolve("s.json"), "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}");
    Console console = console("");

    assertThat(extract(console, "-s", schema.toString(), "--name", "Numbers", "one, two")).isZero();
    assertThat(console.out()).isEqualTo("[1,2]" + System.lineSeparator());
    assertThat(asked()).contains("\"name\":\"Numbers\"");
  }

  @Test
  void list_asksForAListOfIt() {
    twin.answer("{\"items\": [" + JASON + "]}");
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "--list", TEXT)).isZero();
    assertThat(console.out()).isEqualTo("[" + JASON + "]" + System.lineSeparator());
  }

  @Test
  void mode_isObeyed() {
    twin.answer(JASON);
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "--mode", "json_schema", TEXT)).isZero();
    assertThat(asked()).contains("\"json_schema\"").doesNotContain("\"tools\"");
  }

  @Test
  void system_isSent() {
    twin.answer(JASON);

    assertThat(extract(console(""), "-F", FIELDS, "--system", "Be exact.", TEXT)).isZero();
    assertThat(asked()).contains("Be exact.");
  }

  @Test
  void model_fromTheEnvironment_isUsed() {
    twin.answer(JASON);
    Console console = console("").withEnvironment("INSTRUCTOR_MODEL", "openai/gpt-4.1-mini");

    assertThat(console.run("extract", "--base-url", twin.baseUrl(), "-F", FIELDS, TEXT)).isZero();
    assertThat(asked()).contains("\"gpt-4.1-mini\"");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void key_fromAnotherVariable_isUsed() {
    twin.answer(JASON);
    Console console =
        new Console("")
            .withEnvironment("OPENAI_API_KEY", "wrong")
            .withEnvironment("MY_KEY", twin.apiKey());

    assertThat(extract(console, "--api-key-env", "MY_KEY", "-F", FIELDS, TEXT)).isZero();
  }

  @Test
  void answer_brokenOnce_isAskedForAgainAndExplained() {
    twin.answer("{\"name\":\"Jason\",\"age\":250}");
    twin.answer(JASON);
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "--explain", TEXT)).isZero();
    assertThat(console.out()).isEqualTo(JASON + System.lineSeparator());
    assertThat(console.err())
        .contains(
            "attempt 1: ", "  problem: /age: maximum", "attempt 2: ", "tokens: ", "mode: TOOLS")
        .doesNotContain("250", "Jason");
  }

  @Test
  void answer_neverValid_isNoValue() {
    twin.answer("{\"name\":\"Jason\",\"age\":250}");
    twin.answer("{\"name\":\"Jason\"}");
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "--max-retries", "1", "--explain", TEXT))
        .isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(console.err())
        .contains("attempt 1: ", "attempt 2: ", "/age: required")
        .doesNotContain("250", "Jason", "\tat ");
  }

  @Test
  void refusal_isNoValue() {
    twin.reply(TwinReply.refusal("I would rather not."));
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, TEXT)).isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).contains("refused").doesNotContain("rather not");
  }

  @Test
  void refusal_explained_showsItsWords() {
    twin.reply(TwinReply.refusal("I would rather not."));
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "--explain", TEXT)).isEqualTo(1);
    assertThat(console.err()).contains("refusal: I would rather not.");
  }

  @Test
  void answer_cutAtTheLimit_isNoValue() {
    twin.reply(TwinReply.answer(JASON).truncatedAfter(12));
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, "--max-tokens", "20", TEXT)).isEqualTo(1);
    assertThat(console.err()).contains("cut at the token limit", "--max-tokens");
    assertThat(asked()).contains("\"max_completion_tokens\":20");
  }

  @Test
  void provider_thatFails_isExitThree() {
    twin.reply(TwinReply.quotaExceeded());
    Console console = console("");

    assertThat(extract(console, "-F", FIELDS, TEXT)).isEqualTo(3);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("instructor: openai: HTTP 429").doesNotContain("\tat ");
  }

  @Test
  void key_thatIsWrong_isExitThreeAndNotShown() {
    Console console = new Console("").withEnvironment("OPENAI_API_KEY", "sk-canary-0815");

    assertThat(extract(console, "-F", FIELDS, TEXT)).isEqualTo(3);
    assertThat(console.err()).contains("401").doesNotContain("canary");
  }

  @Test
  void server_thatIsNotThere_isExitThree() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Console console = console("");

    assertThat(
            console.run(
                "extract",
                "-m",
                "openai/x",
                "--base-url",
                "http://127.0.0.1:" + port + "/v1",
                "--timeout",
                "5s",
                "-F",
                FIELDS,
                TEXT))
        .isEqualTo(3);
  }

  @Test
  void key_missing_isAMistakeThatNamesTheVariable() {
    Console console = new Console("");

    assertThat(extract(console, "-F", FIELDS, TEXT)).isEqualTo(2);
    assertThat(console.err()).contains("OPENAI_API_KEY");
    assertThat(twin.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--max-retries -1",
        "--max-retries many",
        "--max-tokens 0",
        "--timeout soon",
        "--timeout 0s",
        "--mode LOUD",
        "--api-key-env NOT_SET",
        "--name no/good",
        "--name ",
        "-cp x.jar",
        "-f missing.txt",
        "-s schema.json",
        "-t com.acme.User",
      })
  void option_thatMakesNoSense_isAMistake(String options) {
    List<String> args = new ArrayList<>(List.of("-F", FIELDS));
    args.addAll(List.of(options.split(" ", -1)));
    args.add(TEXT);
    Console console = console("");

    assertThat(extract(console, args.toArray(String[]::new))).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("instructor: ").doesNotContain("\tat ");
    assertThat(twin.requests()).isEmpty();
  }

  @Test
  void model_withoutAProvider_isAMistake() {
    assertThat(console("").run("extract", "-m", "gpt-5", "-F", FIELDS, TEXT)).isEqualTo(2);
  }

  @Test
  void shape_missing_isAMistake() {
    Console console = console("");

    assertThat(extract(console, TEXT)).isEqualTo(2);
    assertThat(console.err()).contains("Say what you want");
  }

  @Test
  void text_missingAtAKeyboard_isAMistake() {
    Console console = console("").withKeyboard();

    assertThat(extract(console, "-F", FIELDS)).isEqualTo(2);
    assertThat(console.err()).contains("There is no text");
  }

  @Test
  void text_empty_isAMistake() {
    Console console = console(" \n");

    assertThat(extract(console, "-F", FIELDS)).isEqualTo(2);
    assertThat(console.err()).contains("The text is empty");
  }

  @Test
  void text_notUtf8_isAMistake() {
    Console console =
        new Console("Größe".getBytes(StandardCharsets.ISO_8859_1))
            .withEnvironment("OPENAI_API_KEY", twin.apiKey());

    assertThat(extract(console, "-F", FIELDS)).isEqualTo(2);
    assertThat(console.err()).contains("standard input is not UTF-8");
  }

  /** A class that is on no class path but the one of {@code -cp}. */
  private Path classPath() throws IOException {
    String name = "dev/instructor/cli/Person.class";
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream in = Person.class.getResourceAsStream("Person.class")) {
      Files.write(file, in.readAllBytes());
    }
    return folder;
  }

  @Test
  void type_fromAClassPath_isAskedForAndChecked() throws IOException {
    twin.answer("{\"name\":\"\",\"age\":25}");
    twin.answer("{\"name\":\"Jason\",\"age\":25}");
    Console console = console("");

    int exit =
        extract(
            console,
            "-t",
            "dev.instructor.cli.Person",
            "-cp",
            classPath().toString(),
            "--explain",
            TEXT);

    assertThat(console.err()).contains("attempt 2");
    assertThat(exit).isZero();
    assertThat(console.out()).isEqualTo(JASON + System.lineSeparator());
  }

  @Test
  void type_thatIsNotThere_isAMistake() {
    Console console = console("");

    assertThat(extract(console, "-t", "com.acme.User", "-cp", folder.toString(), TEXT))
        .isEqualTo(2);
    assertThat(console.err()).contains("no such class on the class path");
  }

  @Test
  void lines_keepOrderAndIds_andSurviveBadOnes() {
    for (int i = 0; i < 3; i++) {
      twin.reply(
          request ->
              TwinReply.answer(
                  "{\"n\":" + (request.body().toString().contains("two") ? 2 : 1) + "}"));
    }
    Console console =
        console(
            String.join(
                "\n",
                "\uFEFF{\"id\": {\"a\": [1]}, \"text\": \"one\"}",
                "not json",
                "",
                "[1]",
                "{\"id\": 7, \"text\": 5}",
                "{\"id\": \"x\", \"text\": \"two\", \"schema\": {\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}}",
                "{\"text\": \"one\", \"schema\": true}",
                "{\"text\": \"one\"}"));

    assertThat(extract(console, "-F", "n: integer", "--lines", "-", "--parallel", "3"))
        .isEqualTo(1);
    List<Json> lines = console.out().lines().map(Json::parse).toList();
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).hasToString("{\"id\":{\"a\":[1]},\"value\":{\"n\":1}}");
    assertThat(lines.get(1).at("/problems/0/rule")).contains(Json.of("json"));
    assertThat(lines.get(1).at("/id")).contains(Json.ofNull());
    assertThat(lines.get(2).at("/problems/0/message"))
        .contains(Json.of("line 4 is no JSON object"));
    assertThat(lines.get(3).at("/id")).contains(Json.of(7));
    assertThat(lines.get(3).at("/problems/0/rule")).contains(Json.of("configuration"));
    assertThat(lines.get(4)).hasToString("{\"id\":\"x\",\"value\":{\"n\":2}}");
    assertThat(lines.get(5).at("/problems/0/message"))
        .contains(Json.of("the line's member 'schema' is no JSON object"));
    assertThat(lines.get(6)).hasToString("{\"id\":null,\"value\":{\"n\":1}}");
    assertThat(console.err()).contains("7 lines in all, 3 with a value");
  }

  @Test
  void lines_withFailingRequests_goOn() {
    twin.reply(TwinReply.quotaExceeded());
    twin.reply(TwinReply.refusal("no"));
    twin.answer("{\"n\":\"x\"}");
    twin.answer("{\"n\":3}");
    Console console =
        console("{\"text\": \"a\"}\n{\"text\": \"b\"}\n{\"text\": \"c\"}\n{\"text\": \"d\"}\n");

    int exit =
        extract(
            console, "-F", "n: integer", "--max-retries", "0", "--lines", "-", "--parallel", "1");

    assertThat(exit).isEqualTo(1);
    List<Json> lines = console.out().lines().map(Json::parse).toList();
    assertThat(lines.get(0).at("/problems/0/rule")).contains(Json.of("provider"));
    assertThat(lines.get(1).at("/problems/0/rule")).contains(Json.of("refusal"));
    assertThat(lines.get(2).at("/problems/0/pointer")).contains(Json.of("/n"));
    assertThat(lines.get(3).at("/value/n")).contains(Json.of(3));
  }

  @Test
  void lines_allWithAValue_isSuccess() throws IOException {
    twin.answer("{\"n\":1}");
    Path file = Files.writeString(folder.resolve("in.jsonl"), "{\"id\":1,\"text\":\"one\"}\r\n");
    Console console = console("");

    assertThat(extract(console, "-F", "n: integer", "--lines", file.toString())).isZero();
    assertThat(console.out()).isEqualTo("{\"id\":1,\"value\":{\"n\":1}}" + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--lines missing.jsonl",
        "--lines - --parallel 0",
        "--lines - -f x",
        "--lines - text"
      })
  void lines_thatMakeNoSense_areAMistake(String options) {
    List<String> args = new ArrayList<>(List.of("-F", "n: integer"));
    args.addAll(List.of(options.split(" ", -1)));
    Console console = console("");

    assertThat(extract(console, args.toArray(String[]::new))).isEqualTo(2);
    assertThat(console.out()).isEmpty();
  }
}
