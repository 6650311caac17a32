package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that differ in one string only: which of them a reader need not tell. */
class RepeatedEventTest {
  private static final String FIRST =
      "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\": \"He\"},\"more\":null}]}\n\n";

  /** Reads events, and asks for the string alone after each that has one. */
  private static final class Reader {
    private final SseReader events = new SseReader("acme", 1 << 20);
    private final List<String> whole = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Reader read(String text) {
      return read(text.getBytes(StandardCharsets.UTF_8));
    }

    Reader read(byte[] bytes) {
      events.read(
          bytes,
          (event, data) -> {
            whole.add(data);
            String content = content(data);
            text.append(content);
            events.repeat("content", content, Set.of("pad", "number"), this::string);
          });
      return this;
    }

    private void string(String more) {
      strings.add(more);
      text.append(more);
    }

    private static String content(String data) {
      try {
        return Json.parse(data)
            .at("/choices/0/delta")
            .flatMap(Json::asObject)
            .orElse(JsonObject.empty())
            .text("content")
            .orElse("");
      } catch (RuntimeException e) {
        return "";
      }
    }
  }

  private static Reader after(String... events) {
    Reader reader = new Reader();
    for (String event : events) {
      reader.read(event);
    }
    return reader;
  }

  private static String with(String json) {
    return FIRST.replace("\"He\"", json);
  }

  @Test
  void read_otherString_isToldAlone() {
    for (String text : List.of("llo", "a \"quoted\" \\ word\n", "Grüße 😀", "\u0001", " ", "/")) {
      Reader reader = after(FIRST, with(Json.of(text).toString()));

      assertThat(reader.whole).hasSize(1);
      assertThat(reader.strings).containsExactly(text);
    }
  }

  @Test
  void read_anythingElseDiffers_isToldInWhole() {
    for (String other :
        List.of(
            FIRST.replace("c-1", "c-2"),
            FIRST.replace("null", "{}"),
            FIRST.replace("data: ", "event: x\ndata: "),
            FIRST.replace("data: ", "data:"),
            with("null"),
            with("5"),
            with("\"\""),
            with("\"a\",\"refusal\":\"b\""),
            with("\"bad \\x escape\""),
            "data: [DONE]\n\n")) {
      Reader reader = after(FIRST, other);

      assertThat(reader.whole).as(other).hasSize(2);
      assertThat(reader.strings).as(other).isEmpty();
    }
  }

  @Test
  void read_padding_mayBeDifferent() {
    String padded =
        "event: more\r\ndata: {\"number\":7,\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"pad\":\"\"}\r\n\r\n";

    Reader reader =
        after(
            padded, padded.replace("7", "12").replace("\"a\"", "\"b\"").replace("\"\"", "\"xy\""));

    assertThat(reader.whole).hasSize(1);
    assertThat(reader.strings).containsExactly("b");
    assertThat(after(padded, padded.replace("7", "\"7\"")).whole).hasSize(2);
    assertThat(after(padded, padded.replace("\"\"", "5")).whole).hasSize(2);
  }

  @Test
  void read_nameTwiceOrNoString_isToldInWhole() {
    for (String event :
        List.of(
            FIRST.replace("\"more\":null", "\"content\":\"x\""),
            FIRST.replace("null", "\"content\""),
            with("[\"He\"]"),
            with("5"))) {
      assertThat(after(event, event).whole).as(event).hasSize(2);
    }
  }

  @Test
  void read_anotherEventBetween_isNotRepeatedBeforeItWasToldAgain() {
    Reader reader = after(FIRST, with("\"a\""), "data: {}\n\n", with("\"b\""), with("\"c\""));

    assertThat(reader.strings).containsExactly("a", "c");
    assertThat(reader.text).hasToString("Heabc");
  }

  @Test
  void read_cutAnywhere_isTheSameText() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      StringBuilder all = new StringBuilder(": hello\n\n");
      for (String json : List.of("\"He\"", "\"l\"", "\"lo \\n\"", "\"Grüße \\u00e4\"", "\"\"")) {
        all.append(with(json)).append(with(json));
      }
      byte[] bytes = all.toString().replace("\n", end).getBytes(StandardCharsets.UTF_8);
      String whole = "HeHelllo \nlo \nGrüße äGrüße ä";
      Random random = new Random(3);

      assertThat(new Reader().read(bytes).text).hasToString(whole);
      for (int round = 0; round < 500; round++) {
        Reader reader = new Reader();
        int from = 0;
        for (int cut : random.ints(random.nextInt(8), 0, bytes.length).sorted().toArray()) {
          reader.read(Arrays.copyOfRange(bytes, from, cut));
          from = cut;
        }
        reader.read(Arrays.copyOfRange(bytes, from, bytes.length));
        assertThat(reader.text).hasToString(whole);
      }
    }
  }
}
