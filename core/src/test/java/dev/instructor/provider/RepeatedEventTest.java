package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that differ in one string only. */
class RepeatedEventTest {
  private static final String FIRST =
      "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\": \"He\"},\"logprobs\":null}]}";

  private static RepeatedEvent learnt() {
    RepeatedEvent repeated = new RepeatedEvent();
    repeated.learn(FIRST, "content", "He");
    return repeated;
  }

  private static String with(String json) {
    return FIRST.replace("\"He\"", json);
  }

  @Test
  void varied_otherString_isRead() {
    for (String text : List.of("llo", "a \"quoted\" \\ word\n", "Grüße 😀", "\u0001", " ")) {
      assertThat(learnt().varied(with(Json.of(text).toString()))).contains(text);
    }
  }

  @Test
  void varied_anythingElseDiffers_isNotRecognised() {
    assertThat(learnt().varied(FIRST.replace("c-1", "c-2"))).isEmpty();
    assertThat(learnt().varied(FIRST.replace("null", "{}"))).isEmpty();
    assertThat(learnt().varied(with("null"))).isEmpty();
    assertThat(learnt().varied(with("\"\""))).isEmpty();
    assertThat(learnt().varied(with("\"a\",\"refusal\":\"b\""))).isEmpty();
    assertThat(learnt().varied(with("\"raw\nbreak\""))).isEmpty();
    assertThat(learnt().varied(with("\"half \\\""))).isEmpty();
    assertThat(learnt().varied("")).isEmpty();
  }

  @Test
  void learn_nameTwiceOrAnotherValue_isNotLearnt() {
    RepeatedEvent twice = new RepeatedEvent();
    String both = "{\"content\":\"a\",\"inner\":{\"content\":\"b\"}}";
    twice.learn(both, "content", "a");
    assertThat(twice.varied(both)).isEmpty();

    RepeatedEvent other = new RepeatedEvent();
    other.learn("{\"content\":\"a\"}", "content", "b");
    other.learn("{\"content\":[\"a\"]}", "content", "a");
    other.learn("{\"text\":\"a\"}", "content", "a");
    assertThat(other.varied("{\"content\":\"a\"}")).isEmpty();
  }

  @Test
  void varied_beforeAnythingWasLearnt_isEmpty() {
    assertThat(new RepeatedEvent().varied(FIRST)).isEmpty();
  }
}
