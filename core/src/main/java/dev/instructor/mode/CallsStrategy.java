package dev.instructor.mode;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer is several calls, each of one of several tools, as many as the model finds right.
 *
 * @param variants the tools
 */
public record CallsStrategy(List<ToolSpec> variants) implements ModeStrategy {
  /** Creates one with a copy of the tools. */
  public CallsStrategy {
    variants = List.copyOf(variants);
  }

  @Override
  public ChatRequest prepare(ChatRequest request, OutputDirective directive) {
    List<ToolSpec> all = new ArrayList<>(variants);
    all.addAll(request.tools());
    return request.withTools(all, ToolUse.REQUIRED);
  }

  @Override
  public boolean isAnswer(Part.ToolCall call, OutputDirective directive) {
    return names().contains(call.name());
  }

  /** Returns the text of a response without calls, in which some models answer in spite of all. */
  @Override
  public Optional<String> payload(ChatResponse response, OutputDirective directive) {
    return Optional.of(response.text()).filter(text -> !text.isBlank());
  }

  /** Returns what finds nothing: calls are read when all of them are there. */
  @Override
  public PayloadFollower follower(OutputDirective directive) {
    return event -> "";
  }

  @Override
  public List<Message> reask(ChatResponse bad, OutputDirective directive, List<Problem> problems) {
    Message again = Message.user(ToolWords.noCall(names(), problems));
    return payload(bad, directive)
        .map(said -> List.of(Message.assistant(said), again))
        .orElse(List.of(again));
  }

  private List<String> names() {
    return variants.stream().map(ToolSpec::name).toList();
  }
}
