package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How good the model is: the figures that the documentation gives must not get worse unseen. */
class SentencesTest {
  /** Written for this test before the decoding was tuned, and not used to tune it. */
  @Test
  void send_fortySentences_givesTheDocumentedAccuracy() throws IOException {
    try (InputStream in = SentencesTest.class.getResourceAsStream("sentences.jsonl")) {
      String lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Score score = new Score();
      for (String line : lines.split("\n")) {
        JsonObject sentence = Json.parse(line).asObject().orElseThrow();
        score.add(
            sentence.object("schema").orElseThrow(),
            sentence.text("text").orElseThrow(),
            sentence.object("expected").orElseThrow());
      }
      assertThat(score.sentences).isEqualTo(40);
      assertThat(score.fields).isEqualTo(75);
      assertThat(score.rightFields).isGreaterThanOrEqualTo(54);
      assertThat(score.rightSentences).isGreaterThanOrEqualTo(22);
    }
  }

  @Test
  void send_sentencesOfTheStudy_givesTheDocumentedAccuracy() throws IOException {
    Score score = new Score();
    for (String line : Files.readAllLines(shared("embedded/handwritten.jsonl"))) {
      JsonObject sentence = Json.parse(line).asObject().orElseThrow();
      score.add(
          StudySchema.of(sentence.items("s")),
          sentence.text("t").orElseThrow(),
          sentence.object("e").orElseThrow());
    }
    assertThat(score.sentences).isEqualTo(30);
    assertThat(score.fields).isEqualTo(63);
    assertThat(score.rightFields).isGreaterThanOrEqualTo(48);
    assertThat(score.rightSentences).isGreaterThanOrEqualTo(16);
  }

  private static Path shared(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    String message = "no ../shared/" + name + " beside the repository";
    if ("required".equals(System.getenv("INSTRUCTOR_SHARED"))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
    throw new AssertionError(message);
  }

  private static final class Score {
    private int sentences;
    private int rightSentences;
    private int fields;
    private int rightFields;

    void add(JsonObject schema, String text, JsonObject expected) {
      JsonObject answer = Requests.answer(schema, text).asObject().orElseThrow();
      boolean all = true;
      for (Map.Entry<String, Json> member : expected.members().entrySet()) {
        boolean right = answer.get(member.getKey()).filter(member.getValue()::sameAs).isPresent();
        fields++;
        rightFields += right ? 1 : 0;
        all &= right;
      }
      sentences++;
      rightSentences += all ? 1 : 0;
    }
  }

  /** The short schemas of the study: name, type, description. */
  private static final class StudySchema {
    static JsonObject of(List<Json> fields) {
      JsonObject.Builder properties = Json.object();
      for (Json field : fields) {
        List<Json> parts = field.asArray().orElseThrow().items();
        JsonObject type = type(parts.get(1).asText().orElseThrow());
        String description = parts.get(2).asText().orElseThrow();
        properties.put(
            parts.get(0).asText().orElseThrow(),
            description.isEmpty() ? type : type.with("description", Json.of(description)));
      }
      return Requests.object(properties.build());
    }

    private static JsonObject type(String name) {
      if (name.endsWith("?")) {
        JsonObject inner = type(name.substring(0, name.length() - 1));
        return inner.with("type", Json.strings(List.of(inner.text("type").orElseThrow(), "null")));
      }
      if (name.startsWith("list:")) {
        return Json.object().put("type", "array").put("items", type(name.substring(5))).build();
      }
      if (name.startsWith("enum:")) {
        return Json.object()
            .put("type", "string")
            .put("enum", Json.strings(List.of(name.substring(5).split("\\|"))))
            .build();
      }
      if (name.startsWith("obj(")) {
        JsonObject.Builder properties = Json.object();
        for (String member : name.substring(4, name.length() - 1).split(",")) {
          String[] parts = member.split(":");
          properties.put(parts[0], type(parts[1]));
        }
        return Requests.object(properties.build());
      }
      return Json.object()
          .put(
              "type",
              Map.of("str", "string", "int", "integer", "num", "number", "bool", "boolean")
                  .get(name))
          .build();
    }
  }
}
