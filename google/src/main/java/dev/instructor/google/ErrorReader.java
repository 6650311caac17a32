package dev.instructor.google;

import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads errors (Google, "Errors", AIP-193: {@code code}, {@code status}, {@code message} and typed
 * {@code details}), and says what to do about them.
 */
final class ErrorReader {
  private static final String TYPES = "type.googleapis.com/google.rpc.";

  /** A protocol buffer's duration in JSON, such as {@code 34.4s}. */
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(\\.[0-9]{1,9})?s");

  /** Reasons of google.rpc.ErrorInfo that name the key; the status is 400 with some of them. */
  private static final Set<String> BAD_KEY =
      Set.of("API_KEY_INVALID", "API_KEY_EXPIRED", "ACCESS_TOKEN_EXPIRED", "CREDENTIALS_MISSING");

  private final Vendor vendor;

  ErrorReader(Vendor vendor) {
    this.vendor = vendor;
  }

  String provider() {
    return vendor.name();
  }

  /** Returns whether a body or an event reports an error. */
  static boolean isError(JsonObject object) {
    return object
        .get("error")
        .filter(error -> error instanceof JsonObject || error instanceof JsonString)
        .isPresent();
  }

  ProviderException failure(HttpReply reply, Optional<Json> body) {
    JsonObject error = body.map(ErrorReader::error).orElse(JsonObject.empty());
    int status = status(reply, error);
    String type = error.text("status").orElse("");
    String reason = detail(error, "ErrorInfo").flatMap(info -> info.text("reason")).orElse("");
    boolean spent = isSpent(error);
    ProviderException.Builder failure =
        StatusFailure.of(vendor.name(), status, reply)
            .code(reason.isEmpty() ? (type.isEmpty() ? null : type) : reason)
            .type(type.isEmpty() ? null : type)
            .parameter(parameter(error).orElse(null))
            .providerMessage(error.text("message").orElse(null));
    retryDelay(error).ifPresent(failure::retryAfter);
    if (spent) {
      failure.retryable(false).outOfQuota(true);
    }
    return failure.what(advice(status, spent, reason)).build();
  }

  /** Returns the object that describes the error; a stream without {@code alt=sse} has a list. */
  private static JsonObject error(Json body) {
    if (body instanceof JsonArray list) {
      return list.items().isEmpty() ? JsonObject.empty() : error(list.items().get(0));
    }
    JsonObject object = body.asObject().orElse(JsonObject.empty());
    return object
        .object("error")
        .or(() -> object.text("error").map(text -> object.with("message", Json.of(text))))
        .orElse(object);
  }

  /** Returns the status, which can stand in the body of a response that says 200. */
  private static int status(HttpReply reply, JsonObject error) {
    if (reply.status() / 100 == 2
        && error.get("code").orElse(Json.ofNull()) instanceof JsonNumber number
        && number.toString().matches("[45][0-9][0-9]")) {
      return Integer.parseInt(number.toString());
    }
    return reply.status();
  }

  private static Optional<JsonObject> detail(JsonObject error, String type) {
    return details(error)
        .filter(detail -> detail.text("@type").filter((TYPES + type)::equals).isPresent())
        .findFirst();
  }

  private static Stream<JsonObject> details(JsonObject error) {
    return error.items("details").stream().flatMap(detail -> detail.asObject().stream());
  }

  private static Optional<String> parameter(JsonObject error) {
    return detail(error, "BadRequest")
        .flatMap(bad -> bad.items("fieldViolations").stream().findFirst())
        .flatMap(Json::asObject)
        .flatMap(violation -> violation.text("field"))
        .filter(field -> !field.isEmpty());
  }

  private static Optional<Duration> retryDelay(JsonObject error) {
    Matcher delay =
        DURATION.matcher(
            detail(error, "RetryInfo").flatMap(info -> info.text("retryDelay")).orElse(""));
    if (!delay.matches()) {
      return Optional.empty();
    }
    double fraction = delay.group(2) == null ? 0 : Double.parseDouble("0" + delay.group(2));
    return Optional.of(
        Duration.ofSeconds(Long.parseLong(delay.group(1)))
            .plusMillis((long) Math.ceil(fraction * 1_000)));
  }

  /** Returns whether a quota of the day is used up: no wait within reason helps. */
  private static boolean isSpent(JsonObject error) {
    return detail(error, "QuotaFailure").map(failure -> failure.items("violations")).stream()
        .flatMap(List::stream)
        .flatMap(violation -> violation.asObject().stream())
        .flatMap(violation -> violation.text("quotaId").stream())
        .anyMatch(quota -> quota.toLowerCase(Locale.ROOT).contains("perday"));
  }

  private String advice(int status, boolean spent, String reason) {
    if (spent) {
      return "the quota of the day is used up; see the vendor's page on rate limits";
    }
    if (BAD_KEY.contains(reason)) {
      return StatusFailure.advice(vendor, 401);
    }
    return switch (status) {
      case 403 ->
          "the key or token may not do this; check its rights, the project, the model's name and the"
              + " region";
      case 404 ->
          "there is no such model or address; check the model's name, the region and the base URL";
      default -> StatusFailure.advice(vendor, status);
    };
  }

  ProviderException cut(HttpReply head) {
    return BadReply.cutOff(vendor.name(), head);
  }

  ProviderException notAPiece(HttpReply head) {
    return BadReply.protocol(vendor.name(), head)
        .what("an event of the stream is no piece of a generated answer; check the base URL")
        .build();
  }

  ProviderException notAnAnswer(HttpReply reply) {
    return BadReply.protocol(vendor.name(), reply)
        .what("the answer is JSON, but no generated content; check the base URL")
        .build();
  }

  ProviderException notJson(HttpReply reply, InvalidJsonException cause) {
    return BadReply.notJson(vendor.name(), reply, cause);
  }
}
