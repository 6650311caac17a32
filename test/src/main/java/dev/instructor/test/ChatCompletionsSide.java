package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Optional;

/** What OpenAI's chat completions refuse, and their words. */
final class ChatCompletionsSide extends OpenAiSide {
  private final boolean compatible;
  private final TwinScript script;
  private final OpenAiRequestRules rules = new OpenAiRequestRules(StrictSchemaRules.OPENAI);

  ChatCompletionsSide(TwinSettings settings, boolean compatible, TwinScript script) {
    super("/v1/chat/completions", settings, compatible, script);
    this.compatible = compatible;
    this.script = script;
  }

  @Override
  void check(JsonObject body) {
    if (compatible) {
      OpenAiRequestRules.messages(body);
    } else {
      rules.check(body);
    }
  }

  @Override
  Refused noModel(String model) {
    return new Refused(
        404,
        "invalid_request_error",
        "",
        "model_not_found",
        "The model `%s` does not exist or you do not have access to it.".formatted(model));
  }

  @Override
  TwinResponse respond(JsonObject body, TwinReply reply) {
    OpenAiAnswer answer = OpenAiAnswer.of(script.served(), body, reply);
    script.tokens(tokens(answer, "prompt_tokens"), tokens(answer, "completion_tokens"));
    if (!body.get("stream").equals(Optional.of(Json.of(true)))) {
      return json(200, answer.whole(), reply.delivery());
    }
    boolean includeUsage =
        body.at("/stream_options/include_usage").equals(Optional.of(Json.of(true)));
    return stream(answer.events(reply.delivery().deltas(), includeUsage), reply.delivery());
  }

  private static long tokens(OpenAiAnswer answer, String name) {
    return answer.usage().get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }
}
