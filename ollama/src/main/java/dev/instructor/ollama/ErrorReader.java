package dev.instructor.ollama;

import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.Vendor;
import java.util.Optional;

/** Reads errors ("Errors"), and says what to do about them. */
final class ErrorReader {
  private final Vendor vendor;

  ErrorReader(Vendor vendor) {
    this.vendor = vendor;
  }

  String provider() {
    return vendor.name();
  }

  /** Returns the error that a response or a line of a stream is. */
  ProviderException failure(HttpReply reply, Optional<JsonObject> body) {
    JsonObject error = body.orElse(JsonObject.empty());
    int status = status(reply, error);
    ProviderException.Builder failure =
        StatusFailure.of(vendor.name(), status, reply).providerMessage(message(error).orElse(null));
    if (status == 499) {
      failure.retryable(true);
    }
    return failure.what(advice(status, message(error).isPresent())).build();
  }

  /** The second form is what a gateway or the OpenAI form answers. */
  private static Optional<String> message(JsonObject error) {
    return error
        .text("error")
        .or(() -> error.object("error").flatMap(inner -> inner.text("message")));
  }

  /** An error within a stream can tell its own status; else the server failed. */
  private static int status(HttpReply reply, JsonObject error) {
    if (reply.status() / 100 != 2) {
      return reply.status();
    }
    return error.get("status").orElse(Json.ofNull()) instanceof JsonNumber number
            && number.toString().matches("[45]\\d\\d")
        ? number.value().intValue()
        : 500;
  }

  /**
   * Returns what to do.
   *
   * @param words whether the server said something: another one does not say it so
   */
  private String advice(int status, boolean words) {
    if (!words) {
      return StatusFailure.advice(vendor, status);
    }
    return switch (status) {
      case 401 ->
          "the server is not signed in; run `ollama signin`, or for ollama.com itself set "
              + String.join(" or ", vendor.keyVariables());
      default -> StatusFailure.advice(vendor, status);
    };
  }

  ProviderException notAnAnswer(HttpReply reply) {
    return BadReply.protocol(vendor.name(), reply)
        .what("the answer is JSON, but none of Ollama's own form; check the base URL")
        .build();
  }

  ProviderException notAPiece(HttpReply head) {
    return BadReply.protocol(vendor.name(), head)
        .what("a line of the stream is none of Ollama's own form; check the base URL")
        .build();
  }
}
