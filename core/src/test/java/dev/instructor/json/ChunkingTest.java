package dev.instructor.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.PartialJson.State;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is read depends on the text, not on the pieces in which it comes. */
class ChunkingTest {
  private static final Set<String> ANY = Set.of("object", "array", "string");

  private static String whole(String text) {
    PartialJsonParser parser = new PartialJsonParser(ANY);
    parser.feed(text);
    parser.end();
    return outcome(parser);
  }

  private static String outcome(PartialJsonParser parser) {
    return parser.value().map(v -> v.state() + " " + v.json()).orElse("nothing")
        + parser.complete();
  }

  private static String inPieces(String text, Random random) {
    PartialJsonParser parser = new PartialJsonParser(ANY);
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(5) == 0 ? 40 : 4));
      parser.feed(text.substring(at, end));
      if (random.nextBoolean()) {
        parser.value();
      }
      at = end;
    }
    parser.end();
    return outcome(parser);
  }

  private static String inBytes(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PartialJsonParser parser = new PartialJsonParser(ANY);
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(5));
      parser.feed(bytes, at, end);
      at = end;
    }
    parser.end();
    return outcome(parser);
  }

  @Test
  void feed_messyTextInAThousandChunkings_isReadTheSame() {
    for (String text : MessyTexts.MESSY) {
      String expected = whole(text);
      for (int seed = 0; seed < 1_000; seed++) {
        assertThat(inPieces(text, new Random(seed))).isEqualTo(expected);
      }
      assertThat(inBytes(text, new Random(1))).isEqualTo(expected);
    }
  }

  @Test
  void feed_validJsonInAnyChunking_isReadStrictly() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      String text = MessyTexts.valid(random, 4);
      Json strict = Json.parse(text);
      if (ANY.contains(strict.type())) {
        String expected = "DONE " + strict + "true";

        assertThat(inPieces(text, random)).as("seed %s", seed).isEqualTo(expected);
        assertThat(inBytes(text, random)).as("seed %s", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void feed_brokenTexts_areReadTheSameInAnyChunking() {
    for (int seed = 0; seed < 10_000; seed++) {
      Random random = new Random(seed);
      String text = MessyTexts.broken(random, text(random));

      assertThat(inPieces(text, random)).as("seed %s", seed).isEqualTo(whole(text));
    }
  }

  @Test
  void value_overAllPrefixes_neverChangesWhatIsDone() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      String text = text(random);
      if (random.nextBoolean()) {
        text = MessyTexts.scratched(random, text);
      }
      Set<JsonPointer> told = new HashSet<>();
      AtomicBoolean repeated = new AtomicBoolean();
      PartialJsonParser parser =
          new PartialJsonParser(
              ANY, (pointer, value) -> repeated.compareAndSet(false, !told.add(pointer)));
      Map<String, Json> done = new LinkedHashMap<>();
      // Of a name that comes twice, the last value replaces the first when the object is done.
      for (int i = 0; i <= text.length() && !repeated.get(); i++) {
        if (i < text.length()) {
          parser.feed(text.substring(i, i + 1));
        } else {
          parser.end();
        }
        Map<String, Json> now = new LinkedHashMap<>();
        parser.value().ifPresent(value -> collect(value, "", now));
        if (repeated.get()) {
          break;
        }
        String place = "seed " + seed + ", character " + i;
        done.forEach((pointer, value) -> assertThat(at(pointer, now)).as(place).contains(value));
        done = now;
      }
    }
  }

  /** Collects the outermost values that are done. */
  private static void collect(PartialJson value, String pointer, Map<String, Json> done) {
    if (value.state() == State.DONE) {
      done.put(pointer, value.json());
      return;
    }
    for (String name : value.names()) {
      collect(value.member(name).orElseThrow(), JsonPointer.child(pointer, name), done);
    }
    if (value.type().equals("array")) {
      for (int i = 0; i < value.size(); i++) {
        collect(value.item(i), JsonPointer.child(pointer, i), done);
      }
    }
  }

  /** Returns what is done at a place now, alone or in something that is done. */
  private static Optional<Json> at(String pointer, Map<String, Json> now) {
    for (Map.Entry<String, Json> entry : now.entrySet()) {
      if (pointer.equals(entry.getKey()) || pointer.startsWith(entry.getKey() + "/")) {
        return entry.getValue().at(pointer.substring(entry.getKey().length()));
      }
    }
    return Optional.empty();
  }

  private static String text(Random random) {
    return random.nextBoolean()
        ? MessyTexts.valid(random, 4)
        : MessyTexts.MESSY.get(random.nextInt(MessyTexts.MESSY.size()));
  }
}
