package dev.instructor.google;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes the functions of a request: the one through which the answer is asked for, and the
 * caller's own tools (Gemini API, "Function calling").
 */
final class ToolWriter {
  /** Gemini API, "FunctionDeclaration". */
  private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,63}");

  private final ChatRequest request;
  private final ModelProfile profile;
  private final Optional<OutputDirective> answer;

  ToolWriter(ChatRequest request, ModelProfile profile) {
    this.request = request;
    this.profile = profile;
    this.answer = request.output().filter(output -> output.mode() == Mode.TOOLS);
  }

  /** Returns the members that speak of tools; none if there are none. */
  JsonObject write() {
    List<Json> functions = new ArrayList<>();
    answer.ifPresent(
        output -> functions.add(function(output.name(), output.description(), output.schema())));
    if (ownAreTold()) {
      for (ToolSpec own : request.tools()) {
        functions.add(function(own.name(), own.description(), own.schema()));
      }
    }
    if (functions.isEmpty()) {
      return JsonObject.empty();
    }
    JsonObject tool = Json.object().put("functionDeclarations", Json.array(functions)).build();
    return Json.object()
        .put("tools", Json.array(List.of(tool)))
        .put("toolConfig", Json.object().put("functionCallingConfig", calling()).build())
        .build();
  }

  /**
   * Functions that are not to be called are left out where the answer's form cannot stand beside
   * them: calls of functions that a request does not declare may stand in its conversation.
   */
  private boolean ownAreTold() {
    if (request.tools().isEmpty()) {
      return false;
    }
    boolean beside =
        request.output().map(output -> profile.besideTools().contains(output.mode())).orElse(true);
    return beside;
  }

  private static JsonObject function(String name, Optional<String> description, JsonObject schema) {
    if (!FUNCTION_NAME.matcher(name).matches()) {
      throw new ConfigurationException(
          "The name \"%s\" cannot be a function's: it must begin with a letter or an underscore and have at most 64 letters, digits, underscores, dots, colons and dashes"
              .formatted(name));
    }
    JsonObject.Builder function = Json.object().put("name", name);
    description.ifPresent(text -> function.put("description", text));
    return function.put("parametersJsonSchema", schema).build();
  }

  /** The answer's function is the only one that is allowed, unless there are the caller's too. */
  private JsonObject calling() {
    boolean only =
        answer.isPresent() && (request.tools().isEmpty() || request.toolUse() == ToolUse.NONE);
    if (only) {
      return Json.object()
          .put("mode", "ANY")
          .put("allowedFunctionNames", Json.strings(List.of(answer.get().name())))
          .build();
    }
    String mode =
        switch (request.toolUse()) {
          case REQUIRED -> "ANY";
          case AUTO -> answer.isPresent() ? "ANY" : "AUTO";
          case NONE -> "NONE";
        };
    return Json.object().put("mode", mode).build();
  }
}
