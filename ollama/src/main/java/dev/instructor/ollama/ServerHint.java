package dev.instructor.ollama;

import dev.instructor.error.ProviderException;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.HttpStream;
import dev.instructor.provider.Transport;
import java.net.ConnectException;
import java.util.function.Function;

/** Says how to start the server if none answers. */
record ServerHint(Transport transport) implements Transport {
  @Override
  public HttpReply exchange(HttpCall call) {
    return hinted(call, transport::exchange);
  }

  @Override
  public HttpStream open(HttpCall call) {
    return hinted(call, transport::open);
  }

  private static <T> T hinted(HttpCall call, Function<HttpCall, T> sending) {
    try {
      return sending.apply(call);
    } catch (ProviderException e) {
      if (!(e.getCause() instanceof ConnectException)) {
        throw e;
      }
      throw ProviderException.builder(e.provider(), e.kind())
          .what(
              "no Ollama server answers at %s; start it with `ollama serve`, or set OLLAMA_HOST to where it runs"
                  .formatted(call.uri().getAuthority()))
          .retryable(e.retryable())
          .cause(e.getCause())
          .build();
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
