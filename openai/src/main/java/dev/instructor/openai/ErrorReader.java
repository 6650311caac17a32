package dev.instructor.openai;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.Vendor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads errors, in all the forms that vendors give them, and says what to do about them. */
final class ErrorReader {
  /** Codes and types that mean "pay first": no repetition helps, whatever the status. */
  private static final Set<String> QUOTA =
      Set.of(
          "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active",
          "exceeded_current_quota_error",
          "insufficient_balance",
          "arrearage",
          "1113");

  /**
   * Codes and types of an error that stands in a response or a stream of status 200 and can pass
   * (OpenAI, "Error codes" and "The response object", member {@code error}).
   */
  private static final Set<String> PASSING =
      Set.of(
          "server_error",
          "rate_limit_exceeded",
          "vector_store_timeout",
          // Mistral's, as users reported them.
          "service_unavailable",
          "unreachable_backend",
          "rate_limited");

  private final Vendor vendor;
  private final String wanted;

  ErrorReader(Vendor vendor) {
    this(vendor, "chat completion");
  }

  /**
   * Creates a reader.
   *
   * @param wanted what a response should have been, for messages
   */
  ErrorReader(Vendor vendor, String wanted) {
    this.vendor = vendor;
    this.wanted = wanted;
  }

  /** Returns whether a body, an event or a choice reports an error. */
  static boolean isError(JsonObject object) {
    return object
            .get("error")
            .filter(error -> error instanceof JsonObject || error.asText().isPresent())
            .isPresent()
        // Mistral.
        || object.text("object").filter("error"::equals).isPresent();
  }

  /**
   * Returns the model's bad answer if the error carries it, as Groq's does.
   *
   * @throws ProviderException else
   */
  ChatResponse answerOrThrow(HttpReply reply, Optional<Json> body) {
    JsonObject error = body.map(ErrorReader::error).orElse(JsonObject.empty());
    Optional<String> generation = error.text("failed_generation");
    if (generation.isPresent()) {
      return failedGeneration(reply, error, generation.get(), body);
    }
    throw failure(reply, error);
  }

  /**
   * Returns the failure that a successful response reports.
   *
   * @param holder what holds the error
   */
  ProviderException reported(HttpReply reply, JsonObject holder) {
    return failure(reply, error(holder));
  }

  private static ChatResponse failedGeneration(
      HttpReply reply, JsonObject error, String generation, Optional<Json> body) {
    String message = error.text("message").orElse("").toLowerCase(Locale.ROOT);
    return new ChatResponse(
        Message.assistant(generation),
        message.contains("max completion tokens") ? FinishReason.LENGTH : FinishReason.OTHER,
        Optional.empty(),
        Usage.none(),
        "",
        Optional.empty(),
        StatusFailure.requestId(reply.headers()),
        body);
  }

  private ProviderException failure(HttpReply reply, JsonObject error) {
    int status = status(reply, error);
    Optional<String> code = word(error, "code").or(() -> word(error, "error_code"));
    Optional<String> type = word(error, "type").or(() -> error.text("status"));
    Optional<Validation> validation = Validation.of(error);
    ProviderException.Builder failure =
        StatusFailure.of(vendor.name(), status, reply)
            .code(code.orElse(null))
            .type(type.orElse(null))
            .parameter(
                word(error, "param").or(() -> validation.map(Validation::place)).orElse(null))
            .providerMessage(
                validation.map(Validation::words).or(() -> message(error)).orElse(null));
    boolean quota =
        code.filter(ErrorReader::isQuota).or(() -> type.filter(ErrorReader::isQuota)).isPresent();
    if (quota) {
      failure.retryable(false);
    } else if (status / 100 == 2
        && (code.filter(PASSING::contains).isPresent()
            || type.filter(PASSING::contains).isPresent())) {
      failure.retryable(true);
    }
    failure.outOfQuota(quota || status == 402);
    return failure.what(advice(status, quota, code.orElse(""))).build();
  }

  private static boolean isQuota(String word) {
    return QUOTA.contains(word.toLowerCase(Locale.ROOT));
  }

  private String advice(int status, boolean quota, String code) {
    if (quota || status == 402) {
      return "the account has no credit left; see the vendor's billing page";
    }
    if (code.equals("content_filter")) {
      return "the vendor's content filter held the request back";
    }
    return StatusFailure.advice(vendor, status);
  }

  /** Returns the object that describes the error, wherever the vendor puts it. */
  private static JsonObject error(Json body) {
    if (body instanceof JsonArray list && !list.items().isEmpty()) {
      // Google's OpenAI-compatible interface.
      return error(list.items().get(0));
    }
    JsonObject object = body.asObject().orElse(JsonObject.empty());
    return object
        .object("error")
        .or(() -> object.object("detail"))
        .or(() -> object.text("error").map(text -> object.with("message", Json.of(text))))
        .orElse(object);
  }

  private static Optional<String> message(JsonObject error) {
    Optional<String> message =
        error
            .get("message")
            .or(() -> error.get("detail"))
            .or(() -> error.get("errors"))
            .filter(value -> !value.isNull())
            .map(value -> value.asText().orElse(value.toString()));
    // OpenRouter: the words of the vendor behind it.
    Optional<String> raw =
        error.at("/metadata/raw").map(value -> value.asText().orElse(value.toString()));
    return raw.isPresent() ? Optional.of(message.orElse("") + " (" + raw.get() + ")") : message;
  }

  private static Optional<String> word(JsonObject error, String name) {
    return error
        .get(name)
        .flatMap(
            value -> value instanceof JsonNumber ? Optional.of(value.toString()) : value.asText())
        .filter(word -> !word.isEmpty());
  }

  /** Returns the status, which can stand in the body of a response that says 200. */
  private static int status(HttpReply reply, JsonObject error) {
    if (reply.status() / 100 != 2) {
      return reply.status();
    }
    for (String name : List.of("status", "status_code", "code")) {
      if (error.get(name).orElse(Json.ofNull()) instanceof JsonNumber number
          && number.toString().matches("[45][0-9][0-9]")) {
        return Integer.parseInt(number.toString());
      }
    }
    return reply.status();
  }

  ProviderException notACompletion(HttpReply reply) {
    return protocol(reply)
        .what("the answer is JSON, but no %s; check the base URL".formatted(wanted))
        .build();
  }

  ProviderException notAnEvent(HttpReply reply) {
    return protocol(reply)
        .what("an event of the stream is no event of a %s; check the base URL".formatted(wanted))
        .build();
  }

  ProviderException notThereYet(HttpReply reply) {
    return protocol(reply)
        .what("the answer is still being made in the background; ask for it in the foreground")
        .build();
  }

  ProviderException notJson(HttpReply reply, InvalidJsonException cause) {
    return BadReply.notJson(vendor.name(), reply, cause);
  }

  private ProviderException.Builder protocol(HttpReply reply) {
    return BadReply.protocol(vendor.name(), reply);
  }
}
