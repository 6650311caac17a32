package dev.instructor.test;

import java.util.Optional;

/** A twin of a vendor, as its JUnit extension sees it. */
interface ScriptedTwin extends AutoCloseable {
  /** Returns how many scripted answers have not been asked for. */
  int remaining();

  /** Returns how many requests came for which no answer was scripted. */
  int unscripted();

  /** Returns what a function of the script threw first, if one did. */
  Optional<Throwable> failure();

  /** Returns what has been counted so far. */
  Ledger ledger();

  @Override
  void close();
}
