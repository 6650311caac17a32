package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads server-sent events from bytes that are cut anywhere: lines end with LF, CR or CRLF, several
 * {@code data} lines are one text, comments and a byte order mark are passed over (HTML Living
 * Standard, section "Server-sent events"). Every byte is looked at once. For one thread.
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

  private final String provider;
  private final int limit;

  private byte[] line = new byte[1024];
  private int length;
  private boolean skipLineFeed;
  private boolean started;
  private String event = "";
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;

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
   * Reads the next bytes.
   *
   * @param sink takes the events that are complete now
   * @throws ProviderException of kind PROTOCOL if an event is larger than the limit
   */
  public void read(byte[] bytes, Sink sink) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '\n' && skipLineFeed) {
        skipLineFeed = false;
        from = i + 1;
      } else if (b == '\n' || b == '\r') {
        append(bytes, from, i);
        from = i + 1;
        skipLineFeed = b == '\r';
        line(sink);
      } else {
        skipLineFeed = false;
      }
    }
    append(bytes, from, bytes.length);
  }

  /** Ends the stream: an event without its blank line is told. */
  public void end(Sink sink) {
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
      case "error" -> sink.accept("error", text(value, length));
      default -> {
        // id, retry and unknown fields mean nothing here.
      }
    }
  }

  private void dispatch(Sink sink) {
    if (hasData) {
      sink.accept(event, data.toString());
    }
    data.setLength(0);
    hasData = false;
    event = "";
  }

  private String text(int from, int to) {
    return from >= to ? "" : new String(line, from, to - from, StandardCharsets.UTF_8);
  }
}
