package dev.instructor.provider;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatStream;
import dev.instructor.error.ProviderException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of a streamed response, read from its pieces as they are pulled. */
final class HttpChatStream implements ChatStream {
  private final HttpStream http;
  private final WireCodec.StreamDecoder decoder;
  private final ArrayDeque<ChatEvent> ready = new ArrayDeque<>();
  private boolean ended;
  // An error within the stream is told after the events before it.
  private @Nullable ProviderException failure;

  HttpChatStream(HttpStream http, WireCodec.StreamDecoder decoder, List<String> warnings) {
    this.http = http;
    this.decoder = decoder;
    warnings.forEach(text -> ready.add(new ChatEvent.Warning(text)));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      pull();
    }
    if (ready.isEmpty() && failure != null) {
      throw failure;
    }
    return !ready.isEmpty();
  }

  private void pull() {
    try {
      Optional<byte[]> piece = http.next();
      piece.ifPresent(bytes -> decoder.read(bytes, ready::add));
      if (piece.isEmpty() || decoder.finished()) {
        ended = true;
        decoder.end(ready::add);
        http.close();
      }
    } catch (ProviderException e) {
      ended = true;
      failure = e;
      http.close();
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
    http.close();
  }
}
