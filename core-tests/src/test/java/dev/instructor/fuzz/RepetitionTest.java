package dev.instructor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.PartialJsonParser;
import dev.instructor.read.Reading;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * No text costs more than its length, however often what is hard to read in it is repeated. Run
 * without Jazzer, whose counting makes long texts slow. For longer: {@code -Dfuzz.rounds=100000}.
 */
class RepetitionTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 150);
  private static final int LENGTH = 120_000;

  /**
   * Linear work on such a text takes some milliseconds, its square more even where it is simple.
   */
  private static final Duration QUICK = Duration.ofMillis(100);

  /** An eighth of a text: linear work takes an eighth of the time, its square a sixty-fourth. */
  private static final int SHORTER = 8;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void read_piecesRepeatedToAGreatLength_takesTimeInProportion() {
    Reading reading = Reading.of(FuzzSchemas.PERSON);
    check(reading::read);
  }

  @Test
  void feed_piecesRepeatedToAGreatLength_takesTimeInProportion() {
    check(RepetitionTest::feed);
  }

  private static void feed(String text) {
    PartialJsonParser parser = new PartialJsonParser(Set.of("object", "array"));
    try {
      for (int at = 0; at < text.length(); at += 4) {
        parser.feed(text.substring(at, Math.min(text.length(), at + 4)));
        parser.value();
      }
      parser.end();
    } catch (InvalidJsonException tooDeep) {
      // The rest is ignored.
    }
  }

  /** Gives {@code work} texts that repeat one to four random pieces after a random head. */
  private static void check(Consumer<String> work) {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      byte[] head = new byte[random.nextInt(2)];
      byte[] repeated = new byte[1 + random.nextInt(4)];
      random.nextBytes(head);
      random.nextBytes(repeated);
      String piece = FuzzText.of(repeated);
      int times = LENGTH / piece.length();

      assertThat(isLinear(work, FuzzText.of(head), piece, times))
          .as("head %s, repeated %s", Arrays.toString(head), Arrays.toString(repeated))
          .isTrue();
    }
  }

  private static boolean isLinear(Consumer<String> work, String head, String piece, int times) {
    String text = head + piece.repeat(times);
    if (used(work, text) < QUICK.toNanos()) {
      return true;
    }
    // Slow work, or code that is not compiled yet: both are shown by what a shorter text takes.
    String shorter = head + piece.repeat(times / SHORTER);
    long longest = Long.MAX_VALUE;
    long shortest = Long.MAX_VALUE;
    for (int attempt = 1; attempt <= 3; attempt++) {
      longest = Math.min(longest, used(work, text));
      shortest = Math.min(shortest, used(work, shorter));
    }
    return longest < QUICK.toNanos() || longest < 3 * SHORTER * shortest;
  }

  /** Returns the processor time in nanoseconds. */
  private static long used(Consumer<String> work, String text) {
    long before = THREADS.getCurrentThreadCpuTime();
    work.accept(text);
    return THREADS.getCurrentThreadCpuTime() - before;
  }
}
