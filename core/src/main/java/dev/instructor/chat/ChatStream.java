package dev.instructor.chat;

import java.util.Iterator;

/**
 * A response that is still growing: a blocking iterator of its events. Pulling is the back
 * pressure. For one thread; {@link #close()} may come from another and ends the exchange.
 *
 * <p>{@code next} and {@code hasNext} throw {@link dev.instructor.error.ProviderException} if the
 * exchange fails, promptly if the thread is interrupted; the interrupt flag stays set.
 */
public interface ChatStream extends Iterator<ChatEvent>, AutoCloseable {
  /** Returns the events of an answer that is there already, for a model that does not stream. */
  static ChatStream of(ChatResponse response) {
    return WholeStream.of(response);
  }

  /** Ends the exchange, finished or not. Has no effect the second time. */
  @Override
  void close();
}
