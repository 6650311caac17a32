package dev.instructor.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes UTF-8 that comes in pieces cut anywhere; what is no UTF-8 becomes U+FFFD. */
final class Utf8Pieces {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] begun = new byte[0];

  /** Returns the characters that are complete with these bytes. */
  CharSequence decode(byte[] bytes, int from, int to) {
    ByteBuffer in;
    if (begun.length == 0) {
      in = ByteBuffer.wrap(bytes, from, to - from);
    } else {
      byte[] joined = Arrays.copyOf(begun, begun.length + to - from);
      System.arraycopy(bytes, from, joined, begun.length, to - from);
      in = ByteBuffer.wrap(joined);
    }
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    begun = new byte[in.remaining()];
    in.get(begun);
    return out.flip();
  }

  /** Returns what stands for a character that was begun and never completed. */
  CharSequence end() {
    if (begun.length == 0) {
      return "";
    }
    begun = new byte[0];
    return "\uFFFD";
  }
}
