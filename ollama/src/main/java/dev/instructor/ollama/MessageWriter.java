package dev.instructor.ollama;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;

/** Writes messages ("API", section "Generate a chat completion"; "Tool calling"; "Vision"). */
final class MessageWriter {
  private MessageWriter() {}

  static List<Json> write(List<Message> messages) {
    List<Json> written = new ArrayList<>();
    for (Message message : messages) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolResult result) {
          written.add(result(result));
        }
      }
      JsonObject turn = turn(message);
      // The role alone says nothing.
      if (turn.members().size() > 1) {
        written.add(turn);
      }
    }
    return written;
  }

  private static JsonObject turn(Message message) {
    StringBuilder thinking = new StringBuilder();
    List<String> images = new ArrayList<>();
    List<Json> calls = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.Thinking thought && thought.signature().isEmpty()) {
        // Signed thoughts are another vendor's.
        thinking.append(thought.text());
      } else if (part instanceof Part.Media media) {
        images.add(image(media));
      } else if (part instanceof Part.ToolCall call) {
        calls.add(call(call));
      }
    }
    JsonObject.Builder turn = Json.object().put("role", role(message.role()));
    boolean says = message.parts().stream().anyMatch(Part.Text.class::isInstance);
    if (says || !images.isEmpty() || !calls.isEmpty()) {
      turn.put("content", message.text());
    }
    if (thinking.length() > 0) {
      turn.put("thinking", thinking.toString());
    }
    if (!images.isEmpty()) {
      turn.put("images", Json.strings(images));
    }
    if (!calls.isEmpty()) {
      turn.put("tool_calls", Json.array(calls));
    }
    return turn.build();
  }

  private static String role(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case ASSISTANT -> "assistant";
      case USER, TOOL -> "user";
    };
  }

  private static JsonObject result(Part.ToolResult result) {
    JsonObject.Builder message =
        Json.object()
            .put("role", "tool")
            .put("content", result.text())
            .put("tool_name", result.name());
    return (result.id().isEmpty() ? message : message.put("tool_call_id", result.id())).build();
  }

  private static JsonObject call(Part.ToolCall call) {
    JsonObject function =
        Json.object()
            .put("name", call.name())
            .put("arguments", call.object().orElseThrow(() -> noObject(call)))
            .build();
    JsonObject.Builder written = Json.object();
    if (!call.id().isEmpty()) {
      written.put("id", call.id());
    }
    return written.put("function", function).build();
  }

  private static ConfigurationException noObject(Part.ToolCall call) {
    return new ConfigurationException(
        "The arguments of a call of the tool %s are no JSON object, and Ollama takes nothing else: give them as text"
            .formatted(call.name()));
  }

  private static String image(Part.Media media) {
    if (media.kind() != Part.Media.Kind.IMAGE) {
      throw UnsupportedMedia.kind("Ollama", media, "images, whose bytes are given");
    }
    if (media.content() instanceof Part.Media.Data data) {
      return data.base64();
    }
    throw UnsupportedMedia.address("Ollama", media);
  }
}
