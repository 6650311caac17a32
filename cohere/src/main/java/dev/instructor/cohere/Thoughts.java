package dev.instructor.cohere;

import dev.instructor.chat.Part;
import java.util.Optional;

/**
 * What the model thinks: blocks of thinking, and the plan it makes before it calls tools. Each has
 * a mark, so that both can be told apart when they are sent back; the vendor itself signs nothing.
 */
final class Thoughts {
  static final Optional<String> BLOCK = Optional.of("thinking");
  static final Optional<String> PLAN = Optional.of("tool_plan");

  private Thoughts() {}

  static boolean isPlan(Part.Thinking part) {
    return part.signature().equals(PLAN);
  }

  /** Returns whether it is no other vendor's: those sign what must come back to them. */
  static boolean areOurs(Part.Thinking part) {
    return part.signature().isEmpty() || part.signature().equals(BLOCK);
  }
}
