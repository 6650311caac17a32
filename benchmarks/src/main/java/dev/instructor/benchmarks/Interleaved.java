package dev.instructor.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * {@link ListBenchmark} on a busy machine: one after the other in turns, in CPU time of the thread,
 * with the ratio to Jackson in each turn. A program of its own, since JMH measures one at a time.
 */
public final class Interleaved {
  private static final int WARM_UP = 250;
  private static final int ROUNDS = 100;

  private Interleaved() {}

  /** Prints the medians. */
  public static void main(String[] arguments) throws Exception {
    ListBenchmark list = new ListBenchmark();
    compare("list", ListBenchmark::jacksonAlone, list, ListBenchmark::list);
    compare("listThroughTree", ListBenchmark::jacksonAlone, list, ListBenchmark::listThroughTree);
    compare(
        "listFromCompletion",
        ListBenchmark::jacksonFromCompletion,
        list,
        ListBenchmark::listFromCompletion);
    compare("parse", ListBenchmark::jacksonTree, list, ListBenchmark::parse);
    compare("search", ListBenchmark::jacksonTree, list, ListBenchmark::search);
  }

  private interface Work {
    Object on(ListBenchmark list) throws Exception;
  }

  private static void compare(String name, Work jackson, ListBenchmark list, Work ours)
      throws Exception {
    Map<String, Callable<Object>> all = new LinkedHashMap<>();
    all.put("jackson", () -> jackson.on(list));
    all.put(name, () -> ours.on(list));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[][] times = new double[3][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int which = 0;
      for (Callable<Object> work : all.values()) {
        long begun = threads.getCurrentThreadCpuTime();
        if (work.call() == null) {
          throw new IllegalStateException("nothing was read");
        }
        if (round >= 0) {
          times[which][round] = (threads.getCurrentThreadCpuTime() - begun) / 1e6;
        }
        which++;
      }
      if (round >= 0) {
        times[2][round] = times[1][round] / times[0][round];
      }
    }
    for (double[] each : times) {
      Arrays.sort(each);
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s Jackson %.2f ms, ours %.2f ms, ratio %.2f (%.2f to %.2f)%n",
        name,
        times[0][ROUNDS / 2],
        times[1][ROUNDS / 2],
        times[2][ROUNDS / 2],
        times[2][ROUNDS / 10],
        times[2][ROUNDS * 9 / 10]);
  }
}
