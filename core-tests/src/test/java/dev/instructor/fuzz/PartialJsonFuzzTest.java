package dev.instructor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJsonParser;
import java.util.Set;

/** What holds of any text that is read while it comes. */
class PartialJsonFuzzTest {
  private static final Set<String> CONTAINERS = Set.of("object", "array");

  @FuzzTest
  void feed_anyText_isReadTheSameInAnyPieces(byte[] data) {
    String text = FuzzText.of(data);
    String whole = read(text, text.length());

    for (int size = 1; size < text.length(); size = size * 2 + 1) {
      assertThat(read(text, size)).isEqualTo(whole);
    }
    try {
      Json strict = Json.parse(text);
      if (CONTAINERS.contains(strict.type())) {
        assertThat(whole).isEqualTo("DONE " + strict);
      }
    } catch (InvalidJsonException notStrict) {
      // Then it is read in some way or other.
    }
  }

  private static String read(String text, int size) {
    PartialJsonParser parser = new PartialJsonParser(CONTAINERS);
    try {
      for (int at = 0; at < text.length(); at += size) {
        parser.feed(text.substring(at, Math.min(text.length(), at + size)));
        parser.value();
      }
      parser.end();
    } catch (InvalidJsonException tooDeep) {
      assertThat(text.length()).isGreaterThan(1_000);
    }
    return parser.value().map(PartialJsonFuzzTest::picture).orElse("nothing");
  }

  private static String picture(PartialJson value) {
    assertThat(value.size()).isNotNegative();
    assertThat(value.names()).allSatisfy(name -> assertThat(value.member(name)).isPresent());
    return value.state() + " " + value.json();
  }
}
