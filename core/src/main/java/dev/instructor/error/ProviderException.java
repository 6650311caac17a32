package dev.instructor.error;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The provider or the way to it failed: no usable response arrived.
 *
 * <p>The message names the provider, the kind of failure, the HTTP status and the provider's own
 * code. The provider's full answer is in {@link #body()}, and never in the message, because it can
 * quote the request.
 */
public final class ProviderException extends InstructorException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it was. */
  public enum Kind {
    /** The provider answered with an error status, or with an error inside a successful status. */
    STATUS,
    /** No connection, or it broke before the response was complete. */
    CONNECTION,
    /** The time allowed for the exchange or the whole call ran out. */
    TIMEOUT,
    /** The thread was interrupted, or the future was cancelled; the interrupt flag is set. */
    INTERRUPTED,
    /** The response is not what the provider's documentation describes, or is too large. */
    PROTOCOL
  }

  private final String provider;
  private final Kind kind;
  private final boolean retryable;
  private final boolean quota;
  private final int status;
  private final @Nullable String code;
  private final @Nullable String type;
  private final @Nullable String parameter;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;
  private final transient @Nullable String providerMessage;
  private final transient @Nullable String body;

  private ProviderException(Builder builder) {
    super(builder.message(), builder.cause);
    this.provider = builder.provider;
    this.kind = builder.kind;
    this.retryable = builder.retryable;
    this.quota = builder.quota;
    this.status = builder.status;
    this.code = builder.code;
    this.type = builder.type;
    this.parameter = builder.parameter;
    this.requestId = builder.requestId;
    this.retryAfter = builder.retryAfter;
    this.providerMessage = builder.providerMessage;
    this.body = builder.body;
  }

  /**
   * Starts an exception of the given kind.
   *
   * @param provider the vendor's name as in {@code provider/model}
   * @param kind the kind of failure
   */
  public static Builder builder(String provider, Kind kind) {
    return new Builder(provider, kind);
  }

  /**
   * Starts an exception with all parts of this one but the sentence of {@link Builder#what}, which
   * the new one is to say better.
   */
  public Builder toBuilder() {
    return builder(provider, kind)
        .retryable(retryable)
        .outOfQuota(quota)
        .status(status)
        .code(code)
        .type(type)
        .parameter(parameter)
        .requestId(requestId)
        .retryAfter(retryAfter)
        .providerMessage(providerMessage)
        .body(body)
        .cause(getCause());
  }

  /** Returns the vendor's name as in {@code provider/model}. */
  public String provider() {
    return provider;
  }

  /** Returns what kind of failure it was. */
  public Kind kind() {
    return kind;
  }

  /** Returns whether the same request may succeed if it is repeated. */
  public boolean retryable() {
    return retryable;
  }

  /**
   * Returns whether the account has nothing left to spend: its credit, or a quota that no wait
   * within reason brings back.
   */
  public boolean outOfQuota() {
    return quota;
  }

  /** Returns the HTTP status, if a response arrived. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** Returns the provider's error code, such as {@code insufficient_quota}. */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /** Returns the provider's error type, such as {@code invalid_request_error}. */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** Returns the request parameter the provider blames. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }

  /** Returns the provider's id of the request, for its support. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** Returns how long the provider asks to wait before the next try; never negative. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Returns the provider's own error text. It can quote the request: do not log it blindly. */
  public Optional<String> providerMessage() {
    return Optional.ofNullable(providerMessage);
  }

  /**
   * Returns the whole body of the provider's answer. It can quote the request: do not log it
   * blindly.
   */
  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  /** Collects the parts of a {@link ProviderException}. Not thread-safe. */
  public static final class Builder {
    private final String provider;
    private final Kind kind;
    private String what = "";
    private boolean retryable;
    private boolean quota;
    private int status;
    private @Nullable String code;
    private @Nullable String type;
    private @Nullable String parameter;
    private @Nullable String requestId;
    private @Nullable Duration retryAfter;
    private @Nullable String providerMessage;
    private @Nullable String body;
    private @Nullable Throwable cause;

    private Builder(String provider, Kind kind) {
      this.provider = provider;
      this.kind = kind;
    }

    /**
     * Sets a sentence for the message: what happened and what to do. It must not quote the request
     * or the answer.
     */
    public Builder what(String text) {
      this.what = text;
      return this;
    }

    /** Sets whether the same request may succeed if it is repeated; false unless set. */
    public Builder retryable(boolean value) {
      this.retryable = value;
      return this;
    }

    /** Sets whether the account has nothing left to spend; false unless set. */
    public Builder outOfQuota(boolean value) {
      this.quota = value;
      return this;
    }

    /** Sets the HTTP status. */
    public Builder status(int value) {
      this.status = value;
      return this;
    }

    /** Sets the provider's error code. */
    public Builder code(@Nullable String value) {
      this.code = value;
      return this;
    }

    /** Sets the provider's error type. */
    public Builder type(@Nullable String value) {
      this.type = value;
      return this;
    }

    /** Sets the request parameter the provider blames. */
    public Builder parameter(@Nullable String value) {
      this.parameter = value;
      return this;
    }

    /** Sets the provider's id of the request. */
    public Builder requestId(@Nullable String value) {
      this.requestId = value;
      return this;
    }

    /** Sets how long to wait before the next try. */
    public Builder retryAfter(@Nullable Duration value) {
      this.retryAfter = value;
      return this;
    }

    /** Sets the provider's own error text. */
    public Builder providerMessage(@Nullable String value) {
      this.providerMessage = value;
      return this;
    }

    /** Sets the body of the provider's answer. */
    public Builder body(@Nullable String value) {
      this.body = value;
      return this;
    }

    /** Sets the cause. */
    public Builder cause(@Nullable Throwable value) {
      this.cause = value;
      return this;
    }

    /** Returns the exception. */
    public ProviderException build() {
      return new ProviderException(this);
    }

    private String message() {
      StringBuilder text = new StringBuilder(provider);
      if (status != 0) {
        text.append(": HTTP ").append(status);
      }
      append(text, code == null ? type : code);
      if (parameter != null) {
        append(text, "parameter " + parameter);
      }
      append(text, what.isEmpty() ? null : what);
      if (requestId != null) {
        text.append(" [request ").append(requestId).append(']');
      }
      return text.toString();
    }

    private static void append(StringBuilder text, @Nullable String part) {
      if (part != null) {
        text.append(": ").append(part);
      }
    }
  }
}
