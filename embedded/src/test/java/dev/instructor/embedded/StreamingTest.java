package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.json.JsonObject;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answer comes value by value. */
class StreamingTest {
  private static final Instructor CLIENT = Instructor.fromProvider("embedded/extractor");
  private static final JsonObject PERSON =
      Requests.object("'name': {'type': 'string'}, 'age': {'type': 'integer'}");

  record Person(String name, int age) {}

  @Test
  void stream_textMode_givesAnEventAScalar() {
    List<ChatEvent> events = events(Mode.JSON);

    assertThat(events)
        .filteredOn(ChatEvent.TextDelta.class::isInstance)
        .extracting(event -> ((ChatEvent.TextDelta) event).text())
        .containsExactly("{\"name\":\"Jason\"", ",\"age\":25", "}");
    assertThat(events.get(0)).isInstanceOf(ChatEvent.Started.class);
    assertThat(events).contains(new ChatEvent.Finished(FinishReason.STOP));
    assertThat(events).last().isInstanceOf(ChatEvent.UsageReport.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"TOOLS", "JSON_SCHEMA", "JSON", "PROMPTED"})
  void stream_anyMode_addsUpToWhatSendAnswers(Mode mode) {
    ResponseAccumulator all = new ResponseAccumulator();
    events(mode).forEach(all::add);

    assertThat(all.response()).isEqualTo(Requests.MODEL.send(request(mode)));
  }

  @Test
  void stream_record_growsFieldByField() {
    List<String> seen = new ArrayList<>();
    try (PartialStream<Person> stream =
        CLIENT.prompt("Jason is 25 years old").stream(Person.class)) {
      for (Partial<Person> partial : stream) {
        seen.add(partial.get(Person::name) + " " + partial.get(Person::age));
      }
      assertThat(stream.extraction().value()).isEqualTo(new Person("Jason", 25));
    }

    assertThat(seen).contains("Optional[Jason] Optional.empty", "Optional[Jason] Optional[25]");
  }

  @Test
  void streamItems_records_comeOneByOne() {
    try (ItemStream<Person> stream =
        CLIENT.prompt("Leo (7) and Mia (4) came.").streamItems(Person.class)) {
      List<Person> seen = new ArrayList<>();
      for (Person person : stream) {
        seen.add(person);
        assertThat(stream.delivered()).hasSize(seen.size());
      }
      assertThat(seen).containsExactly(new Person("Leo", 7), new Person("Mia", 4));
    }
  }

  @Test
  void close_betweenTwoEvents_endsTheStream() {
    ChatStream stream = Requests.MODEL.stream(request(Mode.JSON));
    stream.next();
    stream.close();

    assertThat(stream.hasNext()).isFalse();
  }

  @Test
  void close_fromAnotherThreadWhileReading_endsTheStream() throws Exception {
    ChatStream stream =
        Requests.MODEL.stream(
            Requests.request(PERSON, "Nothing is said here at all. ".repeat(2_000)));
    stream.next();
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Boolean> pull =
        new FutureTask<>(
            () -> {
              begun.countDown();
              return stream.hasNext();
            });
    Thread thread = new Thread(pull);
    thread.start();
    begun.await();
    stream.close();

    assertThat(pull.get(60, TimeUnit.SECONDS)).isFalse();
  }

  private static ChatRequest request(Mode mode) {
    return Requests.request(PERSON, mode, List.of(Message.user("Jason is 25 years old")));
  }

  private static List<ChatEvent> events(Mode mode) {
    List<ChatEvent> events = new ArrayList<>();
    try (ChatStream stream = Requests.MODEL.stream(request(mode))) {
      stream.forEachRemaining(events::add);
    }
    return events;
  }
}
