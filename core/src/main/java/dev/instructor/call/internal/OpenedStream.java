package dev.instructor.call.internal;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatStream;
import java.util.ArrayDeque;

/** A stream of which the first piece of the answer, or the end, has arrived. */
final class OpenedStream implements ChatStream {
  private final ChatStream stream;
  private final ArrayDeque<ChatEvent> read = new ArrayDeque<>();

  private OpenedStream(ChatStream stream) {
    this.stream = stream;
  }

  /** Waits for the first piece; closes the stream if it fails before. */
  static OpenedStream of(ChatStream stream) {
    OpenedStream opened = new OpenedStream(stream);
    try {
      opened.readFirstPiece();
    } catch (RuntimeException | Error failure) {
      stream.close();
      throw failure;
    }
    return opened;
  }

  private void readFirstPiece() {
    boolean piece = false;
    while (!piece && stream.hasNext()) {
      ChatEvent event = stream.next();
      read.add(event);
      piece =
          event instanceof ChatEvent.TextDelta
              || event instanceof ChatEvent.ToolCallDelta
              || event instanceof ChatEvent.RefusalDelta;
    }
  }

  @Override
  public boolean hasNext() {
    return !read.isEmpty() || stream.hasNext();
  }

  @Override
  public ChatEvent next() {
    return read.isEmpty() ? stream.next() : read.remove();
  }

  @Override
  public void close() {
    stream.close();
  }
}
