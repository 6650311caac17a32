package dev.instructor.mode;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer is several calls, each of one of several tools, as many as the model finds right.
 *
 * @param variants the tools
 * @param followed whether calls are told as they come, and not with the whole answer alone
 */
public record CallsStrategy(List<ToolSpec> variants, boolean followed) implements ModeStrategy {
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

  /** Returns what tells each call that is complete as an {@link #item} of a list. */
  @Override
  public PayloadFollower follower(OutputDirective directive) {
    return followed ? new CallsFollower() : event -> "";
  }

  /**
   * Returns a call as an item of a list: the name of the tool, and its arguments.
   *
   * @param name the name as a string, or null for a value that came without a call
   */
  public static Json item(Json name, Json arguments) {
    return Json.array(List.of(name, arguments));
  }

  /**
   * Tells calls that are complete, which is certain when the next one begins, or the answer ends.
   * From arguments that are no JSON object on it tells nothing more: the whole answer is read in
   * the end.
   */
  private static final class CallsFollower implements PayloadFollower {
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private int current = -1;
    private boolean begun;
    private boolean lost;

    @Override
    public String piece(ChatEvent event) {
      if (event instanceof ChatEvent.ToolCallDelta delta) {
        String before = delta.index() == current ? "" : next(delta.index());
        name.append(delta.name());
        arguments.append(delta.arguments());
        return before;
      }
      return event instanceof ChatEvent.Finished ? next(Integer.MAX_VALUE) : "";
    }

    private String next(int index) {
      String told = current < 0 || lost ? "" : told(index);
      current = index;
      name.setLength(0);
      arguments.setLength(0);
      return told;
    }

    private String told(int next) {
      String text = arguments.toString();
      Optional<JsonObject> object =
          new Part.ToolCall("", name.toString(), text.isBlank() ? "{}" : text).object();
      if (next < current || object.isEmpty()) {
        lost = true;
        return "";
      }
      String comma = begun ? "," : "[";
      begun = true;
      return comma + item(Json.of(name.toString()), object.get());
    }
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
