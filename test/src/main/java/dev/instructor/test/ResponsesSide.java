package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What OpenAI's Responses API refuses, and its words. */
final class ResponsesSide extends OpenAiSide {
  private final TwinScript script;
  private final ResponsesRequestRules rules = new ResponsesRequestRules(StrictSchemaRules.OPENAI);

  ResponsesSide(TwinSettings settings, TwinScript script) {
    super("/v1/responses", settings, false, script);
    this.script = script;
  }

  @Override
  void check(JsonObject body) {
    rules.check(body);
  }

  /** The status and the words as recorded. */
  @Override
  Refused noModel(String model) {
    return Refused.badRequest(
        "model", "model_not_found", "The requested model '%s' does not exist.".formatted(model));
  }

  @Override
  public byte[] errorEvent() {
    JsonObject event =
        Json.object()
            .put("type", "error")
            .putAll(words(TwinReply.Content.Trouble.OVERLOADED).body())
            .build();
    return ("event: error\ndata: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  TwinResponse respond(JsonObject body, TwinReply reply) {
    ResponsesAnswer answer = ResponsesAnswer.of(script.served(), body, reply);
    script.tokens(answer.tokens("input_tokens"), answer.tokens("output_tokens"));
    return body.get("stream").equals(Optional.of(Json.of(true)))
        ? stream(new ResponsesEvents(answer).all(reply.delivery().deltas()), reply.delivery())
        : json(200, answer.whole(), reply.delivery());
  }
}
