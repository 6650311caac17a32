package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class VirtualThreadsTest {
  private static final int CALLS = 10_000;

  /** Each takes two file descriptors, and a process often may have no more than 10,000. */
  private static final int AT_ONCE = 4_000;

  @Test
  void exchange_tenThousandVirtualThreads_losesNone() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with JDK 21");
    Semaphore places = new Semaphore(AT_ONCE);
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (HoldingServer server = new HoldingServer(CALLS, AT_ONCE)) {
      HttpCall call =
          new HttpCall("acme", "POST", server.uri(), Map.of(), "{\"a\":1}", Optional.empty());
      Callable<Integer> work =
          () -> {
            places.acquire();
            try {
              return Transport.standard().exchange(call).status();
            } finally {
              places.release();
            }
          };
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        results.add(threads.submit(work));
      }

      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void exchange_manyPlatformThreads_losesNone() throws Exception {
    int calls = 300;
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try (HoldingServer server = new HoldingServer(calls, calls)) {
      HttpCall call =
          new HttpCall("acme", "POST", server.uri(), Map.of(), "{\"a\":1}", Optional.empty());
      List<Future<HttpReply>> results = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        results.add(threads.submit(() -> Transport.standard().exchange(call)));
      }

      for (Future<HttpReply> result : results) {
        assertThat(result.get().body()).isEqualTo("{}");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
