package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.BudgetExceededException;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.Listener;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends the requests of one call, within its time, with its retries, under the eyes of its
 * listeners. For one thread.
 */
final class Exchange {
  private static final System.Logger LOG = System.getLogger("dev.instructor");

  private final Engine engine;
  private final CallSettings settings;
  private final long start = System.nanoTime();
  private final OptionalLong deadline;
  private final MediaDelivery media;
  private final List<ProviderException> passedOver = new ArrayList<>();

  /** The models in the order in which they are asked; {@code link} is the one at {@code place}. */
  private final List<Integer> order;

  private int place;
  private Link link;
  private int retries;

  /** Creates an exchange with the models of an engine, those first that are not at rest. */
  Exchange(Engine engine, CallSettings settings) {
    this.engine = engine;
    this.order = engine.rests().order();
    this.link = link(order.get(0));
    this.settings = settings;
    this.media = new MediaDelivery(settings.fetch());
    this.deadline =
        settings
            .totalTimeout()
            .map(total -> OptionalLong.of(start + total.toNanos()))
            .orElse(OptionalLong.empty());
  }

  /** Returns what is known of the model that is asked now. */
  ModelProfile profile() {
    return link.profile();
  }

  /** Returns the model that is asked now. */
  Link link() {
    return link;
  }

  /**
   * Does what is tried with one model after the other, until one can do it. Nothing goes back: what
   * follows in this call goes to the model that could.
   *
   * @param attempt the attempt it belongs to
   * @param tried sends a request to the model of {@link #link()}
   * @param moved makes the request anew, for another model
   */
  <R> R onLinks(int attempt, Supplier<R> tried, Runnable moved) {
    try {
      while (true) {
        try {
          R done = tried.get();
          engine.rests().end(link.index());
          return done;
        } catch (ProviderException failure) {
          if (!Link.mayBePassedOver(failure) || timeIsUp()) {
            throw failure;
          }
          engine.rests().begin(link.index(), failure);
          if (!hasNext()) {
            throw failure;
          }
          Link before = link;
          Link next = link(order.get(++place));
          tell(listener -> listener.onFailover(attempt, failure, before.name(), next.name()));
          passedOver.add(failure);
          link = next;
          moved.run();
        }
      }
    } catch (RuntimeException last) {
      passedOver.stream().filter(before -> before != last).forEach(last::addSuppressed);
      throw last;
    }
  }

  private Link link(int index) {
    return new Link(index, engine.models().get(index));
  }

  private boolean hasNext() {
    return place + 1 < order.size();
  }

  private boolean timeIsUp() {
    return deadline.isPresent() && deadline.getAsLong() - System.nanoTime() <= 0;
  }

  /** Returns the answer to a request; {@link #retries()} tells how often it was repeated. */
  ChatResponse send(int attempt, ChatRequest request) {
    return repeated(attempt, request, () -> link.model().send(timed(request)));
  }

  /**
   * Returns the answer to a request as it grows. It is repeated only as long as nothing of the
   * answer has arrived: nothing that the caller saw is taken back.
   */
  ChatStream open(int attempt, ChatRequest request) {
    return repeated(attempt, request, () -> OpenedStream.of(link.model().stream(timed(request))));
  }

  private <R> R repeated(int attempt, ChatRequest request, Supplier<R> exchange) {
    retries = 0;
    tell(listener -> listener.onRequest(attempt, request));
    return settings
        .transportRetry()
        .call(
            exchange,
            failure -> !hasNext() || !settings.transportRetry().cuts(failure),
            deadline,
            RetryPolicy.Timing.system(),
            retry -> {
              retries++;
              tell(listener -> listener.onRetry(attempt, retry.cause(), retry.delay()));
            });
  }

  private ChatRequest timed(ChatRequest request) {
    ChatRequest prepared = media.prepared(request, link.model(), remaining());
    return remaining().map(prepared::withTimeout).orElse(prepared);
  }

  int retries() {
    return retries;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Throws what says that no time is left, if none is. */
  void requireTime() {
    var unused = remaining();
  }

  /** Throws what says that the budget allows no further attempt, if it allows none. */
  void requireBudget(List<Attempt> attempts) {
    Usage used = attempts.stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
    settings
        .budget()
        .exceeded(attempts.size(), used, elapsed())
        .ifPresent(
            limit -> {
              throw new BudgetExceededException(limit, attempts);
            });
  }

  /** Returns the time that is left, which must be some; empty for no limit. */
  private Optional<Duration> remaining() {
    Optional<Duration> left = settings.totalTimeout().map(total -> total.minus(elapsed()));
    if (left.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw ProviderException.builder(profile().provider(), ProviderException.Kind.TIMEOUT)
          .what(
              "the total timeout for all attempts is used up; raise totalTimeout, or lower"
                  + " maxRetries")
          .build();
    }
    return left;
  }

  /**
   * Returns a failure after the listeners heard of it; one of the provider's with the attempts
   * before it, for which was paid.
   */
  RuntimeException failed(RuntimeException failure, List<Attempt> attempts) {
    if (failure instanceof ProviderException && !attempts.isEmpty()) {
      failure.addSuppressed(
          new ExtractionException(
              "The attempts before the provider failed; the last answer:", attempts));
    }
    tell(listener -> listener.onFailure(failure));
    return failure;
  }

  void tell(Consumer<Listener> event) {
    List<Listener> listeners = settings.listeners();
    for (Listener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "A listener of type {0} threw {1}; it is ignored",
            listener.getClass().getName(),
            e.getClass().getName());
      }
    }
  }
}
