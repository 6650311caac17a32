package dev.instructor.provider;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatStream;
import dev.instructor.error.ProviderException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of a streamed response, read from its pieces as they are pulled. */
final class HttpChatStream implements ChatStream {
  private final String provider;
  private final HttpStream http;
  private final WireCodec.StreamDecoder decoder;
  private final ArrayDeque<ChatEvent> ready = new ArrayDeque<>();
  private boolean decoded;
  private boolean ended;
  // An error within the stream is told after the events before it.
  private @Nullable ProviderException failure;

  HttpChatStream(
      String provider, HttpStream http, WireCodec.StreamDecoder decoder, List<String> warnings) {
    this.provider = provider;
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
      piece.ifPresent(bytes -> decoder.read(bytes, this::add));
      if (piece.isEmpty() || decoder.finished()) {
        ended = true;
        decoder.end(this::add);
        http.close();
      }
    } catch (ProviderException e) {
      ended = true;
      failure = e.kind() == ProviderException.Kind.CONNECTION && isPage() ? page() : e;
      http.close();
    }
  }

  private void add(ChatEvent event) {
    decoded = true;
    ready.add(event);
  }

  /** A server's or a proxy's own page holds no event, and looks like a stream that was cut. */
  private boolean isPage() {
    return !decoded
        && http.status() / 100 == 2
        && http.headers()
            .firstValue("content-type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
  }

  private ProviderException page() {
    return ProviderException.builder(provider, ProviderException.Kind.PROTOCOL)
        .status(http.status())
        .requestId(StatusFailure.requestId(http.headers()).orElse(null))
        .what("the answer is a web page, not a stream; check the base URL and the proxy")
        .build();
  }

  @Override
  public ChatEvent next() {
    if (ready.isEmpty() && !hasNext()) {
      throw new NoSuchElementException("the stream has ended");
    }
    return ready.remove();
  }

  @Override
  public void close() {
    http.close();
  }
}
