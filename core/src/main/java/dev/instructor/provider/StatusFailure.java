package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP itself says of a failed request, the same for all vendors: for codecs to build upon.
 */
public final class StatusFailure {
  private static final List<String> REQUEST_IDS =
      List.of(
          "x-request-id", "request-id", "apim-request-id", "x-ms-request-id", "x-amzn-requestid");

  /** The longest wait that is taken from a header; no number of a server overflows. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private StatusFailure() {}

  /**
   * Starts an exception for a response that is an error, with status, request id, {@code
   * retryAfter} and whether a repetition may help: after 408, 409, 429 and 5xx, unless the header
   * {@code x-should-retry} says otherwise.
   *
   * @param provider the vendor's name
   * @param status the status, which can stand in the body of a successful response
   * @param reply the response
   */
  public static ProviderException.Builder of(String provider, int status, HttpReply reply) {
    HttpHeaders headers = reply.headers();
    return ProviderException.builder(provider, ProviderException.Kind.STATUS)
        .status(status)
        .requestId(requestId(headers).orElse(null))
        .retryAfter(status < 400 ? null : retryAfter(headers, Instant.now()))
        .retryable(
            headers
                .firstValue("x-should-retry")
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf)
                .orElse(repeatable(status)))
        .body(reply.body());
  }

  /**
   * Returns what a status means and what to do, for the message of an exception.
   *
   * @param vendor whose key variables are named
   * @param status the status
   */
  public static String advice(Vendor vendor, int status) {
    return switch (status) {
      case 400, 422 ->
          "the request was not accepted; providerMessage() has the reason in the vendor's words";
      case 401, 498 -> "the API key was not accepted; check " + keySource(vendor);
      case 402 -> "the account has no credit left; see the vendor's billing page";
      case 403 -> "the API key may not do this; check its rights and the model's name";
      case 404 ->
          "there is no such model or address; check the model's name, the key's access to it and"
              + " the base URL";
      case 408, 504 -> "the vendor ran out of time";
      case 413 -> "the request is too large";
      case 429 -> "too many requests or tokens for the account's limits";
      default ->
          status >= 500
              ? "the vendor has trouble of its own"
              : "the vendor reports an error; providerMessage() has it in its words";
    };
  }

  private static String keySource(Vendor vendor) {
    return vendor.keyVariables().isEmpty()
        ? "what was given to apiKey(…)"
        : String.join(" or ", vendor.keyVariables()) + ", or what was given to apiKey(…)";
  }

  /** Returns the vendor's id of the exchange. */
  public static Optional<String> requestId(HttpHeaders headers) {
    for (String name : REQUEST_IDS) {
      Optional<String> value = headers.firstValue(name).filter(id -> !id.isBlank());
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static boolean repeatable(int status) {
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }

  /**
   * Returns how long the server asks to wait: {@code retry-after-ms}, or {@code Retry-After} in
   * seconds or as a date (RFC 9110, section 10.2.3). What lies in the past is zero, what is no such
   * thing is nothing.
   */
  static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
    Optional<Duration> milliseconds =
        headers.firstValue("retry-after-ms").flatMap(text -> number(text, 1));
    return milliseconds
        .or(() -> headers.firstValue("retry-after").flatMap(text -> number(text, 1_000)))
        .or(() -> headers.firstValue("retry-after").flatMap(text -> date(text, now)))
        .map(StatusFailure::sane)
        .orElse(null);
  }

  private static Optional<Duration> number(String text, int milliseconds) {
    try {
      double value = Double.parseDouble(text.strip()) * milliseconds;
      return Double.isNaN(value)
          ? Optional.empty()
          : Optional.of(Duration.ofMillis((long) Math.min(value, (double) LONGEST.toMillis())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      Instant then =
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, then));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration sane(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
