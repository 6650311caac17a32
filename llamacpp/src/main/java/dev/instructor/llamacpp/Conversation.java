package dev.instructor.llamacpp;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a conversation as the model's own template wants it. The template is given marks in place
 * of the contents, which are put in afterwards: so nothing in a content can end the process.
 */
final class Conversation {
  private final List<Message> messages;

  /**
   * The text that the model goes on from.
   *
   * @param defused whether contents had control tokens of the model in them, which were broken up
   */
  record Prompt(String text, boolean defused) {}

  /** What writes the form around the marks. */
  interface Template {
    String apply(List<JsonObject> messages);
  }

  /**
   * Takes a conversation.
   *
   * @throws ConfigurationException if it has what these models cannot read
   */
  Conversation(List<Message> messages) {
    this.messages = messages;
    for (Message message : messages) {
      if (message.role() == Role.TOOL) {
        throw refused("a tool's result");
      }
      for (Part part : message.parts()) {
        if (part instanceof Part.Media media) {
          throw refused("media (" + media.kind().name().toLowerCase(Locale.ROOT) + ")");
        } else if (part instanceof Part.ToolCall || part instanceof Part.ToolResult) {
          throw refused("a tool's call or result");
        }
      }
    }
  }

  private static ConfigurationException refused(String what) {
    return new ConfigurationException(
        "A model in a GGUF file reads text alone here, and the conversation has %s: take another model"
            .formatted(what));
  }

  /** Returns the prompt, with each text of {@code control} in a content made plain text. */
  Prompt prompt(Template template, List<String> control) {
    List<JsonObject> marked = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      marked.add(
          Json.object()
              .put("role", messages.get(i).role().name().toLowerCase(Locale.ROOT))
              .put("content", mark(i))
              .build());
    }
    String form = template.apply(marked);
    StringBuilder text = new StringBuilder();
    boolean defused = false;
    int from = 0;
    for (int i = 0; i < messages.size(); i++) {
      int at = form.indexOf(mark(i), from);
      if (at < 0) {
        throw new ConfigurationException(
            "The template of this model leaves out message %s of the conversation (%s): put it into"
                    .formatted(i + 1, messages.get(i).role())
                + " the first user message");
      }
      String content = messages.get(i).text();
      String plain = defused(content, control);
      defused |= !plain.equals(content);
      text.append(form, from, at).append(plain);
      from = at + mark(i).length();
    }
    return new Prompt(text.append(form, from, form.length()).toString(), defused);
  }

  private static String mark(int message) {
    return "@@INSTRUCTOR-" + message + "@@";
  }

  /**
   * Breaks up what the tokenizer would take for control tokens: a document must not give orders.
   */
  private static String defused(String content, List<String> control) {
    String plain = content;
    for (String token : control) {
      if (plain.contains(token)) {
        int first = token.offsetByCodePoints(0, 1);
        plain = plain.replace(token, token.substring(0, first) + " " + token.substring(first));
      }
    }
    return plain;
  }
}
