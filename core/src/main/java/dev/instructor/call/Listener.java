package dev.instructor.call;

import dev.instructor.chat.ChatRequest;
import dev.instructor.error.Problem;
import dev.instructor.error.ProviderException;
import java.time.Duration;

/**
 * Watches calls. Methods run on the calling thread, must be quick and thread-safe, and cannot
 * change anything; what they throw is ignored and logged by its type.
 */
public interface Listener {
  /**
   * An attempt begins.
   *
   * @param number which, from 1
   * @param request what is sent; holds the document
   */
  default void onRequest(int number, ChatRequest request) {}

  /**
   * A request is about to be repeated because the provider or the transport failed.
   *
   * @param number the attempt it belongs to, from 1
   * @param failure why
   * @param wait how long is waited before
   */
  default void onRetry(int number, ProviderException failure, Duration wait) {}

  /**
   * A model failed, and the next one is asked in its stead.
   *
   * @param number the attempt it belongs to, from 1
   * @param failure why
   * @param from the model that failed, as in {@code provider/model}
   * @param to the model that is asked now
   */
  default void onFailover(int number, ProviderException failure, String from, String to) {}

  /**
   * Something was found in an answer that is still growing; {@link StreamChecks} say what is looked
   * for.
   *
   * @param number the attempt it belongs to, from 1
   * @param problem what was found
   */
  default void onStreamProblem(int number, Problem problem) {}

  /**
   * A tool of the caller's was called by the model, and has answered.
   *
   * @param number the attempt whose answer called it, from 1
   * @param call the call with its result; holds content
   */
  default void onToolCall(int number, CalledTool call) {}

  /**
   * An attempt has ended with an answer, good or bad.
   *
   * @param attempt the attempt; {@link Attempt#problems()} tells
   */
  default void onAttempt(Attempt attempt) {}

  /**
   * A call has brought its value.
   *
   * @param extraction the value with its attempts
   */
  default void onSuccess(Extraction<?> extraction) {}

  /**
   * A call has failed.
   *
   * @param failure what is thrown to the caller
   */
  default void onFailure(RuntimeException failure) {}
}
