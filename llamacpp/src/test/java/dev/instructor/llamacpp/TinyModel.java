package dev.instructor.llamacpp;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model of 1.5 MB that was trained to fill in records, in a form of its own: asked in any other
 * way it writes what it likes, so that all that is right in an answer comes from the grammar.
 */
final class TinyModel {
  private TinyModel() {}

  static Path file() {
    return SharedData.path("embedded/runs/tiny-extract-30min-q8_0.gguf").toAbsolutePath();
  }

  static ProviderSettings settings() {
    return ProviderSettings.of("gguf", file().toString()).withOption("threads", "1");
  }

  static ChatModel open() {
    return new GgufProvider().open(settings());
  }

  static ChatRequest asks(String text) {
    return ChatRequest.of("tiny", List.of(Message.user(text)));
  }

  static ChatRequest asks(String text, Mode mode, JsonObject schema) {
    return asks(text)
        .withOutput(new OutputDirective(mode, "answer", Optional.empty(), schema, true));
  }
}
