package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.CalledTool;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.Listener;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.mode.PayloadFollower;
import dev.instructor.mode.ToolWords;
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
  private final Ways ways;
  private final ToolRounds tools;
  // What has been said, without what asks for the answer.
  private ChatRequest plain;
  private List<Message> again = List.of();
  private Optional<Judgement<T>> wrong = Optional.empty();
  private boolean toolsDone;
  private boolean answered;
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
    this(engine, plan, judge, Ways.ORDINARY, messages, settings, before);
  }

  /**
   * Creates a call that is asked in ways of its own.
   *
   * @param ways the ways
   */
  TypedCall(
      Engine engine,
      Plan<?> plan,
      Judge<T> judge,
      Ways ways,
      List<Message> messages,
      CallSettings settings,
      List<Attempt> before) {
    this.engine = engine;
    this.plan = plan;
    this.judge = judge;
    this.settings = settings;
    this.attempts = new ArrayList<>(before);
    this.exchange = new Exchange(engine, settings);
    this.ways = ways;
    this.tools = new ToolRounds(engine, settings, exchange);
    this.answered = !before.isEmpty();
    this.toolsDone = !before.isEmpty();
    this.plain = Requests.of(exchange.link(), messages, settings);
    this.how = first();
    this.asking = ask();
    this.request = due();
    tools.refuseName(plan.target().name());
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
    return exchange.failed(failure, attempts);
  }

  Asking asking() {
    return asking;
  }

  /** Returns what finds the answer in the response that is due, while it grows. */
  PayloadFollower follower() {
    return toolsComeFirst() ? event -> "" : asking.follower();
  }

  /** Refuses a name of the answer, or of a part of it, that a tool has too. */
  void refuseName(String name) {
    tools.refuseName(name);
  }

  /** Returns what has been said, tools and their results included. */
  List<Message> conversation() {
    return plain.messages();
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
    return exchange.profile().provider();
  }

  Duration elapsed() {
    return exchange.elapsed();
  }

  /** As {@link #run()}, without telling the listeners how it ended. */
  Extraction<T> extract() {
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
    if (judgement.verdict() == Judgement.Verdict.UNFINISHED) {
      goOn(response, duration);
      return Optional.empty();
    }
    record(response, judgement, duration);
    answered = true;
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
        exchange.requireBudget(attempts);
        wrong = Optional.of(judgement);
        again = asking.again(response, judgement.problems());
        request = asking.request().plus(again);
      }
      default -> throw new AssertionError(judgement.verdict());
    }
    return Optional.empty();
  }

  /** Runs the tools that were called, or asks for the answer once they are done with. */
  private void goOn(ChatResponse response, Duration duration) {
    List<Message> said;
    if (response.message().toolCalls().isEmpty()) {
      record(response, Judgement.unfinished(), duration, List.of());
      toolsDone = true;
      Message now = Message.user(ToolWords.ANSWER_NOW);
      said = response.text().isBlank() ? List.of(now) : List.of(response.message(), now);
    } else {
      said =
          tools.run(
              response,
              attempts,
              this::isAnswer,
              called -> record(response, Judgement.unfinished(), duration, called));
    }
    exchange.requireBudget(attempts);
    plain = plain.plus(again).plus(said);
    forgetWrong();
    asking = ask();
    request = due();
  }

  private void forgetWrong() {
    wrong = Optional.empty();
    again = List.of();
  }

  /** Where the answer cannot be asked for beside the tools, it is when they are done with. */
  private boolean toolsComeFirst() {
    return !toolsDone && !tools.standBeside(how.mode());
  }

  private boolean isAnswer(Part.ToolCall call) {
    return !toolsComeFirst() && asking.isAnswer(call);
  }

  private StepDown first() {
    if (settings.mode() != Mode.AUTO) {
      return StepDown.to(settings.mode());
    }
    return plan.learned(key()).orElseGet(() -> StepDown.to(bestMode()));
  }

  /** What is learned holds for a model at its place in the chain. */
  private String key() {
    return exchange.link().index() + " " + plain.model();
  }

  private Mode bestMode() {
    ModelProfile profile = exchange.profile();
    Optional<Mode> learned = engine.learnedMode(key());
    if (learned.isPresent() && canBeAsked(profile, learned.get())) {
      return learned.get();
    }
    List<Mode> able =
        ways.order(profile).stream().filter(mode -> canBeAsked(profile, mode)).toList();
    return able.stream()
        .filter(mode -> mode != Mode.PROMPTED && tools.standBeside(mode))
        .findFirst()
        .orElse(able.isEmpty() ? profile.modes().get(0) : able.get(0));
  }

  /** A mode in which the vendor enforces the schema needs one that can be enforced. */
  private boolean canBeAsked(ModelProfile profile, Mode mode) {
    return !profile.enforcing().contains(mode)
        || plan.asked(profile.dialect(mode)).adapted().strict();
  }

  /** Where the answer cannot be asked for beside tools, they are not told with it. */
  private Asking ask() {
    ChatRequest asked = tools.standBeside(how.mode()) ? told() : plain;
    ModelProfile profile = exchange.profile();
    return Asking.of(plan, profile, how, ways.strategy(how, profile), asked);
  }

  private ChatRequest told() {
    return tools.told(plain, how.dialect(exchange.profile(), Mode.TOOLS));
  }

  /** Returns the next request, without what asks again. */
  private ChatRequest due() {
    return toolsComeFirst() ? told() : asking.request();
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

  private <R> R exchanged(Sender<R> sender) {
    return exchange.onLinks(attempts.size() + 1, () -> steppingDown(sender), this::moved);
  }

  /** Asks another model: its schema in its dialect, in its best mode. */
  private void moved() {
    plain = Requests.elsewhere(exchange.link(), plain, settings);
    answered = false;
    steppedDownFrom = Optional.empty();
    how = first();
    writeAnew();
  }

  /**
   * Writes the request that is due in another way. The last wrong answer is told as text: ids of
   * calls and signatures are those of the model that gave it.
   */
  private void writeAnew() {
    asking = ask();
    again =
        wrong
            .map(bad -> asking.again(ChatResponse.of(bad.payload()), bad.problems()))
            .orElse(List.of());
    request = due().plus(again);
  }

  /** A server that turns out not to have the mode is asked once more in a lower one. */
  private <R> R steppingDown(Sender<R> sender) {
    try {
      return sender.send(attempts.size() + 1, request);
    } catch (ProviderException failure) {
      Optional<StepDown> lower =
          settings.mode() == Mode.AUTO && steppedDownFrom.isEmpty() && !answered
              ? StepDown.after(failure, how, exchange.profile())
              : Optional.empty();
      if (lower.isEmpty()) {
        throw failure;
      }
      steppedDownFrom = Optional.of(asking.mode());
      how = lower.get();
      writeAnew();
      R answer = sender.send(attempts.size() + 1, request);
      if (how.ofSchema()) {
        plan.learn(key(), how);
      } else {
        engine.learn(key(), how.mode());
      }
      return answer;
    }
  }

  /** Says what to do about a response; what was handed out already is not waited for again. */
  Judgement<T> judge(ChatResponse response) {
    boolean unfinished =
        toolsComeFirst()
            ? !Judgement.isRefusal(response) && response.finishReason() != FinishReason.LENGTH
            : mayAskAgain.getAsBoolean() && tools.areCalledIn(response, this::isAnswer);
    return unfinished ? Judgement.unfinished() : judge.judge(response, asking, plain.options());
  }

  private void record(ChatResponse response, Judgement<T> judgement, Duration duration) {
    record(response, judgement, duration, List.of());
  }

  private void record(
      ChatResponse response, Judgement<T> judgement, Duration duration, List<CalledTool> called) {
    Duration inTools =
        called.stream().map(CalledTool::duration).reduce(Duration.ZERO, Duration::plus);
    Attempt attempt =
        new Attempt(
            attempts.size() + 1,
            asking.mode(),
            response.withWarnings(asking.warnings()),
            judgement.json(),
            judgement.problems(),
            exchange.retries(),
            duration.plus(inTools),
            called,
            provider() + "/" + plain.model());
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
    exchange.requireBudget(attempts);
    raisedTokenLimit = Optional.of(limit.getAsInt());
    plain = plain.withOptions(plain.options().withMaxTokens(limit.getAsInt()));
    forgetWrong();
    asking = ask();
    return due();
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
