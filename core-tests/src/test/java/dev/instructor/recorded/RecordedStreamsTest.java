package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.PartialJson.State;
import dev.instructor.shared.Cassette;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.Chunking;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What real vendors streamed, cut anew at random places of its bytes, comes out of {@code stream}
 * as the recorded value, or as the exception that {@code extract} throws. For more places: {@code
 * -Dstream.chunkings=100}.
 */
class RecordedStreamsTest {
  private static final int CHUNKINGS = Integer.getInteger("stream.chunkings", 4);
  private static final Json NULL = Json.ofNull();

  /** How a stream ended. */
  private record End(Optional<Json> value, Optional<InstructorException> failure) {
    /** The kind of the failure and its words, which hold no content; "value" if there is none. */
    String kind() {
      return failure.map(InstructorException::toString).orElse("value");
    }
  }

  @TestFactory
  List<DynamicTest> streams_cutAnywhere_endAsTheyWereRecorded() {
    List<Cassette> cassettes = Recorded.cassettes(Cassette::stream);
    assertThat(cassettes).hasSizeGreaterThanOrEqualTo(40);
    assertThat(cassettes).filteredOn(RecordedStreamsTest::hasValue).hasSizeGreaterThan(15);
    return cassettes.stream()
        .map(cassette -> DynamicTest.dynamicTest(cassette.id(), () -> check(cassette)))
        .toList();
  }

  private static void check(Cassette cassette) {
    OpenAiTwin.Builder settings = OpenAiTwin.builder();
    boolean own = cassette.provider().equals("openai");
    try (OpenAiTwin twin = (own ? settings : settings.compatible()).start();
        Instructor client = Recorded.client(twin, cassette)) {
      Recorded.replay(twin, cassette);
      End whole = extracted(client, cassette);
      for (int seed = 0; seed < CHUNKINGS; seed++) {
        // Bytes by ones, twos and threes first, then ever larger pieces.
        Chunking chunking = Chunking.random(seed, 3 << Math.min(2 * seed, 12));
        twin.reply(
            TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body())
                .inWrites(chunking));
        compare(cassette, whole, streamed(client, cassette));
      }
    }
  }

  private static void compare(Cassette cassette, End whole, End streamed) {
    assertThat(streamed.kind()).isEqualTo(whole.kind());
    assertThat(streamed.value()).isEqualTo(whole.value());
    if (hasValue(cassette)) {
      Json expected = cassette.expected().get("value").orElseThrow();
      assertThat(streamed.value()).hasValueSatisfying(v -> assertThat(v.sameAs(expected)).isTrue());
    }
    expectedFailure(cassette)
        .ifPresent(kind -> assertThat(streamed.failure()).containsInstanceOf(kind));
  }

  private static boolean hasValue(Cassette cassette) {
    return cassette.expected().get("schema_valid").equals(Optional.of(Json.of(true)));
  }

  private static Optional<Class<? extends InstructorException>> expectedFailure(Cassette cassette) {
    Predicate<String> tagged = cassette.tags()::contains;
    if (tagged.test("refusal")) {
      return Optional.of(RefusedException.class);
    }
    if (tagged.test("truncated")) {
      return Optional.of(IncompleteOutputException.class);
    }
    return cassette.expected().get("error").orElse(NULL).isNull()
        ? Optional.empty()
        : Optional.of(ProviderException.class);
  }

  private static End extracted(Instructor client, Cassette cassette) {
    try {
      Json value = client.prompt("As recorded").extract(Recorded.shape(cassette)).value();
      return new End(Optional.of(value), Optional.empty());
    } catch (InstructorException failure) {
      return new End(Optional.empty(), Optional.of(failure));
    }
  }

  private static End streamed(Instructor client, Cassette cassette) {
    try (PartialStream<Json> stream =
        client.prompt("As recorded").stream(Recorded.shape(cassette))) {
      Finished finished = new Finished();
      for (Partial<Json> partial : stream) {
        finished.see(partial);
      }
      return new End(Optional.of(stream.value()), Optional.empty());
    } catch (InstructorException failure) {
      return new End(Optional.empty(), Optional.of(failure));
    }
  }

  /** Holds against later partials what an earlier one called done. */
  private static final class Finished {
    private final Map<String, Json> done = new HashMap<>();

    void see(Partial<Json> partial) {
      for (String path : paths(partial)) {
        if (partial.state(path) == State.DONE) {
          Json value = partial.get(path).orElseThrow();
          Json before = done.putIfAbsent(path, value);
          assertThat(before == null || before.equals(value)).as("stays at " + path).isTrue();
        } else {
          assertThat(done).as("stays done").doesNotContainKey(path);
        }
      }
    }

    private static List<String> paths(Partial<Json> partial) {
      List<String> paths = new ArrayList<>();
      partial.tree().ifPresent(tree -> collect(tree, "", paths));
      return paths;
    }

    private static void collect(Json value, String path, List<String> paths) {
      paths.add(path);
      value
          .asObject()
          .ifPresent(
              object ->
                  object
                      .members()
                      .forEach(
                          (name, member) -> collect(member, path + "/" + escaped(name), paths)));
      value
          .asArray()
          .ifPresent(
              array -> {
                for (int i = 0; i < array.items().size(); i++) {
                  collect(array.items().get(i), path + "/" + i, paths);
                }
              });
    }

    private static String escaped(String name) {
      return name.replace("~", "~0").replace("/", "~1");
    }
  }
}
