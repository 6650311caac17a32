package dev.instructor.chat;

/**
 * A chat model, wherever it runs. Implementations are thread-safe.
 *
 * <p>Both methods end promptly when their thread is interrupted, with a {@link
 * dev.instructor.error.ProviderException} of kind {@code INTERRUPTED} and the interrupt flag set:
 * that is the only contract of cancellation.
 */
public interface ChatModel extends AutoCloseable {
  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws dev.instructor.error.ProviderException if no usable answer arrived
   * @throws dev.instructor.error.ConfigurationException if the request asks for what this model's
   *     interface cannot express
   */
  ChatResponse send(ChatRequest request);

  /**
   * Sends a request and returns the answer as it grows.
   *
   * @throws dev.instructor.error.ProviderException if the exchange could not be opened
   * @throws dev.instructor.error.ConfigurationException if the request asks for what this model's
   *     interface cannot express
   */
  ChatStream stream(ChatRequest request);

  /**
   * Returns whether the address of an image, a recording or a document can be handed to the vendor,
   * which then fetches it. Where it cannot, the content has to be sent. True unless overridden.
   *
   * @param media something at an address
   */
  default boolean takesAddress(Part.Media media) {
    return true;
  }

  /** Returns what is known of the model: its modes, dialects and limits. */
  ModelProfile profile();

  /**
   * Releases what this model holds, such as connections. Calls in flight may fail. Does nothing
   * unless overridden.
   */
  @Override
  default void close() {}
}
