package dev.instructor.test;

import dev.instructor.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Writes the messages of AWS's event streams (Amazon Lex V2, "Event stream encoding"). */
final class BedrockFrames {
  static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

  private static final int TEXT = 7;
  private static final int AROUND = 16;

  private BedrockFrames() {}

  static byte[] event(String type, JsonObject payload) {
    return message(":event-type", type, "event", payload);
  }

  /** Returns an error within a stream; its type begins with a small letter there. */
  static byte[] exception(String type, JsonObject payload) {
    String name = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    return message(":exception-type", name, "exception", payload);
  }

  private static byte[] message(String header, String type, String kind, JsonObject payload) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    header(headers, header, type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", kind);
    byte[] body = payload.toString().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[AROUND + headers.size() + body.length];
    ByteBuffer frame = ByteBuffer.wrap(bytes).putInt(bytes.length).putInt(headers.size());
    frame.putInt(checksum(bytes, frame.position()));
    frame.put(headers.toByteArray()).put(body);
    frame.putInt(checksum(bytes, frame.position()));
    return bytes;
  }

  private static void header(ByteArrayOutputStream all, String name, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    all.write(name.length());
    all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    all.write(TEXT);
    all.write(text.length >> 8);
    all.write(text.length);
    all.writeBytes(text);
  }

  private static int checksum(byte[] bytes, int count) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, count);
    return (int) checksum.getValue();
  }
}
