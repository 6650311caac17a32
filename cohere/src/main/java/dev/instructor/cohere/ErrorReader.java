package dev.instructor.cohere;

import dev.instructor.error.ProviderException;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.Vendor;
import java.util.Locale;
import java.util.Optional;

/** Reads errors ("Errors (status codes and description)"), and says what to do about them. */
final class ErrorReader {
  /** Status of a request that was cancelled: the vendor says to try it again. */
  private static final int CANCELLED = 499;

  private final Vendor vendor;

  ErrorReader(Vendor vendor) {
    this.vendor = vendor;
  }

  String provider() {
    return vendor.name();
  }

  /** Returns the error that a response or an event is. */
  ProviderException failure(HttpReply reply, Optional<JsonObject> body) {
    // An error within a successful response has no status of its own.
    return failure(reply, reply.status() / 100 == 2 ? 500 : reply.status(), body);
  }

  private ProviderException failure(HttpReply reply, int status, Optional<JsonObject> body) {
    JsonObject error = body.orElse(JsonObject.empty());
    Optional<String> message = error.text("message").or(() -> error.text("error"));
    ProviderException.Builder failure =
        StatusFailure.of(vendor.name(), status, reply).providerMessage(message.orElse(null));
    if (StatusFailure.requestId(reply.headers()).isEmpty()) {
      failure.requestId(error.text("id").orElse(null));
    }
    boolean unpaid = status == 402 || (status == 429 && isForTheMonth(message.orElse("")));
    if (unpaid || status == CANCELLED) {
      failure.retryable(!unpaid);
    }
    return failure.what(StatusFailure.advice(vendor, unpaid ? 402 : status)).build();
  }

  /** A trial key's calls of the month are used up: "limited to 1000 API calls / month". */
  private static boolean isForTheMonth(String message) {
    return message.toLowerCase(Locale.ROOT).contains("/ month");
  }

  /**
   * Throws what a finish reason tells: the generation failed, or took too long.
   *
   * @param holder what has the finish reason, and perhaps an error text
   */
  void throwIfFailed(HttpReply reply, JsonObject holder) {
    String reason = holder.text("finish_reason").orElse("");
    if (reason.equals("ERROR") || reason.equals("TIMEOUT")) {
      throw failure(reply, reason.equals("ERROR") ? 500 : 504, Optional.of(holder));
    }
  }

  ProviderException notAnAnswer(HttpReply reply) {
    return BadReply.protocol(vendor.name(), reply)
        .what("the answer is JSON, but none of Cohere's Chat API, version 2; check the base URL")
        .build();
  }

  ProviderException notAnEvent(HttpReply head) {
    return BadReply.protocol(vendor.name(), head)
        .what("an event of the stream is none of Cohere's Chat API, version 2; check the base URL")
        .build();
  }
}
