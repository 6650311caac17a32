package dev.instructor.anthropic;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the tools of a request: the one through which the answer is asked for, and the caller's
 * own ("Define tools").
 */
final class ToolWriter {
  /** "Strict tool use": the most that a request may have. */
  private static final int MOST_STRICT = 20;

  private final ChatRequest request;
  private final Optional<OutputDirective> answer;
  private final boolean forced;

  /**
   * Creates one.
   *
   * @param forced whether the model can be made to call a tool
   */
  ToolWriter(ChatRequest request, boolean forced) {
    this.request = request;
    this.answer = request.output().filter(output -> output.mode() == Mode.TOOLS);
    this.forced = forced;
  }

  /** Returns the members that speak of tools; none if there are none. */
  JsonObject write() {
    List<Json> tools = new ArrayList<>();
    answer.ifPresent(
        output ->
            tools.add(tool(output.name(), output.description(), output.schema(), output.strict())));
    for (ToolSpec own : request.tools()) {
      boolean strict = own.strict() && tools.size() < MOST_STRICT;
      tools.add(tool(own.name(), own.description(), own.schema(), strict));
    }
    return tools.isEmpty()
        ? JsonObject.empty()
        : Json.object().put("tools", Json.array(tools)).put("tool_choice", choice()).build();
  }

  private static JsonObject tool(
      String name, Optional<String> description, JsonObject schema, boolean strict) {
    JsonObject.Builder tool = Json.object().put("name", name);
    description.ifPresent(text -> tool.put("description", text));
    tool.put("input_schema", schema);
    if (strict) {
      tool.put("strict", true);
    }
    return tool.build();
  }

  /** Without tools of the caller's, one call is all that is wanted. */
  private JsonObject choice() {
    if (request.tools().isEmpty()) {
      JsonObject.Builder choice = Json.object().put("type", forced ? "tool" : "auto");
      answer.filter(output -> forced).ifPresent(output -> choice.put("name", output.name()));
      return choice.put("disable_parallel_tool_use", true).build();
    }
    if (request.toolUse() == ToolUse.NONE && answer.isEmpty()) {
      return Json.object().put("type", "none").build();
    }
    return Json.object().put("type", isCallWanted() && forced ? "any" : "auto").build();
  }

  private boolean isCallWanted() {
    return answer.isPresent()
        || (request.toolUse() == ToolUse.REQUIRED && !request.tools().isEmpty());
  }

  /** Returns what is said where a call is wanted and cannot be forced. */
  Optional<String> words() {
    if (forced || !isCallWanted()) {
      return Optional.empty();
    }
    if (answer.isEmpty()) {
      return Optional.of("Answer by calling tools, as often as needed, and in no other way.");
    }
    return Optional.of(
        (request.tools().isEmpty() ? "Give" : "When you need no other tool any more, give")
            + " your answer by calling the tool "
            + answer.get().name()
            + " once, and in no other way.");
  }
}
