package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.BudgetExceededException;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.Listener;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One call for a typed value: ask, judge, and ask again. For one thread.
 *
 * @param <T> the type of the value
 */
final class TypedCall<T> {
  private final Engine engine;
  private final Plan<?> plan;
  private final CallSettings settings;
  private final Exchange exchange;
  private final List<Attempt> attempts;
  private final Judge<T> judge;
  private ChatRequest plain;
  private StepDown how;
  private Asking asking;
  private ChatRequest request;
  private int reasks;
  private BooleanSupplier mayAskAgain = () -> true;
  private Optional<Mode> steppedDownFrom = Optional.empty();
  private Optional<Integer> raisedTokenLimit = Optional.empty();

  /**
   * Creates a call.
   *
   * @param plan what is asked for
   * @param judge decides what comes of an answer
   * @param before attempts that were made for the same result: they count for the budget
   */
  TypedCall(
      Engine engine,
      Plan<?> plan,
      Judge<T> judge,
      List<Message> messages,
      CallSettings settings,
      List<Attempt> before) {
    this.engine = engine;
    this.plan = plan;
    this.judge = judge;
    this.settings = settings;
    this.attempts = new ArrayList<>(before);
    this.exchange = new Exchange(engine.model(), settings);
    this.plain = Requests.of(engine.model().profile(), messages, settings);
    this.how = first();
    this.asking = ask();
    this.request = asking.request();
  }

  Extraction<T> run() {
    try {
      Extraction<T> extraction = extract();
      succeeded(extraction);
      return extraction;
    } catch (RuntimeException failure) {
      throw failed(failure);
    }
  }

  void succeeded(Extraction<T> extraction) {
    exchange.tell(listener -> listener.onSuccess(extraction));
  }

  /** Returns a failure with the attempts before it, after the listeners heard of it. */
  RuntimeException failed(RuntimeException failure) {
    if (failure instanceof ProviderException && !attempts.isEmpty()) {
      failure.addSuppressed(
          new ExtractionException(
              "The attempts before the provider failed; the last answer:", attempts));
    }
    exchange.tell(listener -> listener.onFailure(failure));
    return failure;
  }

  Asking asking() {
    return asking;
  }

  /** Returns the attempts so far. */
  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Sets when the whole answer may be asked for again; always unless set. */
  void mayAskAgain(BooleanSupplier condition) {
    mayAskAgain = condition;
  }

  void tell(Consumer<Listener> event) {
    exchange.tell(event);
  }

  String provider() {
    return engine.model().profile().provider();
  }

  Duration elapsed() {
    return exchange.elapsed();
  }

  private Extraction<T> extract() {
    while (true) {
      Duration begun = exchange.elapsed();
      ChatResponse response = send();
      Optional<Extraction<T>> extraction =
          conclude(response, judge(response), exchange.elapsed().minus(begun));
      if (extraction.isPresent()) {
        return extraction.get();
      }
    }
  }

  /**
   * Draws the conclusion from an answer: the value, or the next request.
   *
   * @return the value; empty if the answer has to be asked for again
   * @throws AnswerException if there is no value, and nothing more is to be asked
   */
  Optional<Extraction<T>> conclude(
      ChatResponse response, Judgement<T> judgement, Duration duration) {
    record(response, judgement, duration);
    switch (judgement.verdict()) {
      case VALID -> {
        return Optional.of(extraction(judgement));
      }
      case REFUSED -> throw new RefusedException(attempts);
      case TRUNCATED -> request = withHigherLimit(response, judgement);
      case WRONG -> {
        if (reasks++ == settings.maxRetries() || !mayAskAgain.getAsBoolean()) {
          throw exhausted();
        }
        checkBudget();
        request = asking.again(response, judgement.problems());
      }
      default -> throw new AssertionError(judgement.verdict());
    }
    return Optional.empty();
  }

  private StepDown first() {
    if (settings.mode() != Mode.AUTO) {
      return new StepDown(settings.mode(), true);
    }
    return plan.learned(plain.model()).orElseGet(() -> new StepDown(bestMode(), true));
  }

  private Mode bestMode() {
    ModelProfile profile = engine.model().profile();
    Optional<Mode> learned = engine.learnedMode(plain.model());
    if (learned.isPresent() && canBeAsked(profile, learned.get())) {
      return learned.get();
    }
    for (Mode mode : profile.modes()) {
      if (canBeAsked(profile, mode)) {
        return mode;
      }
    }
    return profile.modes().get(0);
  }

  /** A mode in which the vendor enforces the schema needs one that can be enforced. */
  private boolean canBeAsked(ModelProfile profile, Mode mode) {
    return !profile.enforcing().contains(mode)
        || plan.asked(profile.dialect(mode)).adapted().strict();
  }

  private Asking ask() {
    return Asking.of(plan, engine.model().profile(), how, plain);
  }

  /** Sends the request that is due, and waits for the whole answer. */
  private ChatResponse send() {
    return exchanged(exchange::send);
  }

  /** Sends the request that is due, and returns the answer as it grows. */
  ChatStream open() {
    return exchanged(exchange::open);
  }

  /** What is done with a request. */
  private interface Sender<R> {
    R send(int attempt, ChatRequest request);
  }

  /** A server that turns out not to have the mode is asked once more in a lower one. */
  private <R> R exchanged(Sender<R> sender) {
    try {
      return sender.send(attempts.size() + 1, request);
    } catch (ProviderException failure) {
      Optional<StepDown> lower =
          settings.mode() == Mode.AUTO && steppedDownFrom.isEmpty() && attempts.isEmpty()
              ? StepDown.after(failure, how, engine.model().profile())
              : Optional.empty();
      if (lower.isEmpty()) {
        throw failure;
      }
      steppedDownFrom = Optional.of(asking.mode());
      how = lower.get();
      asking = ask();
      request = asking.request();
      R answer = sender.send(attempts.size() + 1, request);
      if (how.enforced()) {
        engine.learn(plain.model(), how.mode());
      } else {
        plan.learn(plain.model(), how);
      }
      return answer;
    }
  }

  Judgement<T> judge(ChatResponse response) {
    return judge.judge(response, asking, plain.options());
  }

  private void record(ChatResponse response, Judgement<T> judgement, Duration duration) {
    Attempt attempt =
        new Attempt(
            attempts.size() + 1,
            asking.mode(),
            response.withWarnings(asking.warnings()),
            judgement.json(),
            judgement.problems(),
            exchange.retries(),
            duration);
    attempts.add(attempt);
    exchange.tell(listener -> listener.onAttempt(attempt));
  }

  private ChatRequest withHigherLimit(ChatResponse response, Judgement<T> judgement) {
    OptionalInt limit =
        raisedTokenLimit.isPresent() || !mayAskAgain.getAsBoolean()
            ? OptionalInt.empty()
            : settings.truncation().nextLimit(plain.options(), response.usage());
    if (limit.isEmpty()) {
      throw new IncompleteOutputException(judgement.payload(), attempts);
    }
    checkBudget();
    raisedTokenLimit = Optional.of(limit.getAsInt());
    plain = plain.withOptions(plain.options().withMaxTokens(limit.getAsInt()));
    asking = ask();
    return asking.request();
  }

  private void checkBudget() {
    Usage used = attempts.stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
    settings
        .budget()
        .exceeded(attempts.size(), used, exchange.elapsed())
        .ifPresent(
            limit -> {
              throw new BudgetExceededException(limit, attempts);
            });
  }

  private ExtractionException exhausted() {
    int count = attempts.size();
    return new ExtractionException(
        "No valid "
            + plan.target().name()
            + (count == 1 ? " in 1 attempt" : " in " + count + " attempts")
            + "; problems() has the values, attempts() the answers. More maxRetries, clearer"
            + " descriptions or a stronger model may help. The last answer:",
        attempts);
  }

  private Extraction<T> extraction(Judgement<T> judgement) {
    T value = judgement.value();
    if (value == null) {
      throw new AssertionError("a valid judgement has a value");
    }
    return new Extraction<>(
        value,
        judgement.json().orElseThrow(),
        attempts,
        asking.mode(),
        asking.adapted().dialect(),
        asking.adapted().lost(),
        judgement.repairs(),
        steppedDownFrom,
        raisedTokenLimit);
  }
}
