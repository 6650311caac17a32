package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads newline-delimited JSON from bytes that are cut anywhere: one JSON text a line, lines end
 * with LF or CRLF, empty ones are passed over, and the last one needs no end (NDJSON
 * specification). Every byte is looked at once. For one thread.
 */
public final class NdjsonReader {
  private final String provider;
  private final int limit;

  private byte[] line = new byte[1024];
  private int length;

  /**
   * Creates a reader of one stream.
   *
   * @param provider the vendor's name, for messages
   * @param limit how many bytes a line may have
   */
  public NdjsonReader(String provider, int limit) {
    this.provider = provider;
    this.limit = limit;
  }

  /**
   * Reads the next bytes.
   *
   * @param sink takes the lines that are complete now
   * @throws ProviderException of kind PROTOCOL if a line is larger than the limit
   */
  public void read(byte[] bytes, Consumer<String> sink) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, from, i);
        from = i + 1;
        end(sink);
      }
    }
    append(bytes, from, bytes.length);
  }

  /** Ends the stream: a line without its end is told. */
  public void end(Consumer<String> sink) {
    String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
    length = 0;
    if (!text.isEmpty()) {
      sink.accept(text);
    }
  }

  private void append(byte[] bytes, int from, int to) {
    int more = to - from;
    if ((long) length + more > limit) {
      throw ProviderException.builder(provider, ProviderException.Kind.PROTOCOL)
          .what("a line of the stream is larger than %s bytes".formatted(limit))
          .build();
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(bytes, from, line, length, more);
    length += more;
  }
}
