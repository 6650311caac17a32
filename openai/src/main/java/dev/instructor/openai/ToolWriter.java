package dev.instructor.openai;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ToolChoice;
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
 * own (OpenAI, "Function calling").
 */
final class ToolWriter {
  private final ModelProfile profile;
  private final ChatRequest request;
  private final Optional<OutputDirective> answer;

  ToolWriter(ModelProfile profile, ChatRequest request) {
    this.profile = profile;
    this.request = request;
    this.answer = request.output().filter(output -> output.mode() == Mode.TOOLS);
  }

  /** Returns the members that speak of tools; none if there are none. */
  JsonObject write() {
    List<Json> tools = new ArrayList<>();
    answer.ifPresent(
        output ->
            tools.add(tool(output.name(), output.description(), output.schema(), output.strict())));
    if (ownAreTold()) {
      for (ToolSpec own : request.tools()) {
        tools.add(tool(own.name(), own.description(), own.schema(), own.strict()));
      }
    }
    if (tools.isEmpty()) {
      return JsonObject.empty();
    }
    JsonObject.Builder body =
        Json.object().put("tools", Json.array(tools)).put("tool_choice", choice());
    if (request.tools().isEmpty() && profile.hasSwitchForParallelCalls(request)) {
      body.put("parallel_tool_calls", false);
    }
    return body.build();
  }

  /**
   * Tools that are not to be called are left out where the vendor has no word for that, or where
   * the answer's form cannot stand beside them: the format takes a conversation with calls without
   * them.
   */
  private boolean ownAreTold() {
    if (request.tools().isEmpty()) {
      return false;
    }
    boolean beside =
        request.output().map(output -> profile.besideTools().contains(output.mode())).orElse(true);
    if (request.toolUse() == ToolUse.NONE) {
      return beside && profile.toolChoice() != ToolChoice.AUTO;
    }
    return true;
  }

  private static JsonObject tool(
      String name, Optional<String> description, JsonObject schema, boolean strict) {
    JsonObject.Builder function = Json.object().put("name", name);
    description.ifPresent(text -> function.put("description", text));
    function.put("parameters", schema);
    if (strict) {
      function.put("strict", true);
    }
    return Json.object().put("type", "function").put("function", function.build()).build();
  }

  /** The answer's tool is forced by its name if it is the only one, else any of them is. */
  private Json choice() {
    if (request.tools().isEmpty()) {
      return answer.map(output -> forced(output.name())).orElse(Json.of("auto"));
    }
    return switch (request.toolUse()) {
      case REQUIRED -> any();
      case AUTO -> answer.isPresent() ? any() : Json.of("auto");
      case NONE -> answer.map(output -> forced(output.name())).orElse(Json.of("none"));
    };
  }

  private Json forced(String name) {
    return profile.toolChoice() == ToolChoice.NAMED
        ? Json.object()
            .put("type", "function")
            .put("function", Json.object().put("name", name).build())
            .build()
        : any();
  }

  private Json any() {
    return switch (profile.toolChoice()) {
      case NAMED, REQUIRED -> Json.of("required");
      case ANY -> Json.of("any");
      case AUTO -> Json.of("auto");
    };
  }
}
