package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.CalledTool;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Usage;
import dev.instructor.error.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call for an answer without structure. For one thread. */
final class PlainCall {
  private final CallSettings settings;
  private final Exchange exchange;
  private final ToolRounds tools;
  private final List<Attempt> rounds = new ArrayList<>();
  private ChatRequest request;

  PlainCall(Engine engine, List<Message> messages, CallSettings settings) {
    this.settings = settings;
    this.exchange = new Exchange(engine, settings);
    this.tools = new ToolRounds(engine, settings, exchange);
    this.request = told(Requests.of(exchange.link(), messages, settings));
  }

  private ChatRequest told(ChatRequest plain) {
    return tools.told(plain, exchange.profile().dialect(Mode.TOOLS));
  }

  private ChatResponse sent() {
    int attempt = rounds.size() + 1;
    return exchange.onLinks(
        attempt,
        () -> exchange.send(attempt, request),
        () -> request = told(Requests.elsewhere(exchange.link(), request, settings)));
  }

  /** Returns the answer after all rounds of tools, with the tokens of all of them. */
  ChatResponse send() {
    ChatResponse last = last();
    Usage before = rounds.stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
    return rounds.isEmpty() ? last : last.withUsage(before.plus(last.usage()));
  }

  private ChatResponse last() {
    try {
      ChatResponse last = sent();
      while (tools.areCalledIn(last, call -> false)) {
        ChatResponse response = last;
        request =
            request.plus(
                tools.run(
                    response,
                    rounds,
                    call -> false,
                    called -> rounds.add(attempt(response, List.of(), called))));
        exchange.requireBudget(rounds);
        last = sent();
      }
      return last;
    } catch (RuntimeException failure) {
      throw failed(failure);
    }
  }

  String text() {
    ChatResponse response = last();
    if (Judgement.isRefusal(response)) {
      throw failed(new RefusedException(ended(response, Judgement.REFUSED)));
    }
    if (response.finishReason() == FinishReason.LENGTH) {
      throw failed(
          new IncompleteOutputException(response.text(), ended(response, Judgement.TRUNCATED)));
    }
    return response.text();
  }

  private RuntimeException failed(RuntimeException failure) {
    return exchange.failed(failure, rounds);
  }

  private List<Attempt> ended(ChatResponse response, Problem problem) {
    List<Attempt> all = new ArrayList<>(rounds);
    all.add(attempt(response, List.of(problem), List.of()));
    return all;
  }

  private Attempt attempt(ChatResponse response, List<Problem> problems, List<CalledTool> called) {
    Duration before = rounds.stream().map(Attempt::duration).reduce(Duration.ZERO, Duration::plus);
    return new Attempt(
        rounds.size() + 1,
        Mode.PROMPTED,
        response,
        Optional.empty(),
        problems,
        exchange.retries(),
        exchange.elapsed().minus(before),
        called,
        exchange.profile().provider() + "/" + request.model());
  }
}
