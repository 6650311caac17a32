package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One scripted answer of a provider twin: what it says, and how it arrives. Immutable, thread-safe.
 * Its {@code toString} shows no content.
 */
public final class TwinReply {
  /** What a reply says. */
  sealed interface Content {
    /** Comes as it was asked for: as a tool call, or as text. */
    record Answer(String text) implements Content {}

    record Text(String text) implements Content {}

    record ToolCalls(List<Call> calls) implements Content {}

    record Refusal(String words) implements Content {}

    /** The vendor's error. */
    record Failure(int status, String type, Optional<String> code, String message)
        implements Content {
      Refused words() {
        return new Refused(status, type, "", code.orElse(""), message);
      }
    }

    /** A trouble that every vendor has and tells in its own words. */
    record Trouble(Kind kind, Duration retryAfter) implements Content {
      static final Trouble OVERLOADED = new Trouble(Kind.OVERLOADED, Duration.ZERO);

      enum Kind {
        RATE_LIMITED,
        QUOTA_EXCEEDED,
        SERVER_ERROR,
        OVERLOADED
      }
    }

    /** An answer that the vendor breaks off by an error of its own, within the stream. */
    record BrokenOff(TwinReply answer) implements Content {}

    /** Anything, byte for byte. */
    final class Raw implements Content {
      final int status;
      final String contentType;
      private final byte[] body;

      Raw(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body.clone();
      }

      byte[] body() {
        return body.clone();
      }
    }
  }

  record Call(String name, String arguments) {}

  private final Content content;
  private final Optional<Integer> cutAfter;
  private final Optional<JsonObject> usage;
  private final Delivery delivery;

  private TwinReply(
      Content content, Optional<Integer> cutAfter, Optional<JsonObject> usage, Delivery delivery) {
    this.content = content;
    this.cutAfter = cutAfter;
    this.usage = usage;
    this.delivery = delivery;
  }

  private static TwinReply of(Content content) {
    return new TwinReply(content, Optional.empty(), Optional.empty(), Delivery.PLAIN);
  }

  /**
   * Returns an answer that comes in the way it was asked for: as the arguments of a tool call if
   * the request offers tools (of the one that is forced, else of the first), otherwise as text. So
   * one script works in every mode. It need not be valid, nor JSON.
   */
  public static TwinReply answer(String text) {
    return of(new Content.Answer(text));
  }

  /** Returns an answer like {@link #answer(String)}. */
  public static TwinReply answer(Json value) {
    return answer(value.toString());
  }

  /** Returns an answer that is text, however it was asked for. */
  public static TwinReply text(String text) {
    return of(new Content.Text(text));
  }

  /**
   * Returns an answer that calls a tool, however it was asked for.
   *
   * @param name the tool's name
   * @param arguments the arguments; they need not be valid JSON
   */
  public static TwinReply toolCall(String name, String arguments) {
    return of(new Content.ToolCalls(List.of(new Call(name, arguments))));
  }

  /** Returns a reply that makes the calls of this one, which must be a tool call, and one more. */
  public TwinReply andToolCall(String name, String arguments) {
    if (!(content instanceof Content.ToolCalls first)) {
      throw new IllegalStateException("Only a tool call can be followed by another");
    }
    List<Call> calls = new ArrayList<>(first.calls());
    calls.add(new Call(name, arguments));
    return new TwinReply(new Content.ToolCalls(List.copyOf(calls)), cutAfter, usage, delivery);
  }

  /** Returns a refusal in these words. */
  public static TwinReply refusal(String words) {
    return of(new Content.Refusal(words));
  }

  /**
   * Returns an error in the vendor's form.
   *
   * @param status the HTTP status
   * @param type the error's type, such as {@code invalid_request_error}
   * @param code the error's code; empty for none
   * @param message the error's text
   */
  public static TwinReply error(int status, String type, String code, String message) {
    return of(
        new Content.Failure(
            status, type, code.isEmpty() ? Optional.empty() : Optional.of(code), message));
  }

  /** Returns the vendor's 429, with {@code Retry-After} in whole seconds. */
  public static TwinReply rateLimited(Duration retryAfter) {
    return of(new Content.Trouble(Content.Trouble.Kind.RATE_LIMITED, retryAfter))
        .withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
  }

  /** Returns the vendor's error that says that the account is empty: no waiting helps. */
  public static TwinReply quotaExceeded() {
    return trouble(Content.Trouble.Kind.QUOTA_EXCEEDED);
  }

  /** Returns the vendor's 500. */
  public static TwinReply serverError() {
    return trouble(Content.Trouble.Kind.SERVER_ERROR);
  }

  /** Returns the vendor's error that says that it is overloaded: 503 or 529. */
  public static TwinReply overloaded() {
    return trouble(Content.Trouble.Kind.OVERLOADED);
  }

  /**
   * Returns an answer of which one half is streamed, and then the vendor's error in place of the
   * rest. Where no stream is asked for, it is {@link #overloaded()}.
   */
  public static TwinReply overloadedInStream(String text) {
    return of(new Content.BrokenOff(answer(text)));
  }

  private static TwinReply trouble(Content.Trouble.Kind kind) {
    return of(new Content.Trouble(kind, Duration.ZERO));
  }

  /** Returns a 307 to another address. */
  public static TwinReply redirect(URI location) {
    return raw(307, "text/plain", "").withHeader("Location", location.toString());
  }

  /**
   * Returns a reply that is sent as it stands, such as a recorded one.
   *
   * @param status the HTTP status
   * @param contentType the content type, with its charset if there is to be one
   * @param body the body
   */
  public static TwinReply raw(int status, String contentType, byte[] body) {
    return of(new Content.Raw(status, contentType, body));
  }

  /** Returns a reply like {@link #raw(int, String, byte[])} with a body in UTF-8. */
  public static TwinReply raw(int status, String contentType, String body) {
    return raw(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns this reply cut at the token limit after so many characters. */
  public TwinReply truncatedAfter(int characters) {
    return new TwinReply(content, Optional.of(characters), usage, delivery);
  }

  /** Returns this reply with the tokens it tells; unless set, they are counted from the text. */
  public TwinReply withUsage(long input, long output) {
    return withUsage(
        Json.object()
            .put("prompt_tokens", input)
            .put("completion_tokens", output)
            .put("total_tokens", input + output)
            .build());
  }

  /** Returns this reply with the usage object of the vendor's own form. */
  public TwinReply withUsage(JsonObject value) {
    return new TwinReply(content, cutAfter, Optional.of(value), delivery);
  }

  /** Returns this reply with a further header; the same name replaces it. */
  public TwinReply withHeader(String name, String value) {
    return arriving(delivery.withHeader(name, value));
  }

  /** Returns this reply with another content type than the right one. */
  public TwinReply withContentType(String value) {
    return withHeader("Content-Type", value);
  }

  /** Returns this reply with bytes in its text that are not UTF-8. */
  public TwinReply withInvalidUtf8() {
    return arriving(delivery.withInvalidUtf8());
  }

  /**
   * Returns this reply with so much insignificant white space before it (in a stream: so many
   * comments) that the body is larger than {@code bytes}.
   */
  public TwinReply paddedTo(int bytes) {
    return arriving(delivery.withPadding(bytes));
  }

  /** Returns this reply with the connection closed by the twin at a stage. */
  public TwinReply droppedAt(Stage stage) {
    return arriving(delivery.withDrop(stage));
  }

  /** Returns this reply waiting at a gate when it has come to a stage. */
  public TwinReply heldAt(Stage stage, Gate gate) {
    return arriving(delivery.withHold(stage, gate));
  }

  /** Returns this reply with a body of which each piece waits at a gate. */
  public TwinReply trickling(Gate gate) {
    return arriving(delivery.withTrickle(gate));
  }

  /**
   * Returns this reply with its text cut for a stream, in characters of each event; 4 unless set.
   */
  public TwinReply inDeltas(Chunking value) {
    return arriving(delivery.withDeltas(value));
  }

  /**
   * Returns this reply with its body cut into pieces that are written one by one, in bytes; unless
   * set, a stream is written event by event and everything else in one piece.
   */
  public TwinReply inWrites(Chunking value) {
    return arriving(delivery.withWrites(value));
  }

  private TwinReply arriving(Delivery value) {
    return new TwinReply(content, cutAfter, usage, value);
  }

  Content content() {
    return content;
  }

  /**
   * Returns what is said: an answer comes as a call of the tool that is asked for, or else as text.
   */
  Content said(Optional<String> tool) {
    if (!(content instanceof Content.Answer answer)) {
      return content;
    }
    return tool.<Content>map(name -> new Content.ToolCalls(List.of(new Call(name, answer.text()))))
        .orElse(new Content.Text(answer.text()));
  }

  /** Returns as much of a text as the token limit lets through. */
  String cut(String text) {
    return cutAfter
        .filter(limit -> limit < text.length())
        .map(limit -> text.substring(0, limit))
        .orElse(text);
  }

  Optional<Integer> cutAfter() {
    return cutAfter;
  }

  Optional<JsonObject> usage() {
    return usage;
  }

  Delivery delivery() {
    return delivery;
  }

  /** Returns the kind of reply and how it arrives. */
  @Override
  public String toString() {
    return "TwinReply[" + content.getClass().getSimpleName() + ", " + delivery + "]";
  }
}
