package dev.instructor.anthropic;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages ("Create a Message" and "Handle tool calls"). Those of one side that follow each
 * other become one, since the results of all calls must stand together, in front of anything else.
 * System messages are not among them: they stand in a member of their own.
 */
final class MessageWriter {
  private static final Optional<Json> TEXT = Optional.of(Json.of("text"));

  private final List<Json> messages = new ArrayList<>();
  private final List<Json> results = new ArrayList<>();
  private final List<Json> blocks = new ArrayList<>();
  private boolean assistant;
  private int callsWithoutId;
  private int resultsWithoutId;

  private MessageWriter() {}

  /** Returns the system messages that have a text, as blocks. */
  static List<Json> system(List<Message> messages) {
    List<Json> system = new ArrayList<>();
    for (Message message : messages) {
      if (message.role() == Role.SYSTEM) {
        if (!message.text().isBlank()) {
          system.add(text(message.text()));
        }
        for (Part part : message.parts()) {
          if (part instanceof Part.Media media) {
            throw UnsupportedMedia.place("Anthropic", media);
          }
        }
        if (message.parts().stream().anyMatch(Part.CacheMark.class::isInstance)) {
          CacheMarks.mark(system);
        }
      }
    }
    return system;
  }

  static JsonObject text(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  static List<Json> write(List<Message> messages) {
    MessageWriter writer = new MessageWriter();
    messages.stream().filter(message -> message.role() != Role.SYSTEM).forEach(writer::add);
    writer.end();
    return writer.messages;
  }

  private void add(Message message) {
    boolean fromAssistant = message.role() == Role.ASSISTANT;
    if (fromAssistant != assistant) {
      end();
      assistant = fromAssistant;
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        // An empty one is refused: "text content blocks must be non-empty".
        if (!text.text().isBlank()) {
          blocks.add(text(text.text()));
        }
      } else if (part instanceof Part.Thinking thinking) {
        // Without a signature it is not the vendor's own, and would be refused.
        thinking
            .signature()
            .map(signature -> ThinkingBlocks.write(thinking.text(), signature))
            .ifPresent(blocks::add);
      } else if (part instanceof Part.ToolCall call) {
        blocks.add(call(call));
      } else if (part instanceof Part.ToolResult result) {
        results.add(result(result));
      } else if (part instanceof Part.Media media) {
        if (fromAssistant) {
          throw UnsupportedMedia.place("Anthropic", media);
        }
        blocks.add(MediaBlocks.write(media));
      } else if (part instanceof Part.CacheMark) {
        CacheMarks.mark(blocks.isEmpty() ? results : blocks);
      }
    }
  }

  /** Ends the message of one side. One of which nothing is left is no turn. */
  private void end() {
    results.addAll(blocks);
    if (!results.isEmpty()) {
      boolean plain =
          results.size() == 1
              && results.get(0).at("/type").equals(TEXT)
              && !CacheMarks.isMarked(results.get(0));
      messages.add(
          Json.object()
              .put("role", assistant ? "assistant" : "user")
              .put(
                  "content", plain ? results.get(0).at("/text").orElseThrow() : Json.array(results))
              .build());
    }
    results.clear();
    blocks.clear();
  }

  private JsonObject call(Part.ToolCall call) {
    return Json.object()
        .put("type", "tool_use")
        .put("id", id(call.id().isEmpty() ? "call_" + callsWithoutId++ : call.id()))
        .put("name", call.name())
        .put("input", call.object().orElseThrow(() -> noObject(call)))
        .build();
  }

  private static ConfigurationException noObject(Part.ToolCall call) {
    return new ConfigurationException(
        "The arguments of a call of the tool %s are no JSON object, and Anthropic takes nothing else: give them as text"
            .formatted(call.name()));
  }

  private JsonObject result(Part.ToolResult result) {
    JsonObject.Builder block =
        Json.object()
            .put("type", "tool_result")
            .put(
                "tool_use_id",
                id(result.id().isEmpty() ? "call_" + resultsWithoutId++ : result.id()))
            .put("content", result.text());
    return (result.error() ? block.put("is_error", true) : block).build();
  }

  /** Ids of other vendors can have characters that are refused: the pattern is in the reference. */
  private static String id(String id) {
    return id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }
}
