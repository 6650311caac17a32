package dev.instructor.mode;

import dev.instructor.chat.ChatEvent;

/**
 * Finds, in the events of an answer that is still growing, the pieces of the text that is to be
 * read. For one answer on one thread.
 *
 * <p>It follows what {@link ModeStrategy#payload} takes first. What is only second choice, such as
 * text where a tool was to be called, is not followed: the first choice may still come.
 */
@FunctionalInterface
public interface PayloadFollower {
  /** Returns the piece of the text that an event brings; empty if it brings none. */
  String piece(ChatEvent event);
}
