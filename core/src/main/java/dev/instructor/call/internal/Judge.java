package dev.instructor.call.internal;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;

/**
 * Decides what comes of an answer. Thread-safe.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
interface Judge<T> {
  /**
   * Returns what comes of an answer.
   *
   * @param response the answer
   * @param asking how it was asked for
   * @param options how it was to be generated
   */
  Judgement<T> judge(ChatResponse response, Asking asking, ChatOptions options);
}
