package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  private static List<String> read(String text, int... cuts) {
    return read(text.getBytes(StandardCharsets.UTF_8), cuts);
  }

  private static List<String> read(byte[] bytes, int... cuts) {
    List<String> events = new ArrayList<>();
    SseReader reader = new SseReader("acme", 1 << 20);
    int from = 0;
    for (int cut : cuts) {
      reader.read(
          Arrays.copyOfRange(bytes, from, cut), (event, data) -> events.add(event + "|" + data));
      from = cut;
    }
    reader.read(
        Arrays.copyOfRange(bytes, from, bytes.length),
        (event, data) -> events.add(event + "|" + data));
    reader.end((event, data) -> events.add(event + "|" + data));
    return events;
  }

  @Test
  void read_allLineEnds_areTheSame() {
    assertThat(read("data: a\n\ndata: b\n\n")).containsExactly("|a", "|b");
    assertThat(read("data: a\r\n\r\ndata: b\r\n\r\n")).containsExactly("|a", "|b");
    assertThat(read("data: a\r\rdata: b\r\r")).containsExactly("|a", "|b");
    assertThat(read("data: a\r\n\ndata: b\n\r\n")).containsExactly("|a", "|b");
  }

  @Test
  void read_severalDataLines_areOneText() {
    assertThat(read("event: x\ndata: a\ndata:\ndata:  b\n\n")).containsExactly("x|a\n\n b");
  }

  @Test
  void read_commentsAndOtherFields_arePassedOver() {
    assertThat(read(": PROCESSING\n\nid: 1\nretry: 5\nfoo\n\n:\ndata:a\n\nevent: x\n\ndata: b\n\n"))
        .containsExactly("|a", "|b");
  }

  @Test
  void read_byteOrderMark_isPassedOverAtTheStartAlone() {
    assertThat(read("\uFEFFdata: a\n\ndata: \uFEFFb\n\n", 1, 2)).containsExactly("|a", "|\uFEFFb");
  }

  @Test
  void read_noBlankLineAtTheEnd_isToldAllTheSame() {
    assertThat(read("data: a\n\ndata: [DONE]")).containsExactly("|a", "|[DONE]");
    assertThat(read("data: a\n")).containsExactly("|a");
  }

  @Test
  void read_errorField_isAnEventOfThatName() {
    assertThat(read("error: {\"code\":500}\n\n")).containsExactly("error|{\"code\":500}");
  }

  @Test
  void read_cutAnywhere_isTheSame() {
    byte[] bytes =
        "\uFEFFevent: e\r\ndata: Grüße 🎈\r\n\r\n: c\r\rdata: 1\ndata: 2\n\ndata: end"
            .getBytes(StandardCharsets.UTF_8);
    List<String> whole = read(bytes);
    Random random = new Random(7);

    assertThat(whole).containsExactly("e|Grüße 🎈", "|1\n2", "|end");
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(read(bytes, cut)).as("cut at %s", cut).isEqualTo(whole);
    }
    for (int round = 0; round < 200; round++) {
      int[] cuts = random.ints(8, 0, bytes.length + 1).sorted().toArray();
      assertThat(read(bytes, cuts)).as("cut at %s", Arrays.toString(cuts)).isEqualTo(whole);
    }
  }

  @Test
  void read_eventWithoutEnd_isRefusedAtTheLimit() {
    SseReader reader = new SseReader("acme", 1000);
    byte[] piece = "data: x".repeat(20).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                reader.read(piece, (event, data) -> {});
              }
            })
        .isInstanceOf(ProviderException.class)
        .hasMessage("acme: an event of the stream is larger than 1000 bytes");
  }
}
