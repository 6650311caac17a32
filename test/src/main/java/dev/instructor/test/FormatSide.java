package dev.instructor.test;

import dev.instructor.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The vendor's part in a {@link FormatTwin}. */
final class FormatSide implements VendorSide {
  private final TwinSettings settings;
  private final TwinFormat format;
  private final TwinScript script;

  FormatSide(TwinSettings settings, TwinFormat format, TwinScript script) {
    this.settings = settings;
    this.format = format;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    if (!format.key(received.headers()).equals(Optional.of(settings.apiKey()))) {
      throw refused(401, "The key is not valid.");
    }
    format
        .refusal(request)
        .ifPresent(
            words -> {
              throw refused(400, words);
            });
    return reply -> respond(request, reply);
  }

  private static Refused refused(int status, String words) {
    return new Refused(status, "twin_error", "", "", words);
  }

  private TwinResponse respond(TwinRequest request, TwinReply reply) {
    TwinSaying saying =
        TwinSaying.of(script.served(), request.text().length(), format.tool(request), reply);
    script.tokens(saying.inputTokens(), saying.outputTokens());
    if (!format.isStreamed(request)) {
      return json(200, format.whole(request, saying), reply.delivery());
    }
    List<byte[]> events = format.events(request, saying).stream().map(FormatSide::bytes).toList();
    return TwinResponse.of(200, headers("text/event-stream"), events, true, reply.delivery());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private TwinResponse json(int status, Json body, Delivery delivery) {
    return TwinResponse.of(
        status, headers("application/json"), List.of(bytes(body.toString())), false, delivery);
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return json(refusal.status(), format.error(refusal.status(), refusal.words()), delivery);
  }

  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return switch (trouble.kind()) {
      case RATE_LIMITED -> error(refused(429, "Too many requests."), delivery);
      case QUOTA_EXCEEDED -> error(refused(402, "The account is empty."), delivery);
      case SERVER_ERROR -> error(refused(500, "Something broke."), delivery);
      case OVERLOADED -> error(refused(503, "Too busy."), delivery);
    };
  }

  @Override
  public byte[] errorEvent() {
    return bytes(format.errorEvent(503, "Too busy."));
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType, "x-request-id", "req_twin_" + script.count());
  }
}
