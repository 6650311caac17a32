package dev.instructor.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes messages of an event stream (Amazon Lex V2 Developer Guide, "Event stream encoding"). */
final class Frames {
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  Frames event(String type, String payload) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":event-type", type);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "event");
    return message(headers, payload);
  }

  /** Adds an event of a model's own format, as InvokeModelWithResponseStream sends it. */
  Frames chunk(String event) {
    String coded = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));
    return event("chunk", "{\"bytes\":\"" + coded + "\",\"p\":\"abc\"}");
  }

  Frames exception(String type, String message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":exception-type", type);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "exception");
    return message(headers, "{\"message\":\"" + message + "\"}");
  }

  Frames message(Map<String, String> headers, String payload) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    headers.forEach(
        (name, value) -> {
          byte[] text = value.getBytes(StandardCharsets.UTF_8);
          coded.write(name.length());
          coded.writeBytes(name.getBytes(StandardCharsets.UTF_8));
          coded.write(7);
          coded.write(text.length >> 8);
          coded.write(text.length);
          coded.writeBytes(text);
        });
    return frame(coded.toByteArray(), payload.getBytes(StandardCharsets.UTF_8));
  }

  Frames frame(byte[] headers, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + payload.length);
    frame.putInt(frame.capacity()).putInt(headers.length);
    frame.putInt(checksum(frame));
    frame.put(headers).put(payload);
    frame.putInt(checksum(frame));
    all.writeBytes(frame.array());
    return this;
  }

  private static int checksum(ByteBuffer frame) {
    CRC32 checksum = new CRC32();
    checksum.update(frame.array(), 0, frame.position());
    return (int) checksum.getValue();
  }

  byte[] bytes() {
    return all.toByteArray();
  }
}
