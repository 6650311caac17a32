package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.BudgetExceededException;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Usage;
import dev.instructor.error.Problem;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.read.Reading;
import dev.instructor.shape.BindingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One call for a typed value: ask, read, check, bind, validate, and ask again. For one thread.
 *
 * @param <T> the type of the value
 */
final class TypedCall<T> {
  private final Engine engine;
  private final Plan<T> plan;
  private final CallSettings settings;
  private final Exchange exchange;
  private final List<Attempt> attempts = new ArrayList<>();
  private ChatRequest plain;
  private Asking asking;
  private Optional<Mode> steppedDownFrom = Optional.empty();
  private Optional<Integer> raisedTokenLimit = Optional.empty();

  TypedCall(Engine engine, Plan<T> plan, List<Message> messages, CallSettings settings) {
    this.engine = engine;
    this.plan = plan;
    this.settings = settings;
    this.exchange = new Exchange(engine.model(), settings);
    this.plain = Requests.of(engine.model().profile(), messages, settings);
    this.asking = ask(firstMode());
  }

  Extraction<T> run() {
    try {
      Extraction<T> extraction = extract();
      exchange.tell(listener -> listener.onSuccess(extraction));
      return extraction;
    } catch (RuntimeException failure) {
      if (failure instanceof ProviderException && !attempts.isEmpty()) {
        failure.addSuppressed(
            new ExtractionException(
                "The attempts before the provider failed; the last answer:", attempts));
      }
      exchange.tell(listener -> listener.onFailure(failure));
      throw failure;
    }
  }

  private Extraction<T> extract() {
    ChatRequest request = asking.request();
    int reasks = 0;
    while (true) {
      Duration begun = exchange.elapsed();
      ChatResponse response = send(request);
      Judgement<T> judgement = judge(response);
      record(response, judgement, exchange.elapsed().minus(begun));
      switch (judgement.verdict()) {
        case VALID -> {
          return extraction(judgement);
        }
        case REFUSED -> throw new RefusedException(attempts);
        case TRUNCATED -> request = withHigherLimit(response, judgement);
        case WRONG -> {
          if (reasks++ == settings.maxRetries()) {
            throw exhausted();
          }
          checkBudget();
          request = asking.again(response, judgement.problems());
        }
        default -> throw new AssertionError(judgement.verdict());
      }
    }
  }

  private Mode firstMode() {
    return settings.mode() == Mode.AUTO
        ? engine.learnedMode(plain.model()).orElseGet(() -> engine.model().profile().modes().get(0))
        : settings.mode();
  }

  private Asking ask(Mode mode) {
    return Asking.of(plan, engine.model().profile(), mode, plain);
  }

  /**
   * Sends a request; a server that turns out not to have the mode is asked once more in a lower
   * one.
   */
  private ChatResponse send(ChatRequest request) {
    try {
      return exchange.send(attempts.size() + 1, request);
    } catch (ProviderException failure) {
      Optional<Mode> lower =
          settings.mode() == Mode.AUTO && steppedDownFrom.isEmpty() && attempts.isEmpty()
              ? StepDown.after(failure, asking.mode(), engine.model().profile())
              : Optional.empty();
      if (lower.isEmpty()) {
        throw failure;
      }
      steppedDownFrom = Optional.of(asking.mode());
      asking = ask(lower.get());
      ChatResponse response = exchange.send(attempts.size() + 1, asking.request());
      engine.learn(plain.model(), asking.mode());
      return response;
    }
  }

  private Judgement<T> judge(ChatResponse response) {
    if (Judgement.isRefusal(response)) {
      return Judgement.refused();
    }
    String payload = asking.payload(response).orElse("");
    Reading.Result read = asking.reading().read(payload);
    if (read.isValid()) {
      return build(read, payload);
    }
    return Judgement.isTruncated(response, read, plain.options())
        ? Judgement.truncated(read.value(), payload)
        : Judgement.wrong(read.value(), read.problems(), payload);
  }

  private Judgement<T> build(Reading.Result read, String payload) {
    Json json = read.value().orElseThrow();
    try {
      T value = plan.binder().bind(json);
      List<Problem> problems = new RuleCheck(plan, settings).problems(value, json);
      return problems.isEmpty()
          ? Judgement.valid(value, json, read.repairs(), payload)
          : Judgement.wrong(read.value(), masked(problems), payload);
    } catch (BindingException refused) {
      return Judgement.wrong(read.value(), masked(refused.problems()), payload);
    }
  }

  private List<Problem> masked(List<Problem> problems) {
    return plan.target().schema().masked(problems);
  }

  private void record(ChatResponse response, Judgement<T> judgement, Duration duration) {
    Attempt attempt =
        new Attempt(
            attempts.size() + 1,
            asking.mode(),
            response,
            judgement.json(),
            judgement.problems(),
            exchange.retries(),
            duration);
    attempts.add(attempt);
    exchange.tell(listener -> listener.onAttempt(attempt));
  }

  private ChatRequest withHigherLimit(ChatResponse response, Judgement<T> judgement) {
    OptionalInt limit =
        raisedTokenLimit.isPresent()
            ? OptionalInt.empty()
            : settings.truncation().nextLimit(plain.options(), response.usage());
    if (limit.isEmpty()) {
      throw new IncompleteOutputException(judgement.payload(), attempts);
    }
    checkBudget();
    raisedTokenLimit = Optional.of(limit.getAsInt());
    plain = plain.withOptions(plain.options().withMaxTokens(limit.getAsInt()));
    asking = ask(asking.mode());
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
