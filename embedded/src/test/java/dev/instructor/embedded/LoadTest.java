package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many calls from many threads: no answer belongs to another call, and nothing stays behind. {@code
 * -Dembedded.calls=10000} makes so many calls; 400 unless set.
 */
class LoadTest {
  private static final int THREADS = 8;
  private static final int CALLS = Integer.getInteger("embedded.calls", 400);

  /** What the live objects may grow by; one answer that is kept takes more than a tenth of this. */
  private static final long MAX_GROWTH = 2L << 20;

  private static final JsonObject SCHEMA =
      Requests.object(
          "'mail': {'type': 'string', 'format': 'email'},"
              + " 'host': {'type': 'string', 'format': 'ipv4'}");

  @Test
  void send_manyCallsOnEightThreads_mixesNothingAndKeepsNothing() throws Exception {
    calls(THREADS * 10);
    long before = liveBytes();
    calls(CALLS);

    assertThat(liveBytes() - before).isLessThan(MAX_GROWTH);
  }

  private static void calls(int count) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(
            executor.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    call(n);
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get(30, TimeUnit.MINUTES);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** The text has one value of each form, which is this call's own. */
  private static void call(int number) {
    String mail = "c" + number + "@example.com";
    String host = "10.0." + number / 256 % 256 + "." + number % 256;
    assertThat(Requests.answer(SCHEMA, "Write to " + mail + " at " + host + "."))
        .hasToString("{\"mail\":\"" + mail + "\",\"host\":\"" + host + "\"}");
  }

  private static long liveBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
