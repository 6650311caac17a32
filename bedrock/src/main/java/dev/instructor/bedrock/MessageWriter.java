package dev.instructor.bedrock;

import dev.instructor.bedrock.Family.Trait;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages (Amazon Bedrock API Reference, "Message" and "ContentBlock"). Those of one side
 * that follow each other become one, since the results of all calls must stand together, in front
 * of anything else. System messages are not among them: they stand in a member of their own.
 */
final class MessageWriter {
  /** Stands between results and what may not stand beside them, as a recorded answer accepts. */
  private static final String BETWEEN = ".";

  private static final Json CACHE_POINT =
      Json.object().put("cachePoint", Json.object().put("type", "default").build()).build();

  private final Family family;
  private final MediaBlocks media = new MediaBlocks();
  private final List<Json> messages = new ArrayList<>();
  private final List<Json> results = new ArrayList<>();
  private final List<Json> blocks = new ArrayList<>();
  private boolean assistant;
  private int callsWithoutId;
  private int resultsWithoutId;

  private MessageWriter(Family family) {
    this.family = family;
  }

  /** Returns the blocks of the system messages. */
  static List<Json> system(List<Message> messages, Family family) {
    List<Json> system = new ArrayList<>();
    for (Message message : messages) {
      if (message.role() != Role.SYSTEM) {
        continue;
      }
      for (Part part : message.parts()) {
        if (part instanceof Part.Text text && !text.text().isBlank()) {
          system.add(text(text.text()));
        } else if (part instanceof Part.CacheMark && family.has(Trait.CACHES)) {
          system.add(CACHE_POINT);
        }
      }
    }
    return system;
  }

  static JsonObject text(String text) {
    return Json.object().put("text", text).build();
  }

  /**
   * Returns the conversation.
   *
   * @param first what stands in front of everything the caller says
   */
  static List<Json> write(List<Message> messages, List<Json> first, Family family) {
    MessageWriter writer = new MessageWriter(family);
    writer.blocks.addAll(first);
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
        // "The text field in the ContentBlock object is blank."
        if (!text.text().isBlank()) {
          blocks.add(text(text.text()));
        }
      } else if (part instanceof Part.Thinking thinking) {
        // Without a signature it is not the model's own, and would be refused.
        thinking
            .signature()
            .map(signature -> ReasoningBlocks.write(thinking.text(), signature))
            .ifPresent(blocks::add);
      } else if (part instanceof Part.ToolCall call) {
        blocks.add(call(call));
      } else if (part instanceof Part.ToolResult result) {
        results.add(result(result));
      } else if (part instanceof Part.Media medium) {
        blocks.add(media.write(medium));
      } else if (part instanceof Part.CacheMark && family.has(Trait.CACHES)) {
        mark();
      }
    }
  }

  /** A cache point cannot follow a document; it stands in front of those at the end. */
  private void mark() {
    int at = blocks.size();
    while (at > 0 && blocks.get(at - 1).at("/document").isPresent()) {
      at--;
    }
    if (at > 0 || !results.isEmpty()) {
      blocks.add(at, CACHE_POINT);
    }
  }

  /** Ends the message of one side. One of which nothing is left is no turn. */
  private void end() {
    if (!results.isEmpty() && !blocks.isEmpty() && family.has(Trait.LONE_RESULTS)) {
      message("user", results);
      message("assistant", List.of(text(BETWEEN)));
      message("user", blocks);
    } else {
      List<Json> all = new ArrayList<>(results);
      all.addAll(blocks);
      if (!all.isEmpty()) {
        message(assistant ? "assistant" : "user", all);
      }
    }
    results.clear();
    blocks.clear();
  }

  private void message(String role, List<Json> content) {
    messages.add(Json.object().put("role", role).put("content", Json.array(content)).build());
  }

  private JsonObject call(Part.ToolCall call) {
    JsonObject use =
        Json.object()
            .put("toolUseId", id(call.id().isEmpty() ? "call_" + callsWithoutId++ : call.id()))
            .put("name", call.name())
            .put("input", call.object().orElseThrow(() -> noObject(call)))
            .build();
    return Json.object().put("toolUse", use).build();
  }

  private static ConfigurationException noObject(Part.ToolCall call) {
    return new ConfigurationException(
        "The arguments of a call of the tool %s are no JSON object, and Bedrock takes nothing else: give them as text"
            .formatted(call.name()));
  }

  private JsonObject result(Part.ToolResult result) {
    JsonObject.Builder block =
        Json.object()
            .put(
                "toolUseId", id(result.id().isEmpty() ? "call_" + resultsWithoutId++ : result.id()))
            .put("content", Json.array(List.of(content(result.text()))));
    if (!family.has(Trait.NO_RESULT_STATUS)) {
      block.put("status", result.error() ? "error" : "success");
    }
    return Json.object().put("toolResult", block.build()).build();
  }

  /** A blank text is refused here too. */
  private static Json content(String text) {
    return text.isBlank()
        ? Json.object().put("json", Json.object().put("result", text).build()).build()
        : text(text);
  }

  /**
   * Ids of other vendors can have what is refused: "ToolUseBlock" has the pattern and the length.
   */
  private static String id(String id) {
    String clean = id.replaceAll("[^a-zA-Z0-9_-]", "_");
    return clean.length() <= 64 ? clean : clean.substring(clean.length() - 64);
  }
}
