package dev.instructor.schema;

import java.nio.charset.StandardCharsets;

/** Reads {@code $ref}: a URI reference whose fragment is a JSON pointer (RFC 6901, section 6). */
final class SchemaReferences {
  private SchemaReferences() {}

  /** Returns whether a reference stays in its document and is a JSON pointer, no anchor. */
  static boolean isLocalPointer(String reference) {
    return reference.equals("#") || reference.startsWith("#/");
  }

  /**
   * Returns the JSON pointer of a local reference.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String pointer(String reference) {
    if (!isLocalPointer(reference)) {
      throw new IllegalArgumentException("only references within the schema are followed");
    }
    return reference.indexOf('%') < 0 ? reference.substring(1) : unescape(reference.substring(1));
  }

  private static String unescape(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        if (i + 2 >= bytes.length) {
          throw new IllegalArgumentException("% needs two hexadecimal digits");
        }
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("% needs two hexadecimal digits");
        }
        out[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        out[length++] = bytes[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
