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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonReaderTest {
  private static final String STREAM =
      "{\"a\":\"é🎈\"}\r\n\n  \n{\"b\":\"\\n\"}\n{\"c\":" + "1".repeat(5000) + "}\n{\"last\":1}";
  private static final List<String> LINES =
      List.of(
          "{\"a\":\"é🎈\"}", "{\"b\":\"\\n\"}", "{\"c\":" + "1".repeat(5000) + "}", "{\"last\":1}");

  private static List<String> read(byte[] bytes, int largest, long seed) {
    NdjsonReader reader = new NdjsonReader("test", 10_000);
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(largest));
      reader.read(Arrays.copyOfRange(bytes, from, to), lines::add);
      from = to;
    }
    reader.end(lines::add);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 100_000})
  void read_howeverItIsCut_tellsTheSameLines(int largest) {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(read(STREAM.getBytes(StandardCharsets.UTF_8), largest, seed)).isEqualTo(LINES);
    }
  }

  @Test
  void end_nothingLeft_tellsNothing() {
    assertThat(read("{}\n".getBytes(StandardCharsets.UTF_8), 10, 1)).containsExactly("{}");
    assertThat(read(new byte[0], 10, 1)).isEmpty();
  }

  @Test
  void read_lineBeyondTheLimit_isRefused() {
    NdjsonReader reader = new NdjsonReader("test", 10);
    reader.read("1234567890".getBytes(StandardCharsets.UTF_8), line -> {});

    assertThatThrownBy(() -> reader.read(new byte[] {'1'}, line -> {}))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("larger than 10 bytes");
  }
}
