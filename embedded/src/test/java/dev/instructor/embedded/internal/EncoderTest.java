package dev.instructor.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final Weights WEIGHTS = Weights.load();

  @Test
  void encode_goldenPrompts_givesVectorsAndScoresOfTheReference() {
    List<JsonObject> cases = Golden.cases("passes");
    assertThat(cases).hasSizeGreaterThan(1);
    cases.forEach(EncoderTest::check);
  }

  private static void check(JsonObject golden) {
    List<Question> questions = golden.items("fields").stream().map(EncoderTest::question).toList();
    Prompt prompt = Prompt.of(questions, WEIGHTS.tokenizer());
    Tokens text = WEIGHTS.tokenizer().encode(golden.text("text").orElseThrow());
    int begin = prompt.ids().length;
    int[] ids = Arrays.copyOf(prompt.ids(), begin + text.size());
    System.arraycopy(text.ids(), 0, ids, begin, text.size());
    boolean[] spaced = Arrays.copyOf(prompt.spaced(), ids.length);
    System.arraycopy(text.spaced(), 0, spaced, begin, text.size());
    assertThat(ids).isEqualTo(Golden.integers(golden.items("ids")));
    assertThat(spaced).isEqualTo(Golden.flags(golden.items("spaced")));

    float[][] vectors = new Encoder(WEIGHTS).encode(ids, spaced, () -> {});

    near(Arrays.copyOf(vectors[0], 8), golden.items("first"));
    near(Arrays.copyOf(vectors[ids.length - 1], 8), golden.items("last"));
    Pointer startPointer = new Pointer(WEIGHTS.startQuery(), WEIGHTS.startKey(), vectors);
    Pointer endPointer = new Pointer(WEIGHTS.endQuery(), WEIGHTS.endKey(), vectors);
    for (int i = 0; i < questions.size(); i++) {
      JsonObject scores = golden.items("scores").get(i).asObject().orElseThrow();
      int marker = prompt.markers()[i];
      float[] start = startPointer.scores(marker);
      float[] end = endPointer.scores(marker);
      near(Arrays.copyOfRange(start, begin, ids.length), scores.items("start"));
      near(Arrays.copyOfRange(end, begin, ids.length), scores.items("end"));
      near(new float[] {start[marker], end[marker]}, scores.items("none"));
      int[] options = prompt.options().get(i);
      float[] optionScores = new float[options.length];
      for (int option = 0; option < options.length; option++) {
        optionScores[option] = start[options[option]] + end[options[option]];
      }
      near(optionScores, scores.items("options"));
    }
  }

  private static Question question(Json json) {
    JsonObject golden = json.asObject().orElseThrow();
    String kind = golden.text("kind").orElseThrow();
    Field field =
        new Field(
            List.of(golden.text("name").orElseThrow().split(" ")),
            Arrays.stream(Field.Kind.values())
                .filter(k -> k.trainedName().equals(kind.replace("?", "")))
                .findFirst()
                .orElseThrow(),
            golden.get("list").orElseThrow().equals(new JsonBoolean(true)),
            kind.endsWith("?"),
            golden.text("description").orElseThrow(),
            golden.items("options"),
            Rules.of(JsonObject.empty()));
    return Question.of(0, field).get(0);
  }

  private static void near(float[] actual, List<Json> golden) {
    assertThat(actual).hasSize(golden.size());
    assertThat(actual).containsExactly(Golden.floats(golden), within(1e-3f));
  }

  @Test
  void encode_checkpointThrows_ends() {
    AtomicInteger calls = new AtomicInteger();
    Runnable checkpoint =
        () -> {
          if (calls.incrementAndGet() == 3) {
            throw new IllegalStateException("stop");
          }
        };

    assertThatThrownBy(() -> new Encoder(WEIGHTS).encode(new int[50], new boolean[50], checkpoint))
        .hasMessage("stop");
    assertThat(calls).hasValue(3);
  }
}
