package dev.instructor.test;

import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An HTTP response, and how it is written.
 *
 * @param status the status
 * @param headers the headers; those of the delivery replace them
 * @param pieces the body, each piece written by itself
 * @param streamed whether the length is not told beforehand
 * @param delivery how it arrives; its cuts and paddings are already in the pieces
 */
record TwinResponse(
    int status,
    Map<String, String> headers,
    List<byte[]> pieces,
    boolean streamed,
    Delivery delivery) {

  private static final int BLOCK = 1 << 16;
  private static final byte[] NOT_UTF_8 = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF};

  /** Returns a response with the delivery's damage and cuts done to the body. */
  static TwinResponse of(
      int status,
      Map<String, String> headers,
      List<byte[]> pieces,
      boolean streamed,
      Delivery delivery) {
    List<byte[]> body = pieces;
    if (delivery.invalidUtf8()) {
      body = List.of(damaged(joined(body)));
    }
    if (delivery.writes().isPresent()) {
      body = delivery.writes().get().cut(joined(body));
    }
    if (delivery.padding() > 0) {
      body = padded(body, delivery.padding(), streamed);
    }
    return new TwinResponse(status, headers, body, streamed, delivery);
  }

  /** Returns a response with a JSON document for a body. */
  static TwinResponse json(
      int status, Map<String, String> headers, JsonObject body, Delivery delivery) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return of(status, headers, List.of(bytes), false, delivery);
  }

  private static byte[] joined(List<byte[]> pieces) {
    byte[] all = new byte[Math.toIntExact(length(pieces))];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  private static long length(List<byte[]> pieces) {
    return pieces.stream().mapToLong(piece -> piece.length).sum();
  }

  /** Puts bytes that are not UTF-8 into the answer's text, or else into the middle. */
  private static byte[] damaged(byte[] body) {
    String latin = new String(body, StandardCharsets.ISO_8859_1);
    int at = body.length / 2;
    for (String mark :
        List.of("\"content\":\"", "\"arguments\":\"", "\"text\":\"", "\"partial_json\":\"")) {
      int found = latin.lastIndexOf(mark);
      if (found >= 0) {
        at = found + mark.length();
      }
    }
    byte[] result = new byte[body.length + NOT_UTF_8.length];
    System.arraycopy(body, 0, result, 0, at);
    System.arraycopy(NOT_UTF_8, 0, result, at, NOT_UTF_8.length);
    System.arraycopy(body, at, result, at + NOT_UTF_8.length, body.length - at);
    return result;
  }

  private static List<byte[]> padded(List<byte[]> body, int bytes, boolean streamed) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) ' ');
    if (streamed) {
      block[0] = ':';
      block[BLOCK - 1] = '\n';
    }
    List<byte[]> all = new ArrayList<>(Collections.nCopies(bytes / BLOCK + 1, block));
    all.addAll(body);
    return all;
  }

  /**
   * Writes the response.
   *
   * @param complete set as soon as nothing is left for which the client would have to wait: before
   *     the last bytes are written, or the connection is dropped
   * @return whether the connection can go on; false if it is to be dropped
   */
  boolean write(OutputStream out, AtomicBoolean complete) throws IOException, InterruptedException {
    boolean goesOn = writeBody(out, complete);
    complete.set(true);
    return goesOn && !drops(Stage.AFTER_BODY);
  }

  private boolean writeBody(OutputStream out, AtomicBoolean complete)
      throws IOException, InterruptedException {
    if (drops(Stage.BEFORE_RESPONSE)) {
      return false;
    }
    byte[] head = head();
    out.write(head, 0, head.length / 2);
    out.flush();
    if (drops(Stage.IN_HEADERS)) {
      return false;
    }
    out.write(head, head.length / 2, head.length - head.length / 2);
    out.flush();
    List<byte[]> body = pieces.size() == 1 ? halves(pieces.get(0)) : pieces;
    for (int i = 0; i < body.size(); i++) {
      if (i == body.size() / 2 && drops(Stage.IN_BODY)) {
        return false;
      }
      if (delivery.trickle().isPresent()) {
        delivery.trickle().get().pass();
      }
      if (i == body.size() - 1 && !streamed) {
        complete.set(true);
      }
      writePiece(out, body.get(i));
      out.flush();
    }
    if (streamed) {
      complete.set(true);
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return true;
  }

  private void writePiece(OutputStream out, byte[] piece) throws IOException {
    if (streamed && piece.length > 0) {
      out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(piece);
      out.write('\r');
      out.write('\n');
    } else {
      out.write(piece);
    }
  }

  /** One piece has a middle only if something is to happen there. */
  private List<byte[]> halves(byte[] piece) {
    boolean needed =
        delivery.drop().filter(Stage.IN_BODY::equals).isPresent()
            || delivery.holds().containsKey(Stage.IN_BODY);
    int middle = piece.length / 2;
    return needed
        ? List.of(
            Arrays.copyOfRange(piece, 0, middle), Arrays.copyOfRange(piece, middle, piece.length))
        : pieces;
  }

  private boolean drops(Stage stage) throws InterruptedException {
    Gate gate = delivery.holds().get(stage);
    if (gate != null) {
      gate.pass();
    }
    return delivery.drop().filter(stage::equals).isPresent();
  }

  private byte[] head() {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    if (streamed) {
      all.put("Transfer-Encoding", "chunked");
    } else {
      all.put("Content-Length", Long.toString(length(pieces)));
    }
    all.putAll(delivery.headers());
    StringBuilder head =
        new StringBuilder(String.format(Locale.ROOT, "HTTP/1.1 %d Twin\r\n", status));
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
