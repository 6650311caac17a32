package dev.instructor.embedded;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.embedded.internal.Pieces;
import dev.instructor.error.ProviderException;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An answer value by value: the text is read when the second event is pulled, then every scalar
 * comes as an event of its own.
 */
final class AnswerStream implements ChatStream {
  private final OutputDirective directive;
  private final Checkpoint checkpoint;
  private final Supplier<ExtractorModel.Answered> reading;
  private final ArrayDeque<ChatEvent> ready = new ArrayDeque<>();
  private boolean read;

  /**
   * Creates one.
   *
   * @param directive what is asked for
   * @param checkpoint ends the reading when this is closed
   * @param reading reads the text
   */
  AnswerStream(
      OutputDirective directive, Checkpoint checkpoint, Supplier<ExtractorModel.Answered> reading) {
    this.directive = directive;
    this.checkpoint = checkpoint;
    this.reading = reading;
    ready.add(new ChatEvent.Started(Optional.empty(), ExtractorModel.MODEL, Optional.empty()));
  }

  @Override
  public boolean hasNext() {
    if (!checkpoint.isClosed() && ready.isEmpty() && !read) {
      read = true;
      read();
    }
    return !checkpoint.isClosed() && !ready.isEmpty();
  }

  private void read() {
    try {
      ExtractorModel.Answered answered = reading.get();
      boolean call = directive.mode() == Mode.TOOLS;
      String id = ExtractorModel.CALL_ID;
      String name = directive.name();
      for (String piece : Pieces.of(answered.value())) {
        ready.add(
            call
                ? new ChatEvent.ToolCallDelta(0, id, name, piece)
                : new ChatEvent.TextDelta(piece));
        id = "";
        name = "";
      }
      ready.add(new ChatEvent.Finished(ExtractorModel.finish(directive)));
      ready.add(new ChatEvent.UsageReport(answered.usage()));
    } catch (ProviderException e) {
      if (!checkpoint.isClosed()) {
        throw e;
      }
    }
  }

  @Override
  public ChatEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream has ended");
    }
    return ready.remove();
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
