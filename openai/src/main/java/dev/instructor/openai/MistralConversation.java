package dev.instructor.openai;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts a conversation into the order and the ids that Mistral takes. After results of tools the
 * assistant speaks ("Function Calling": the order of roles; the vendor refuses another with code
 * 3230), and an id of a call has nine letters and digits (the vendor's error text says so), which
 * those of other vendors have not.
 */
final class MistralConversation {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{9}");

  private MistralConversation() {}

  static List<Message> of(List<Message> messages) {
    List<Message> result = new ArrayList<>();
    boolean afterResults = false;
    for (Message message : messages) {
      boolean results = message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
      if (afterResults && !results && message.role() != Role.ASSISTANT) {
        // What recorded conversations have there.
        result.add(Message.assistant("OK"));
      }
      result.add(
          new Message(
              message.role(),
              message.parts().stream().map(MistralConversation::withOwnId).toList()));
      afterResults = results;
    }
    return result;
  }

  private static Part withOwnId(Part part) {
    if (part instanceof Part.ToolCall call) {
      return new Part.ToolCall(id(call.id()), call.name(), call.arguments());
    }
    if (part instanceof Part.ToolResult result) {
      return new Part.ToolResult(id(result.id()), result.name(), result.text(), result.error());
    }
    return part;
  }

  /** Returns an id that is the vendor's or empty, or else one that is made from it. */
  private static String id(String id) {
    if (id.isEmpty() || ID.matcher(id).matches()) {
      return id;
    }
    String digits = Integer.toString(id.hashCode() & Integer.MAX_VALUE, 36);
    return "id" + "0".repeat(7 - digits.length()) + digits;
  }
}
