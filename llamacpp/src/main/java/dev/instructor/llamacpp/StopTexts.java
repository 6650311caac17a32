package dev.instructor.llamacpp;

import java.util.List;

/**
 * Ends an answer at the first of some texts. The engine could do so too, but in a stream it loses
 * an end that only looked like the beginning of one of them. Not thread-safe.
 */
final class StopTexts {
  private final List<String> stops;
  private String held = "";
  private boolean met;

  StopTexts(List<String> stops) {
    this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
  }

  /** Takes more of the answer and returns what of it is certain to be before any of the texts. */
  String add(String text) {
    String all = held + text;
    int end = stops.stream().mapToInt(all::indexOf).filter(i -> i >= 0).min().orElse(-1);
    if (end >= 0) {
      met = true;
      held = "";
      return all.substring(0, end);
    }
    int keep = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, all.length()); length > keep; length--) {
        if (all.endsWith(stop.substring(0, length))) {
          keep = length;
        }
      }
    }
    held = all.substring(all.length() - keep);
    return all.substring(0, all.length() - keep);
  }

  /** Returns whether one of the texts was met: the answer is at its end. */
  boolean met() {
    return met;
  }

  /** Returns what was held back, once the answer has ended without one of the texts. */
  String rest() {
    return held;
  }
}
