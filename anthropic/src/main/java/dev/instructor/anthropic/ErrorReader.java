package dev.instructor.anthropic;

import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.Vendor;
import java.util.Locale;
import java.util.Optional;

/** Reads errors ("Errors"), and says what to do about them. */
final class ErrorReader {
  private static final String NO_CREDIT = "your credit balance is too low";

  private final Vendor vendor;

  ErrorReader(Vendor vendor) {
    this.vendor = vendor;
  }

  String provider() {
    return vendor.name();
  }

  /** Returns whether a body or an event reports an error, whatever its status says. */
  static boolean isError(JsonObject object) {
    return object.text("type").filter("error"::equals).isPresent()
        || object.object("error").isPresent();
  }

  /** Returns the error that a response or an event is. */
  ProviderException failure(HttpReply reply, Optional<JsonObject> body) {
    JsonObject whole = body.orElse(JsonObject.empty());
    JsonObject error = whole.object("error").orElse(whole);
    Optional<String> type = error.text("type").filter(word -> !word.equals("error"));
    int status = reply.status() / 100 == 2 ? status(type.orElse("")) : reply.status();
    Optional<String> message = error.text("message");
    ProviderException.Builder failure =
        StatusFailure.of(vendor.name(), status, reply)
            .type(type.orElse(null))
            .providerMessage(message.orElse(null));
    if (StatusFailure.requestId(reply.headers()).isEmpty()) {
      failure.requestId(whole.text("request_id").orElse(null));
    }
    boolean unpaid =
        status == 402
            || message
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(NO_CREDIT))
                .isPresent();
    if (unpaid) {
      failure.retryable(false).outOfQuota(true);
    }
    return failure.what(advice(status, unpaid)).build();
  }

  /** Returns the status that a type of error has; in a stream it has none of its own. */
  private static int status(String type) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "timeout_error" -> 504;
      case "overloaded_error" -> 529;
      default -> 500;
    };
  }

  private String advice(int status, boolean unpaid) {
    if (unpaid) {
      return "the account has no credit left; see the billing page of the Claude Console";
    }
    return status == 529 ? "the vendor is overloaded" : StatusFailure.advice(vendor, status);
  }

  ProviderException notAMessage(HttpReply reply) {
    return BadReply.protocol(vendor.name(), reply)
        .what("the answer is JSON, but no message of the Messages API; check the base URL")
        .build();
  }

  ProviderException notJson(HttpReply reply, InvalidJsonException cause) {
    return BadReply.notJson(vendor.name(), reply, cause);
  }

  ProviderException cutOff(HttpReply head) {
    return BadReply.cutOff(vendor.name(), head);
  }
}
