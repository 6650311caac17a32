package dev.instructor.bedrock;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads AWS's event streams from bytes that are cut anywhere (Amazon Lex V2 Developer Guide, "Event
 * stream encoding"): a message has a prelude of its length and that of its headers, the headers and
 * a payload; prelude and message have a checksum each. Every byte is looked at once but for the
 * checksums. For one thread.
 */
final class EventFrames {
  static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

  private static final int PRELUDE = 12;
  private static final int CHECKSUM = 4;

  /** What a message can be read as. */
  interface Sink {
    /**
     * Takes one message.
     *
     * @param headers its headers; only texts among them
     * @param payload its payload
     */
    void accept(Map<String, String> headers, String payload);
  }

  /** The bytes are no event stream, or were damaged. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether a message is larger than allowed. */
    private final boolean tooLarge;

    private Malformed(boolean tooLarge) {
      super("no event stream", null, false, false);
      this.tooLarge = tooLarge;
    }

    boolean tooLarge() {
      return tooLarge;
    }
  }

  private final int limit;
  private byte[] buffer = new byte[4096];
  private int length;

  /**
   * Creates a reader of one stream.
   *
   * @param limit how many bytes a message may have
   */
  EventFrames(int limit) {
    this.limit = limit;
  }

  /**
   * Reads the next bytes.
   *
   * @param sink takes the messages that are complete now
   * @throws Malformed if they are no event stream
   */
  void read(byte[] bytes, Sink sink) {
    append(bytes);
    int from = 0;
    while (length - from >= PRELUDE) {
      ByteBuffer prelude = ByteBuffer.wrap(buffer, from, PRELUDE);
      int total = prelude.getInt();
      int headers = prelude.getInt();
      check(from, PRELUDE - CHECKSUM, prelude.getInt());
      if (headers < 0 || total < PRELUDE + CHECKSUM + (long) headers) {
        throw new Malformed(false);
      }
      if (total > limit) {
        throw new Malformed(true);
      }
      if (length - from < total) {
        break;
      }
      message(from, total, headers, sink);
      from += total;
    }
    System.arraycopy(buffer, from, buffer, 0, length - from);
    length -= from;
  }

  /** Returns whether a message is incomplete. */
  boolean isOpen() {
    return length > 0;
  }

  private void append(byte[] bytes) {
    int needed = Math.addExact(length, bytes.length);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(2L * buffer.length, limit)));
    }
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length = needed;
  }

  private void check(int from, int count, int expected) {
    CRC32 checksum = new CRC32();
    checksum.update(buffer, from, count);
    if ((int) checksum.getValue() != expected) {
      throw new Malformed(false);
    }
  }

  private void message(int from, int total, int headersLength, Sink sink) {
    int end = from + total - CHECKSUM;
    check(from, total - CHECKSUM, ByteBuffer.wrap(buffer, end, CHECKSUM).getInt());
    int payload = from + PRELUDE + headersLength;
    Map<String, String> headers =
        headers(ByteBuffer.wrap(buffer, from + PRELUDE, headersLength).slice());
    sink.accept(headers, new String(buffer, payload, end - payload, StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(ByteBuffer bytes) {
    Map<String, String> headers = new HashMap<>();
    try {
      while (bytes.hasRemaining()) {
        String name = text(bytes, Byte.toUnsignedInt(bytes.get()));
        int type = bytes.get();
        if (type == 7) {
          headers.put(name, text(bytes, Short.toUnsignedInt(bytes.getShort())));
        } else {
          skip(bytes, type);
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new Malformed(false);
    }
    return headers;
  }

  private static String text(ByteBuffer bytes, int count) {
    byte[] text = new byte[count];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** True, false, byte, short, int, long, bytes, (text,) timestamp, UUID. */
  private static void skip(ByteBuffer bytes, int type) {
    int count =
        switch (type) {
          case 0, 1 -> 0;
          case 2 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          case 5, 8 -> 8;
          case 6 -> Short.toUnsignedInt(bytes.getShort());
          case 9 -> 16;
          default -> throw new Malformed(false);
        };
    bytes.position(bytes.position() + count);
  }
}
