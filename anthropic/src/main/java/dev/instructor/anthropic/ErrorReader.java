package dev.instructor.anthropic;

import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.JsonObject;
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
    return switch (status) {
      case 400, 422 ->
          "the request was not accepted; providerMessage() has the reason in the vendor's words";
      case 401 ->
          "the API key was not accepted; check "
              + String.join(" or ", vendor.keyVariables())
              + ", or what was given to apiKey(…)";
      case 403 -> "the API key may not do this; check its rights and the model's name";
      case 404 ->
          "there is no such model or address; check the model's name, the key's access to it and"
              + " the base URL";
      case 408, 504 -> "the vendor ran out of time";
      case 413 -> "the request is too large";
      case 429 -> "too many requests or tokens for the account's limits";
      case 529 -> "the vendor is overloaded";
      default ->
          status >= 500
              ? "the vendor has trouble of its own"
              : "the vendor reports an error; providerMessage() has it in its words";
    };
  }

  ProviderException notAMessage(HttpReply reply) {
    return protocol(reply)
        .what("the answer is JSON, but no message of the Messages API; check the base URL")
        .build();
  }

  ProviderException notJson(HttpReply reply, InvalidJsonException cause) {
    String type = reply.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    boolean text = type.startsWith("text/html");
    // JSON that stops at the last character received was cut: its length was not announced.
    if (!text && cause.offset() >= reply.body().stripTrailing().length()) {
      return broken(reply)
          .what("the connection broke before the response was complete")
          .body(reply.body())
          .build();
    }
    return protocol(reply)
        .what(
            text
                ? "the answer is a web page, not JSON; check the base URL and the proxy"
                : "the answer is not JSON; check the base URL and the proxy")
        .build();
  }

  ProviderException cutOff(HttpReply head) {
    return broken(head).what("the stream ended before the answer was complete").build();
  }

  private ProviderException.Builder broken(HttpReply reply) {
    return ProviderException.builder(vendor.name(), ProviderException.Kind.CONNECTION)
        .status(reply.status())
        .requestId(StatusFailure.requestId(reply.headers()).orElse(null))
        .retryable(true);
  }

  private ProviderException.Builder protocol(HttpReply reply) {
    return ProviderException.builder(vendor.name(), ProviderException.Kind.PROTOCOL)
        .status(reply.status())
        .requestId(StatusFailure.requestId(reply.headers()).orElse(null))
        .body(reply.body());
  }
}
