package dev.instructor.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What had to be given up so that a provider takes the requests, each thing told once. */
final class Warnings {
  private final Terminal terminal;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Warnings(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Writes the warnings that were not written before on standard error. */
  void tell(List<String> warnings) {
    for (String warning : warnings) {
      if (told.add(warning)) {
        terminal.say("instructor: warning: " + warning);
      }
    }
  }
}
