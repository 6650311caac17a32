package dev.instructor.mode;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer is the arguments of a tool that the model is made to call. */
record ToolsStrategy() implements ModeStrategy {
  private static final String WRONG = "These arguments are not right. ";
  private static final String NOT_WANTED = "This tool is not what was asked for. ";

  @Override
  public ChatRequest prepare(ChatRequest request, OutputDirective directive) {
    return request.withOutput(directive);
  }

  /**
   * The call of the tool by its name, else any call, else the text: some models answer there in
   * spite of all.
   */
  @Override
  public Optional<String> payload(ChatResponse response, OutputDirective directive) {
    List<Part.ToolCall> calls = response.message().toolCalls();
    Optional<Part.ToolCall> named =
        calls.stream().filter(call -> call.name().equals(directive.name())).findFirst();
    Optional<Part.ToolCall> any = named.isPresent() ? named : calls.stream().findFirst();
    if (any.isPresent() && !any.get().arguments().isBlank()) {
      return any.map(Part.ToolCall::arguments);
    }
    String text = response.text();
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public PayloadFollower follower(OutputDirective directive) {
    return new CallFollower(directive.name());
  }

  /** Follows the first call of the tool. */
  private static final class CallFollower implements PayloadFollower {
    private final String tool;
    private final Map<Integer, String> names = new HashMap<>();
    private int followed = -1;

    private CallFollower(String tool) {
      this.tool = tool;
    }

    @Override
    public String piece(ChatEvent event) {
      if (!(event instanceof ChatEvent.ToolCallDelta delta)) {
        return "";
      }
      if (followed < 0 && names.merge(delta.index(), delta.name(), String::concat).equals(tool)) {
        followed = delta.index();
      }
      return followed == delta.index() ? delta.arguments() : "";
    }
  }

  @Override
  public List<Message> reask(ChatResponse bad, OutputDirective directive, List<Problem> problems) {
    List<Part.ToolCall> calls = bad.message().toolCalls();
    String again =
        "Call the tool "
            + directive.name()
            + " again with the complete corrected arguments. What is wrong:";
    if (calls.isEmpty() || !calls.stream().allMatch(ToolsStrategy::canBeSentBack)) {
      String said = payload(bad, directive).orElse("");
      Message ask = Message.user(ReaskText.of("That answer is not right. " + again, problems));
      return said.isBlank() ? List.of(ask) : List.of(Message.assistant(said), ask);
    }
    List<Part> assistant = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    int wanted =
        Math.max(0, calls.stream().map(Part.ToolCall::name).toList().indexOf(directive.name()));
    for (Part part : bad.message().parts()) {
      if (!(part instanceof Part.ToolCall call)) {
        assistant.add(part);
        continue;
      }
      String id = call.id().isEmpty() ? "call_" + messages.size() : call.id();
      assistant.add(new Part.ToolCall(id, call.name(), call.arguments()));
      String text =
          messages.size() == wanted
              ? ReaskText.of(WRONG + again, problems)
              : NOT_WANTED + "Call " + directive.name() + " once.";
      messages.add(
          new Message(Role.TOOL, List.of(new Part.ToolResult(id, call.name(), text, true))));
    }
    messages.add(0, new Message(Role.ASSISTANT, assistant));
    return messages;
  }

  /**
   * Arguments that are no JSON object make some vendors' and servers' templates fail: then the
   * re-ask is plain text.
   */
  private static boolean canBeSentBack(Part.ToolCall call) {
    return call.object().isPresent();
  }
}
