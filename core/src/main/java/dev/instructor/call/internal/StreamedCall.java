package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.error.Problem;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.mode.PayloadFollower;
import dev.instructor.schema.SchemaDialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call whose answers are seen as they grow: the same requests, judgements and re-asks as of a
 * whole one. Pulled by one thread; {@link #close()} may come from another.
 *
 * @param <T> the type of the value
 */
public final class StreamedCall<T> implements AutoCloseable {
  private final TypedCall<T> call;
  private volatile @Nullable ChatStream stream;
  private volatile boolean closed;
  private ResponseAccumulator answer = new ResponseAccumulator();
  private PayloadFollower follower = event -> "";
  private boolean grown;
  private Duration begun = Duration.ZERO;
  private @Nullable Step<T> last;
  private @Nullable RuntimeException failure;

  StreamedCall(TypedCall<T> call) {
    this.call = call;
  }

  /**
   * What happens next.
   *
   * @param <T> the type of the value
   */
  public sealed interface Step<T> {}

  /**
   * An answer begins: what grew before is over. It may come twice for one attempt, when a server
   * begins anew.
   *
   * @param attempt which attempt, from 1
   * @param dialect the dialect of the schema that was asked for
   */
  public record Began<T>(int attempt, SchemaDialect dialect) implements Step<T> {}

  /**
   * The text to be read has grown.
   *
   * @param text what is new; not empty
   */
  public record Grown<T>(String text) implements Step<T> {}

  /**
   * The call has brought its value.
   *
   * @param extraction the value and how it came about
   */
  public record Brought<T>(Extraction<T> extraction) implements Step<T> {}

  /**
   * Returns what happens next, and waits for it. After {@link Brought} it returns that again.
   *
   * @throws RuntimeException what the whole call would throw; the call is over then, and throws it
   *     again
   */
  public Step<T> next() {
    if (failure != null) {
      throw failure;
    }
    try {
      return last == null ? step() : last;
    } catch (RuntimeException thrown) {
      throw failed(thrown);
    }
  }

  private RuntimeException failed(RuntimeException thrown) {
    close();
    failure = call.failed(thrown);
    return failure;
  }

  private Step<T> step() {
    ChatStream open = stream;
    if (open == null) {
      return begin();
    }
    while (open.hasNext()) {
      ChatEvent event = open.next();
      answer.add(event);
      if (event instanceof ChatEvent.Started && grown) {
        return began();
      }
      String piece = follower.piece(event);
      if (!piece.isEmpty()) {
        grown = true;
        return new Grown<>(piece);
      }
    }
    refuseIfClosed();
    ChatResponse response = answer.response();
    conclude(response, call.judge(response));
    return last == null ? begin() : last;
  }

  private Step<T> begin() {
    refuseIfClosed();
    begun = call.elapsed();
    answer = new ResponseAccumulator();
    ChatStream open = call.open();
    stream = open;
    if (closed) {
      open.close();
    }
    return began();
  }

  private Step<T> began() {
    grown = false;
    follower = call.follower();
    return new Began<>(call.attempts().size() + 1, call.asking().dialect());
  }

  /**
   * Gives up the answer that is growing, since it cannot come right: the exchange ends at once, and
   * it is asked again.
   *
   * @param problems why
   * @param json what was read of the answer
   * @throws RuntimeException if it is not to be asked again; the call is over then
   */
  public void abandon(List<Problem> problems, Optional<Json> json) {
    try {
      ChatResponse response = answer.response();
      String payload = call.asking().payload(response).orElse("");
      conclude(response, Judgement.wrong(json, problems, payload));
    } catch (RuntimeException thrown) {
      throw failed(thrown);
    }
  }

  /** Ends an attempt: with the value, or with another one to follow. */
  private void conclude(ChatResponse response, Judgement<T> judgement) {
    endExchange();
    Optional<Extraction<T>> extraction =
        call.conclude(response, judgement, call.elapsed().minus(begun));
    if (extraction.isPresent()) {
      call.succeeded(extraction.get());
      last = new Brought<>(extraction.get());
    }
  }

  /** Tells the listeners of something that was found in a growing answer. */
  public void tell(int attempt, Problem problem) {
    call.tell(listener -> listener.onStreamProblem(attempt, problem));
  }

  /** Returns the attempts that have ended. */
  public List<Attempt> attempts() {
    return call.attempts();
  }

  /** Returns what has arrived of the answer that is growing, or was when the call ended. */
  public ChatResponse response() {
    return answer.response();
  }

  private void refuseIfClosed() {
    if (closed) {
      throw ProviderException.builder(call.provider(), ProviderException.Kind.INTERRUPTED)
          .what("the stream was closed before its end")
          .build();
    }
  }

  private void endExchange() {
    ChatStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  /** Ends the exchange, finished or not. Has no effect the second time. */
  @Override
  public void close() {
    closed = true;
    endExchange();
  }
}
