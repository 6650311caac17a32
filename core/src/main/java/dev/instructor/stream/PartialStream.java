package dev.instructor.stream;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.call.internal.CallSettings;
import dev.instructor.call.internal.Plan;
import dev.instructor.call.internal.StreamedCall;
import dev.instructor.call.internal.StreamedCall.Began;
import dev.instructor.call.internal.StreamedCall.Brought;
import dev.instructor.call.internal.StreamedCall.Grown;
import dev.instructor.call.internal.StreamedCall.Step;
import dev.instructor.chat.ChatResponse;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A typed value as it grows: a partial value for each change that can be shown, the last of which
 * is the final, checked one. The final value is exactly what {@code extract} would return: the same
 * reading, rules and re-asks.
 *
 * <pre>{@code
 * try (PartialStream<User> stream = client.prompt(text).stream(User.class)) {
 *   for (Partial<User> partial : stream) {
 *     show(partial.get(User::name), partial.get(User::age));
 *   }
 *   User user = stream.value();
 * }
 * }</pre>
 *
 * <p>To be gone through once, by one thread; {@link #close()} may come from another. Pulling is the
 * back pressure: what is not pulled is not read from the connection. No thread works for it. The
 * request is sent with the first pull. Closing it early ends the exchange, and a pull that waits in
 * another thread; no more partials come then, and no value.
 *
 * <p>While it is pulled it throws what {@code extract} throws: {@link
 * dev.instructor.error.ConfigurationException}, {@link dev.instructor.error.ProviderException},
 * also if the stream breaks off, and {@link dev.instructor.call.AnswerException}. What had arrived
 * stays reachable: {@link #latest()}, {@link #response()}.
 *
 * @param <T> the type of the value
 */
public final class PartialStream<T> implements Iterable<Partial<T>>, AutoCloseable {
  private final StreamedCall<T> call;
  private final Plan<T> plan;
  private final CallSettings settings;
  private @Nullable Growth growth;
  private @Nullable Partial<T> latest;
  private @Nullable Partial<T> ready;
  private @Nullable Extraction<T> extraction;
  private boolean iterated;
  private volatile boolean closed;

  /** Creates a stream that has not begun; for {@code Prompt.stream}. */
  public PartialStream(StreamedCall<T> call, Plan<T> plan, CallSettings settings) {
    this.call = call;
    this.plan = plan;
    this.settings = settings;
  }

  /**
   * Returns the partial values, oldest first.
   *
   * @throws IllegalStateException at the second call: what went by is gone
   */
  @Override
  public Iterator<Partial<T>> iterator() {
    if (iterated) {
      throw new IllegalStateException("the stream can be gone through once only");
    }
    iterated = true;
    return new Pull();
  }

  /**
   * Returns the partial values as a sequential stream; closing that closes this.
   *
   * @throws IllegalStateException if this was gone through before
   */
  public Stream<Partial<T>> stream() {
    Spliterator<Partial<T>> partials =
        Spliterators.spliteratorUnknownSize(
            iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    return StreamSupport.stream(partials, false).onClose(this::close);
  }

  /** Reads on to the end, and returns the value. */
  public T value() {
    return extraction().value();
  }

  /**
   * Reads on to the end, and returns the value with everything about how it came about.
   *
   * @throws IllegalStateException if this was closed before its end
   */
  public Extraction<T> extraction() {
    iterated = true;
    while (extraction == null && pull()) {
      ready = null;
    }
    Extraction<T> brought = extraction;
    if (brought == null) {
      throw new IllegalStateException("the stream was closed before its end");
    }
    return brought;
  }

  /** Returns the partial value that was handed out last, whatever happened since. */
  public Optional<Partial<T>> latest() {
    return Optional.ofNullable(latest);
  }

  /** Returns the attempts that have ended so far, in order. */
  public List<Attempt> attempts() {
    return call.attempts();
  }

  /** Returns what has arrived of the newest answer: raw text, thinking, usage as far as told. */
  public ChatResponse response() {
    return call.response();
  }

  /**
   * Waits for the next partial; returns false if there is none. What came before a failure is
   * handed out before it is thrown: the call throws it again.
   */
  private boolean pull() {
    while (ready == null && extraction == null && !closed) {
      try {
        take(call.next());
      } catch (RuntimeException thrown) {
        if (ready == null && !closed) {
          throw thrown;
        }
      }
    }
    return ready != null && !closed;
  }

  private void take(Step<T> step) {
    if (step instanceof Began<T> began) {
      growth =
          new Growth(
              began.attempt(),
              plan.place(began.dialect(), settings.refusedRepairs()),
              plan.target().schema(),
              settings.streamChecks(),
              problem -> call.tell(began.attempt(), problem));
    } else if (step instanceof Grown<T> grown) {
      grow(grown.text());
    } else if (step instanceof Brought<T> brought) {
      finish(brought.extraction());
    }
  }

  private Growth current() {
    Growth known = growth;
    if (known == null) {
      throw new AssertionError("an answer begins before it grows");
    }
    return known;
  }

  private void grow(String text) {
    Growth current = current();
    if (current.add(text)) {
      handOut(partial(current.spot(), current.attempt(), current.problems(), Optional.empty()));
    }
    if (current.isHopeless()) {
      Optional<Json> json = current.spot().now().map(now -> now.json().json());
      call.abandon(current.problems(), json);
    }
  }

  private void finish(Extraction<T> brought) {
    Growth current = current();
    extraction = brought;
    handOut(
        partial(
            current.finished(brought),
            current.attempt(),
            current.problems(),
            Optional.of(brought.value())));
  }

  private Partial<T> partial(Spot spot, int attempt, List<Problem> problems, Optional<T> whole) {
    return new Partial<>(
        plan,
        spot,
        plan.javaType(),
        json -> Optional.of(plan.binder().bind(json)),
        new Partial.Moment(attempt, problems),
        whole);
  }

  private void handOut(Partial<T> partial) {
    ready = partial;
    latest = partial;
  }

  /** Ends the exchange, finished or not. Has no effect the second time. */
  @Override
  public void close() {
    closed = true;
    call.close();
  }

  /** Returns how far it has come, without any content. */
  @Override
  public String toString() {
    return "PartialStream[" + (latest == null ? "not begun" : latest) + "]";
  }

  private final class Pull implements Iterator<Partial<T>> {
    @Override
    public boolean hasNext() {
      return pull();
    }

    @Override
    public Partial<T> next() {
      if (!pull()) {
        throw new NoSuchElementException("the stream has ended");
      }
      Partial<T> next = ready;
      ready = null;
      if (next == null) {
        throw new AssertionError("pulled");
      }
      return next;
    }
  }
}
