package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.chat.Mode;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.Chunking;
import dev.instructor.test.Gate;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.Stage;
import dev.instructor.test.TwinReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Typed streams over HTTP. */
class StreamOverHttpTest {
  record User(String name, @Min(0) @Max(150) int age) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final String LIST =
      "{\"items\":[{\"name\":\"Ann\",\"age\":1},{\"name\":\"Ben\",\"age\":2}]}";

  private final OpenAiTwin twin = OpenAiTwin.start();

  @AfterEach
  void stop() {
    twin.close();
  }

  private InstructorBuilder client() {
    return Instructor.builder("openai/gpt-4o-mini")
        .apiKey(twin.apiKey())
        .baseUrl(twin.baseUrl())
        .transportRetry(RetryPolicy.defaults().withDelays(Duration.ZERO, Duration.ZERO));
  }

  private static TwinReply letters(String text) {
    return TwinReply.answer(text).inDeltas(Chunking.of(1));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void stream_brokenConstraint_isEndedEarlyAndComesRightInTheSecondAttempt(Mode mode) {
    twin.reply(letters("{\"name\":\"Jason\",\"age\":250}")).reply(letters(GOOD));
    List<Integer> attempts = new ArrayList<>();

    try (PartialStream<User> stream =
        client().mode(mode).build().prompt("Jason is 25").stream(User.class)) {
      stream.forEach(partial -> attempts.add(partial.attempt()));

      assertThat(stream.value()).isEqualTo(new User("Jason", 25));
      assertThat(stream.attempts()).hasSize(2);
    }
    assertThat(attempts).contains(1, 2).isSorted();
    assertThat(twin.requests()).hasSize(2);
  }

  @Test
  void streamItems_item_isInTheCallersHandsBeforeTheNextOnesFirstByteIsSent() throws Exception {
    Gate events = new Gate();
    twin.reply(letters(LIST).trickling(events));
    BlockingQueue<User> arrived = new LinkedBlockingQueue<>();
    ItemStream<User> stream =
        client().mode(Mode.JSON_SCHEMA).build().prompt("x").streamItems(User.class);
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> stream.forEach(arrived::add));

    // One event tells the role, each other brings a character: the last one the closing brace.
    for (int i = 0; i < 1 + LIST.indexOf('}') + 1; i++) {
      events.release();
    }
    assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo(new User("Ann", 1));
    assertThat(arrived).isEmpty();

    events.open();
    reader.get(30, TimeUnit.SECONDS);
    assertThat(arrived).containsExactly(new User("Ben", 2));
  }

  @Test
  void stream_failsBeforeTheFirstPiece_isRepeatedWithinTheAttempt() {
    twin.reply(TwinReply.overloaded())
        .reply(letters(GOOD).droppedAt(Stage.BEFORE_RESPONSE))
        .reply(letters(GOOD));

    PartialStream<User> stream = client().build().prompt("x").stream(User.class);

    assertThat(stream.value().age()).isEqualTo(25);
    assertThat(stream.attempts()).hasSize(1);
    assertThat(stream.attempts().get(0).retries()).isEqualTo(2);
  }

  @Test
  void stream_breaksOffInTheMiddle_isAFailureThatIsNotRepeatedAndKeepsWhatCame() {
    twin.reply(letters(GOOD).droppedAt(Stage.IN_BODY)).reply(letters(GOOD));
    PartialStream<User> stream = client().build().prompt("x").stream(User.class);

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> stream.forEach(partial -> {}));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.CONNECTION);
    assertThat(stream.latest()).isPresent();
    assertThat(stream.response().message().parts()).isNotEmpty();
    assertThat(twin.requests()).hasSize(1);
    assertThatThrownBy(stream::value).isSameAs(failure);
  }

  @Test
  void close_whileAnotherThreadWaits_endsThatThreadsWait() throws Exception {
    Gate gate = new Gate();
    twin.reply(letters(GOOD).heldAt(Stage.IN_BODY, gate));
    PartialStream<User> stream = client().build().prompt("x").stream(User.class);
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(() -> stream.forEach(partial -> {}));
    gate.awaitReached();

    stream.close();

    reader.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(stream::value).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void interrupt_whileWaiting_endsTheStreamAndKeepsTheFlag() throws Exception {
    Gate gate = new Gate();
    twin.reply(letters(GOOD).heldAt(Stage.IN_BODY, gate));
    PartialStream<User> stream = client().build().prompt("x").stream(User.class);
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                stream.forEach(partial -> {});
                flag.complete(false);
              } catch (ProviderException e) {
                flag.complete(
                    e.kind() == ProviderException.Kind.INTERRUPTED
                        && Thread.currentThread().isInterrupted());
              }
            });
    reader.start();
    gate.awaitReached();

    reader.interrupt();

    assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void close_thousandStreamsUnderWay_leavesNoThreadAndNoConnectionInUse() {
    try (Instructor client = client().build()) {
      int before = 0;
      for (int i = 0; i < 1_000; i++) {
        twin.reply(letters(GOOD));
        try (PartialStream<User> stream = client.prompt("x").stream(User.class)) {
          Iterator<Partial<User>> partials = stream.iterator();
          partials.next();
        }
        if (i == 100) {
          before = Thread.activeCount();
        }
      }
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 5);
    }
  }

  @Test
  void publisher_demand_isWhatIsHandedOut() throws Exception {
    twin.reply(letters(GOOD));
    BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
    client().build().prompt("x").publisher(User.class).subscribe(new Recorder(signals, subscribed));
    Flow.Subscription subscription = subscribed.get(30, TimeUnit.SECONDS);
    assertThat(twin.requests()).isEmpty();

    subscription.request(2);
    assertThat(signals.poll(30, TimeUnit.SECONDS)).isInstanceOf(Partial.class);
    assertThat(signals.poll(30, TimeUnit.SECONDS)).isInstanceOf(Partial.class);
    assertThat(signals).isEmpty();

    subscription.request(Long.MAX_VALUE);
    Object last = null;
    for (Object signal = signals.poll(30, TimeUnit.SECONDS);
        signal instanceof Partial<?>;
        signal = signals.poll(30, TimeUnit.SECONDS)) {
      last = signal;
    }
    assertThat(((Partial<?>) last).value())
        .hasValueSatisfying(user -> assertThat(user).isEqualTo(new User("Jason", 25)));
  }

  @Test
  void publisher_everySubscription_isARequestOfItsOwn() throws Exception {
    twin.reply(letters(GOOD)).reply(letters(GOOD));
    Flow.Publisher<Partial<User>> publisher = client().build().prompt("x").publisher(User.class);

    for (int i = 0; i < 2; i++) {
      BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
      CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
      publisher.subscribe(new Recorder(signals, subscribed));
      subscribed.get(30, TimeUnit.SECONDS).request(Long.MAX_VALUE);
      Object signal = signals.poll(30, TimeUnit.SECONDS);
      while (signal instanceof Partial<?>) {
        signal = signals.poll(30, TimeUnit.SECONDS);
      }
      assertThat(signal).isEqualTo("complete");
    }
    assertThat(twin.requests()).hasSize(2);
  }

  @Test
  void publisher_cancelledWhileItWaits_endsTheExchangeAndSaysNothingMore() throws Exception {
    Gate gate = new Gate();
    twin.reply(letters(GOOD).heldAt(Stage.IN_BODY, gate));
    BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
    client().build().prompt("x").publisher(User.class).subscribe(new Recorder(signals, subscribed));
    Flow.Subscription subscription = subscribed.get(30, TimeUnit.SECONDS);
    subscription.request(Long.MAX_VALUE);
    gate.awaitReached();

    subscription.cancel();
    gate.open();

    assertThat(signals).allSatisfy(signal -> assertThat(signal).isInstanceOf(Partial.class));
  }

  private record Recorder(
      BlockingQueue<Object> signals, CompletableFuture<Flow.Subscription> subscribed)
      implements Flow.Subscriber<Partial<User>> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscribed.complete(subscription);
    }

    @Override
    public void onNext(Partial<User> item) {
      signals.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(failure);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }
}
