package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from bytes that are cut anywhere: lines end with LF, CR or CRLF, several
 * {@code data} lines are one text, comments and a byte order mark are passed over (HTML Living
 * Standard, section "Server-sent events"). The work grows with the bytes and the pieces alone. For
 * one thread.
 *
 * <p>One liberty: an event that the end of the stream cuts off before its blank line is told, since
 * some servers leave that line out.
 */
public final class SseReader {
  /** Takes the events. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one event.
     *
     * @param event its type; empty if it has none
     * @param data its data
     */
    void accept(String event, String data);
  }

  /** So many bytes are looked at again, when more has come, to recognise an event. */
  private static final int MAX_HELD = 1024;

  private final String provider;
  private final int limit;

  private byte[] line = new byte[1024];
  private int length;
  private boolean skipLineFeed;
  private boolean started;
  private String event = "";
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;

  // The event that is being read, if it began in this piece, as far as it has been read.
  private byte[] piece = {};
  private int eventStart = -1;
  private int eventEnd;
  private boolean between = true;

  private @Nullable RepeatedEvent repeated;
  private Consumer<String> varied = text -> {};

  // The beginning of an event that may be a repeated one.
  private byte[] held = {};

  /**
   * Creates a reader of one stream.
   *
   * @param provider the vendor's name, for messages
   * @param limit how many bytes an event may have
   */
  public SseReader(String provider, int limit) {
    this.provider = provider;
    this.limit = limit;
  }

  /**
   * Says that the events which follow need not be told as long as they are the same as the one that
   * is just being told, but for one string: the string alone is told, and nothing of the event is
   * parsed. Most events of an answer are such. It holds until the next event that is told, and has
   * no effect if it cannot be certain which string is meant, or if this event came in two pieces.
   *
   * @param name the name of the string's member, which must be the only one of that name
   * @param value the string in this event
   * @param padding names of further members that may have any number or string, since they say
   *     nothing, such as a running number
   * @param sink takes the strings, none of which is empty
   */
  public void repeat(String name, String value, Set<String> padding, Consumer<String> sink) {
    repeated =
        eventStart < 0
            ? null
            : RepeatedEvent.of(
                    Arrays.copyOfRange(piece, eventStart, eventEnd), name, value, padding)
                .orElse(null);
    varied = sink;
  }

  /**
   * Reads the next bytes.
   *
   * @param sink takes the events that are complete now
   * @throws ProviderException of kind PROTOCOL if an event is larger than the limit
   */
  public void read(byte[] bytes, Sink sink) {
    readAll(held.length == 0 ? bytes : joined(bytes), sink);
  }

  private byte[] joined(byte[] bytes) {
    byte[] both = Arrays.copyOf(held, held.length + bytes.length);
    System.arraycopy(bytes, 0, both, held.length, bytes.length);
    held = new byte[0];
    return both;
  }

  private void readAll(byte[] bytes, Sink sink) {
    piece = bytes;
    eventStart = between ? 0 : -1;
    int from = 0;
    int i = 0;
    while (i < bytes.length) {
      RepeatedEvent known = i == eventStart ? repeated : null;
      if (known != null) {
        int end = known.match(bytes, i);
        if (end == RepeatedEvent.MORE && bytes.length - i <= MAX_HELD) {
          held = Arrays.copyOfRange(bytes, i, bytes.length);
          between = true;
          return;
        }
        if (end > i && told(known)) {
          skipLineFeed = bytes[end - 1] == '\r';
          i = end;
          from = end;
          eventStart = end;
          continue;
        }
      }
      byte b = bytes[i++];
      if (b == '\n' && skipLineFeed) {
        skipLineFeed = false;
        from = i;
        eventStart = eventStart == i - 1 ? i : eventStart;
      } else if (b == '\n' || b == '\r') {
        append(bytes, from, i - 1);
        from = i;
        skipLineFeed = b == '\r';
        eventEnd = i;
        line(sink);
      } else {
        skipLineFeed = false;
      }
    }
    append(bytes, from, bytes.length);
    between = eventStart == bytes.length;
  }

  /** Tells the string of an event that was recognised; returns whether it is one. */
  private boolean told(RepeatedEvent known) {
    Optional<String> text = known.text(piece);
    text.ifPresent(varied);
    return text.isPresent();
  }

  /** Ends the stream: an event without its blank line is told. */
  public void end(Sink sink) {
    repeated = null;
    read(new byte[0], sink);
    eventStart = -1;
    if (length > 0) {
      line(sink);
    }
    dispatch(sink);
  }

  private void append(byte[] bytes, int from, int to) {
    int more = to - from;
    if ((long) length + data.length() + more > limit) {
      throw ProviderException.builder(provider, ProviderException.Kind.PROTOCOL)
          .what("an event of the stream is larger than %s bytes".formatted(limit))
          .build();
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(bytes, from, line, length, more);
    length += more;
  }

  private void line(Sink sink) {
    int start = !started && hasByteOrderMark() ? 3 : 0;
    started = true;
    if (length == start) {
      dispatch(sink);
      eventStart = eventEnd;
    } else {
      field(start, sink);
    }
    length = 0;
  }

  private boolean hasByteOrderMark() {
    return length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private void field(int start, Sink sink) {
    int colon = start;
    while (colon < length && line[colon] != ':') {
      colon++;
    }
    if (colon == start) {
      return;
    }
    String name = text(start, colon);
    int value = colon + 1 < length && line[colon + 1] == ' ' ? colon + 2 : colon + 1;
    switch (name) {
      case "data" -> {
        if (hasData) {
          data.append('\n');
        }
        data.append(text(value, length));
        hasData = true;
      }
      case "event" -> event = text(value, length);
      // Not in the standard: llama.cpp's server reports errors so.
      case "error" -> tell(sink, "error", text(value, length));
      default -> {
        // id, retry and unknown fields mean nothing here.
      }
    }
  }

  private void dispatch(Sink sink) {
    if (hasData) {
      tell(sink, event, data.toString());
    }
    data.setLength(0);
    hasData = false;
    event = "";
  }

  private void tell(Sink sink, String name, String text) {
    repeated = null;
    sink.accept(name, text);
  }

  private String text(int from, int to) {
    return from >= to ? "" : new String(line, from, to - from, StandardCharsets.UTF_8);
  }
}
