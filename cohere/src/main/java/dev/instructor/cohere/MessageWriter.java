package dev.instructor.cohere;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes messages. What the system says stands in one message in front, since the vendor refuses it
 * elsewhere ("system turn must be the first in the list"). A call that came without an id gets one
 * by its number, and so does its result.
 */
final class MessageWriter {
  private final List<Json> messages = new ArrayList<>();
  private int callsWithoutId;
  private int resultsWithoutId;

  private MessageWriter() {}

  static List<Json> write(List<Message> messages) {
    MessageWriter writer = new MessageWriter();
    writer.system(messages);
    messages.stream().filter(message -> message.role() != Role.SYSTEM).forEach(writer::add);
    return writer.messages;
  }

  private void system(List<Message> all) {
    String text =
        all.stream()
            .filter(message -> message.role() == Role.SYSTEM)
            .map(Message::text)
            .filter(said -> !said.isBlank())
            .collect(Collectors.joining("\n\n"));
    if (!text.isEmpty()) {
      messages.add(said("system", Json.of(text)));
    }
  }

  private void add(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        messages.add(result(result));
      } else if (part instanceof Part.Media media && message.role() != Role.USER) {
        throw UnsupportedMedia.place("Cohere", media);
      }
    }
    if (message.role() == Role.ASSISTANT) {
      assistant(message);
    } else {
      user(message);
    }
  }

  private void user(Message message) {
    if (message.parts().stream().anyMatch(Part.Media.class::isInstance)) {
      List<Json> blocks = new ArrayList<>();
      for (Part part : message.parts()) {
        if (part instanceof Part.Text text) {
          blocks.add(block("text", text.text()));
        } else if (part instanceof Part.Media media) {
          blocks.add(image(media));
        }
      }
      messages.add(said("user", Json.array(blocks)));
    } else if (message.parts().stream().anyMatch(Part.Text.class::isInstance)) {
      messages.add(said("user", Json.of(message.text())));
    }
  }

  private void assistant(Message message) {
    List<JsonObject> blocks = new ArrayList<>();
    List<Json> calls = new ArrayList<>();
    JsonObject.Builder turn = Json.object().put("role", "assistant");
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text && !text.text().isEmpty()) {
        blocks.add(block("text", text.text()));
      } else if (part instanceof Part.Thinking thought && Thoughts.isPlan(thought)) {
        turn.put("tool_plan", thought.text());
      } else if (part instanceof Part.Thinking thought && Thoughts.areOurs(thought)) {
        blocks.add(block("thinking", thought.text()));
      } else if (part instanceof Part.ToolCall call) {
        calls.add(call(call));
      }
    }
    if (!blocks.isEmpty()) {
      boolean plain = blocks.size() == 1 && blocks.get(0).has("text");
      turn.put("content", plain ? blocks.get(0).get("text").orElseThrow() : Json.array(blocks));
    }
    if (!calls.isEmpty()) {
      turn.put("tool_calls", Json.array(calls));
    }
    // The vendor takes no turn in which nothing is said.
    if (!blocks.isEmpty() || !calls.isEmpty()) {
      messages.add(turn.build());
    }
  }

  private JsonObject call(Part.ToolCall call) {
    return Json.object()
        .put("id", call.id().isEmpty() ? "call_" + callsWithoutId++ : call.id())
        .put("type", "function")
        .put(
            "function",
            Json.object().put("name", call.name()).put("arguments", call.arguments()).build())
        .build();
  }

  private JsonObject result(Part.ToolResult result) {
    return Json.object()
        .put("role", "tool")
        .put("tool_call_id", result.id().isEmpty() ? "call_" + resultsWithoutId++ : result.id())
        .put("content", result.text())
        .build();
  }

  /** "Image Inputs", section "Image URL Formats". */
  private static JsonObject image(Part.Media media) {
    if (media.kind() != Part.Media.Kind.IMAGE) {
      throw UnsupportedMedia.kind("Cohere", media, "images");
    }
    String url =
        media.content() instanceof Part.Media.Data data
            ? "data:" + media.type() + ";base64," + data.base64()
            : ((Part.Media.Url) media.content()).url().toString();
    return Json.object()
        .put("type", "image_url")
        .put("image_url", Json.object().put("url", url).build())
        .build();
  }

  private static JsonObject block(String type, String text) {
    return Json.object().put("type", type).put(type, text).build();
  }

  private static JsonObject said(String role, Json content) {
    return Json.object().put("role", role).put("content", content).build();
  }
}
