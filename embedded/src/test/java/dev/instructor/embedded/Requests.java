package dev.instructor.embedded;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ProviderSettings;
import java.util.List;
import java.util.Optional;

/** Requests to the bundled model, as the engine would make them. */
final class Requests {
  static final ChatModel MODEL =
      new EmbeddedProvider().open(ProviderSettings.of("embedded", "extractor"));

  private Requests() {}

  static ChatRequest request(JsonObject schema, Mode mode, List<Message> messages) {
    return ChatRequest.of("extractor", messages)
        .withOutput(new OutputDirective(mode, "Answer", Optional.empty(), schema, false));
  }

  static ChatRequest request(JsonObject schema, String text) {
    return request(schema, Mode.JSON_SCHEMA, List.of(Message.user(text)));
  }

  static Json answer(JsonObject schema, String text) {
    ChatResponse response = MODEL.send(request(schema, text));
    return Json.parse(response.text());
  }

  static Json answer(String schema, String text) {
    return answer(schema(schema), text);
  }

  static JsonObject schema(String json) {
    return Json.parse(json.replace('\'', '"')).asObject().orElseThrow();
  }

  /** Returns the schema of an object with these properties, all of them required. */
  static JsonObject object(JsonObject properties) {
    return Json.object()
        .put("type", "object")
        .put("properties", properties)
        .put("required", Json.strings(List.copyOf(properties.members().keySet())))
        .build();
  }

  /** Returns the schema of an object with these properties, written with single quotes. */
  static JsonObject object(String properties) {
    return object(schema("{" + properties + "}"));
  }
}
