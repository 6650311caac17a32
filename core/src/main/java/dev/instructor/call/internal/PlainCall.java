package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.error.Problem;
import java.util.List;
import java.util.Optional;

/** One call for an answer without structure. */
final class PlainCall {
  private final ChatRequest request;
  private final Exchange exchange;

  PlainCall(ChatModel model, List<Message> messages, CallSettings settings) {
    this.request = Requests.of(model.profile(), messages, settings);
    this.exchange = new Exchange(model, settings);
  }

  ChatResponse send() {
    try {
      return exchange.send(1, request);
    } catch (RuntimeException failure) {
      exchange.tell(listener -> listener.onFailure(failure));
      throw failure;
    }
  }

  String text() {
    ChatResponse response = send();
    if (Judgement.isRefusal(response)) {
      throw failed(new RefusedException(List.of(attempt(response, Judgement.REFUSED))));
    }
    if (response.finishReason() == FinishReason.LENGTH) {
      throw failed(
          new IncompleteOutputException(
              response.text(), List.of(attempt(response, Judgement.TRUNCATED))));
    }
    return response.text();
  }

  private RuntimeException failed(RuntimeException failure) {
    exchange.tell(listener -> listener.onFailure(failure));
    return failure;
  }

  private Attempt attempt(ChatResponse response, Problem problem) {
    return new Attempt(
        1,
        Mode.PROMPTED,
        response,
        Optional.empty(),
        List.of(problem),
        exchange.retries(),
        exchange.elapsed());
  }
}
