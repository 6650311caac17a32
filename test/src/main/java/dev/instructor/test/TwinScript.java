package dev.instructor.test;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The script of a provider twin, the requests that came, and what was counted. Thread-safe. */
final class TwinScript {
  private final Optional<Function<TwinRequest, TwinReply>> otherwise;
  private final Queue<Function<TwinRequest, TwinReply>> script = new ConcurrentLinkedQueue<>();
  private final Queue<TwinRequest> requests = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<TwinRequest> untaken = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable String> lastRefusal = new AtomicReference<>();
  private final AtomicInteger scripted = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger unscripted = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicLong inputTokens = new AtomicLong();
  private final AtomicLong outputTokens = new AtomicLong();

  /**
   * Creates an empty script.
   *
   * @param otherwise answers what goes beyond it
   */
  TwinScript(Optional<Function<TwinRequest, TwinReply>> otherwise) {
    this.otherwise = otherwise;
  }

  void add(Function<TwinRequest, TwinReply> reply) {
    scripted.incrementAndGet();
    script.add(reply);
  }

  void received(TwinRequest request) {
    requests.add(request);
    untaken.add(request);
  }

  void refused(Refused refusal) {
    refused.incrementAndGet();
    lastRefusal.set(refusal.words());
  }

  /** Counts an answer, and returns which it is, from 1. */
  int served() {
    return served.incrementAndGet();
  }

  void tokens(long input, long output) {
    inputTokens.addAndGet(input);
    outputTokens.addAndGet(output);
  }

  /** Returns the answer to a request. */
  TwinReply next(TwinRequest request) {
    Function<TwinRequest, TwinReply> step = script.poll();
    if (step == null && otherwise.isPresent()) {
      step = otherwise.get();
    }
    if (step != null) {
      return apply(step, request);
    }
    unscripted.incrementAndGet();
    return TwinReply.error(
        400,
        "twin_error",
        "script_exhausted",
        "The twin's script has run out: %s requests came, %s answers were scripted."
            .formatted(requests.size(), scripted.get()));
  }

  /** What the test's own function throws is the test's to know, and not the client's alone. */
  private TwinReply apply(Function<TwinRequest, TwinReply> step, TwinRequest request) {
    try {
      return step.apply(request);
    } catch (RuntimeException | AssertionError e) {
      failure.compareAndSet(null, e);
      return TwinReply.error(
          400, "twin_error", "script_failed", "The function that was to make the answer threw.");
    }
  }

  List<TwinRequest> requests() {
    return List.copyOf(requests);
  }

  int count() {
    return requests.size();
  }

  TwinRequest takeRequest() throws InterruptedException {
    TwinRequest request = untaken.poll(Gate.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("No request came within " + Gate.PATIENCE.toSeconds() + " s");
    }
    return request;
  }

  int remaining() {
    return script.size();
  }

  int unscripted() {
    return unscripted.get();
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  Optional<String> lastRefusal() {
    return Optional.ofNullable(lastRefusal.get());
  }

  Ledger ledger(int connections) {
    return new Ledger(
        requests.size(), refused.get(), inputTokens.get(), outputTokens.get(), connections);
  }
}
