package dev.instructor.bedrock;

import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.Vendor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads errors (Amazon Bedrock API Reference, the errors of Converse and InvokeModel;
 * "Troubleshooting Amazon Bedrock API error codes"), and says what to do about them.
 */
final class ErrorReader {
  private static final String TYPE_HEADER = "x-amzn-errortype";

  private final Vendor vendor;

  ErrorReader(Vendor vendor) {
    this.vendor = vendor;
  }

  String provider() {
    return vendor.name();
  }

  /**
   * Returns the body of a successful response.
   *
   * @throws ProviderException if it is none
   */
  JsonObject body(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      throw failure(reply);
    }
    JsonObject body;
    try {
      body = Json.parse(reply.body()).asObject().orElseThrow(() -> notAnAnswer(reply));
    } catch (InvalidJsonException e) {
      throw notJson(reply, e);
    }
    // Proxies tell errors with any status.
    if (body.has("__type") || reply.headers().firstValue(TYPE_HEADER).isPresent()) {
      throw failure(reply);
    }
    return body;
  }

  /** Returns the error that a whole response is. */
  ProviderException failure(HttpReply reply) {
    JsonObject body = parse(reply.body());
    String type = reply.headers().firstValue(TYPE_HEADER).or(() -> body.text("__type")).orElse("");
    return failure(type, body, reply, false);
  }

  /**
   * Returns the error that an event of a stream is.
   *
   * @param type its type, such as {@code throttlingException}
   * @param body what it says
   * @param head the response that holds it
   */
  ProviderException inStream(String type, JsonObject body, HttpReply head) {
    return failure(type, body, head, true);
  }

  private ProviderException failure(
      String stated, JsonObject body, HttpReply reply, boolean streamed) {
    String type = name(stated);
    int status = reply.status() / 100 == 2 ? status(type) : reply.status();
    Optional<String> message = body.text("message").or(() -> body.text("Message"));
    ProviderException.Builder failure =
        StatusFailure.of(vendor.name(), status, reply)
            .type(type.isEmpty() ? null : type)
            .providerMessage(message.orElse(null));
    if (streamed) {
      failure.body(body.toString());
    }
    boolean daily = message.filter(text -> text.contains("per day")).isPresent();
    if (type.equals("ModelStreamErrorException")) {
      failure.retryable(true); // "Retry your request."
    } else if (daily) {
      failure.retryable(false);
    }
    return failure.what(advice(status, type, daily)).build();
  }

  /**
   * Returns a type's name alone: it comes as {@code Name:http://…}, {@code com.amazon#Name} and,
   * within a stream, with a small letter.
   */
  private static String name(String stated) {
    int colon = stated.indexOf(':');
    String type = colon < 0 ? stated : stated.substring(0, colon);
    type = type.substring(type.indexOf('#') + 1);
    return type.isEmpty()
        ? type
        : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
  }

  /** Returns the status that a type has; in a stream it has none of its own. */
  private static int status(String type) {
    return switch (type) {
      case "ValidationException", "ServiceQuotaExceededException" -> 400;
      case "AccessDeniedException" -> 403;
      case "ResourceNotFoundException" -> 404;
      case "ModelTimeoutException" -> 408;
      case "ModelErrorException", "ModelStreamErrorException" -> 424;
      case "ThrottlingException", "ModelNotReadyException" -> 429;
      case "ServiceUnavailableException" -> 503;
      default -> 500;
    };
  }

  private String advice(int status, String type, boolean daily) {
    return switch (status) {
      case 400, 422 ->
          "the request was not accepted; providerMessage() has the reason in the vendor's words";
      case 401, 403 -> refused(type);
      case 404 ->
          "there is no such model in this region, or no access to it; many models are reached by"
              + " the id of an inference profile only, such as us.anthropic.…";
      case 408, 504 -> "the vendor ran out of time";
      case 413 -> "the request is too large";
      case 424 -> "the model failed while it answered";
      case 429 ->
          daily
              ? "the account's tokens of the day are used up"
              : "too many requests or tokens for the account's limits";
      default ->
          status >= 500
              ? "the vendor has trouble of its own"
              : "the vendor reports an error; providerMessage() has it in its words";
    };
  }

  private static String refused(String type) {
    return switch (type) {
      case "ExpiredTokenException" -> "the AWS credentials or the key have expired; renew them";
      case "AccessDeniedException" ->
          "the credentials may not use this model: they need the permission bedrock:InvokeModel, and"
              + " the account access to the model";
      default ->
          "the signature or the key was not accepted; check the AWS credentials or "
              + Vendors.TOKEN
              + ", and the clock";
    };
  }

  ProviderException notAnAnswer(HttpReply reply) {
    return protocol(reply)
        .what("the answer is JSON, but no answer of Bedrock; check the base URL")
        .build();
  }

  private ProviderException notJson(HttpReply reply, InvalidJsonException cause) {
    String type = reply.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    boolean text = type.startsWith("text/html");
    // JSON that stops at the last character received was cut: its length was not announced.
    if (!text && cause.offset() >= reply.body().stripTrailing().length()) {
      return broken(reply).what("the response ended before it was complete").build();
    }
    return protocol(reply)
        .what(
            text
                ? "the answer is a web page and not JSON; check the base URL"
                : "the answer is not JSON; check the base URL")
        .build();
  }

  ProviderException notAnEvent(HttpReply head) {
    return protocol(head)
        .what("the stream is none of AWS's event streams, or was damaged; check the base URL")
        .build();
  }

  ProviderException tooLarge(HttpReply head, int limit) {
    return protocol(head)
        .what("an event of the stream is larger than %s bytes".formatted(limit))
        .build();
  }

  ProviderException cutOff(HttpReply head) {
    return broken(head).what("the stream ended before the answer was complete").build();
  }

  static JsonObject parse(String body) {
    try {
      return Json.parse(body).asObject().orElse(JsonObject.empty());
    } catch (InvalidJsonException e) {
      return JsonObject.empty();
    }
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
