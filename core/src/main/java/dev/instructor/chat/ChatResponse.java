package dev.instructor.chat;

import dev.instructor.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a chat model answered, in no vendor's words. Its {@code toString} shows no content.
 *
 * @param message the answer
 * @param finishReason why the model stopped
 * @param refusal the model's words of refusal, where the vendor marks them
 * @param usage the tokens
 * @param model the model that really answered, as the vendor names it; empty if it does not say
 * @param id the vendor's id of the answer
 * @param requestId the vendor's id of the exchange, for its support
 * @param raw the vendor's own answer; empty for a stream
 * @param warnings what of the request had to be given up so that the vendor takes it, a sentence
 *     each, without content
 */
public record ChatResponse(
    Message message,
    FinishReason finishReason,
    Optional<String> refusal,
    Usage usage,
    String model,
    Optional<String> id,
    Optional<String> requestId,
    Optional<Json> raw,
    List<String> warnings) {

  /** Creates a response with a copy of the warnings. */
  public ChatResponse {
    warnings = List.copyOf(warnings);
  }

  /** Creates a response to a request of which nothing had to be given up. */
  public ChatResponse(
      Message message,
      FinishReason finishReason,
      Optional<String> refusal,
      Usage usage,
      String model,
      Optional<String> id,
      Optional<String> requestId,
      Optional<Json> raw) {
    this(message, finishReason, refusal, usage, model, id, requestId, raw, List.of());
  }

  /** Returns a response that says {@code text} and stops. */
  public static ChatResponse of(String text) {
    return of(Message.assistant(text), FinishReason.STOP);
  }

  /** Returns a response with a message and a reason, and nothing else known. */
  public static ChatResponse of(Message message, FinishReason finishReason) {
    return new ChatResponse(
        message,
        finishReason,
        Optional.empty(),
        Usage.none(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns this response with a usage. */
  public ChatResponse withUsage(Usage value) {
    return new ChatResponse(
        message, finishReason, refusal, value, model, id, requestId, raw, warnings);
  }

  /** Returns this response with warnings in front of its own. */
  public ChatResponse withWarnings(List<String> more) {
    return more.isEmpty()
        ? this
        : new ChatResponse(
            message,
            finishReason,
            refusal,
            usage,
            model,
            id,
            requestId,
            raw,
            Stream.concat(more.stream(), warnings.stream()).toList());
  }

  /** Returns the answer's text; empty if there is none. */
  public String text() {
    return message.text();
  }

  /** Returns everything but the content. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ChatResponse[%s, finishReason=%s, refused=%s, usage=%s, model=%s, id=%s, requestId=%s]",
        message,
        finishReason,
        refusal.isPresent(),
        usage,
        model,
        id,
        requestId);
  }
}
