package dev.instructor.test;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Usage;
import java.util.List;

/** Counts tokens plausibly: four characters are one. */
final class TokenEstimate {
  private static final int CHARACTERS = 4;

  private TokenEstimate() {}

  static long of(long characters) {
    return (characters + CHARACTERS - 1) / CHARACTERS;
  }

  static Usage of(ChatRequest request, ChatResponse response) {
    long schema = request.output().map(output -> output.schema().toString().length()).orElse(0);
    return Usage.of(
        of(schema + characters(request.messages())), of(characters(List.of(response.message()))));
  }

  private static long characters(List<Message> messages) {
    return messages.stream()
        .flatMap(message -> message.parts().stream())
        .mapToLong(TokenEstimate::characters)
        .sum();
  }

  private static int characters(Part part) {
    if (part instanceof Part.Text text) {
      return text.text().length();
    }
    if (part instanceof Part.Thinking thinking) {
      return thinking.text().length();
    }
    if (part instanceof Part.ToolCall call) {
      return call.name().length() + call.arguments().length();
    }
    if (part instanceof Part.ToolResult result) {
      return result.text().length();
    }
    return 0;
  }
}
