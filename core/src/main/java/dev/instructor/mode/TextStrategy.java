package dev.instructor.mode;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.error.Problem;
import java.util.List;
import java.util.Optional;

/** The answer is the message's text; the schema stands in the response format, or in the prompt. */
record TextStrategy(boolean schemaInPrompt) implements ModeStrategy {
  private static final String AGAIN =
      "That answer does not keep to the schema. Answer again with the complete corrected JSON and"
          + " nothing else. What is wrong:";

  @Override
  public ChatRequest prepare(ChatRequest request, OutputDirective directive) {
    ChatRequest directed = request.withOutput(directive);
    return schemaInPrompt ? directed.instructed(directive.instruction()) : directed;
  }

  @Override
  public Optional<String> payload(ChatResponse response, OutputDirective directive) {
    String text = response.text();
    if (!text.isBlank()) {
      return Optional.of(text);
    }
    return response.message().toolCalls().stream().map(Part.ToolCall::arguments).findFirst();
  }

  @Override
  public PayloadFollower follower(OutputDirective directive) {
    return event -> event instanceof ChatEvent.TextDelta delta ? delta.text() : "";
  }

  @Override
  public List<Message> reask(ChatResponse bad, OutputDirective directive, List<Problem> problems) {
    String said = payload(bad, directive).orElse("");
    Message again = Message.user(ReaskText.of(AGAIN, problems));
    return said.isBlank() ? List.of(again) : List.of(Message.assistant(said), again);
  }
}
