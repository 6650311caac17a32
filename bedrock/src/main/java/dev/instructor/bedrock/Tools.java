package dev.instructor.bedrock;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tools of a request and the choice among them ("ToolConfiguration" and "ToolChoice" of the API
 * reference). Where a model cannot be forced, it is asked in words; {@code auto} is what holds
 * without a choice.
 *
 * @param config the member {@code toolConfig}; empty for none
 * @param words what the instructions must say, because it cannot be said otherwise
 */
record Tools(JsonObject config, Optional<String> words) {
  /** "ToolSpecification" of the API reference. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private static final JsonObject ANY = choice("any", JsonObject.empty());

  /**
   * Returns what to say.
   *
   * @param strict whether the model's tools can be enforced; else nothing is said of it
   * @param forcible whether the model can be made to call a tool
   */
  static Tools of(ChatRequest request, ModelProfile profile, boolean strict, boolean forcible) {
    Optional<OutputDirective> output = request.output();
    check(request, profile);
    Optional<OutputDirective> asked = output.filter(o -> o.mode() == Mode.TOOLS);
    Set<String> called = called(request.messages());
    // Without "none", tools that must not be called are told only where there are calls of them.
    boolean told = request.toolUse() != ToolUse.NONE || !called.isEmpty();
    List<ToolSpec> theirs = told ? request.tools() : List.of();
    boolean besides = !theirs.isEmpty() && request.toolUse() != ToolUse.NONE;
    List<ToolSpec> tools = new ArrayList<>();
    asked.ifPresent(
        o -> tools.add(new ToolSpec(o.name(), o.description(), o.schema(), o.strict())));
    tools.addAll(theirs);
    if (!strict) {
      tools.replaceAll(tool -> new ToolSpec(tool.name(), tool.description(), tool.schema(), false));
    }
    if (tools.isEmpty()) {
      // "The toolConfig field must be defined when using toolUse and toolResult content blocks."
      called.forEach(name -> tools.add(unknown(name)));
    }
    ToolChoice forced = forcible ? profile.toolChoice() : ToolChoice.AUTO;
    if (asked.isPresent()) {
      String name = asked.get().name();
      return besides ? required(tools, forced, among(name)) : named(tools, forced, name);
    }
    return besides && request.toolUse() == ToolUse.REQUIRED
        ? required(tools, forced, "Answer by calling at least one of the tools.")
        : new Tools(config(tools, Optional.empty()), Optional.empty());
  }

  private static void check(ChatRequest request, ModelProfile profile) {
    if (!request.tools().isEmpty() && !profile.modes().contains(Mode.TOOLS)) {
      throw new ConfigurationException(
          "%s/%s calls no tools: take another model"
              .formatted(profile.provider(), request.model()));
    }
  }

  private static Tools named(List<ToolSpec> tools, ToolChoice forced, String name) {
    return switch (forced) {
      case NAMED ->
          new Tools(
              config(tools, Optional.of(choice("tool", Json.object().put("name", name).build()))),
              Optional.empty());
      case ANY, REQUIRED, AUTO -> required(tools, forced, only(name));
    };
  }

  private static Tools required(List<ToolSpec> tools, ToolChoice forced, String words) {
    return forced == ToolChoice.AUTO
        ? new Tools(config(tools, Optional.empty()), Optional.of(words))
        : new Tools(config(tools, Optional.of(ANY)), Optional.empty());
  }

  /** Returns what has to be given up: a sentence, if the choice could not be said but in words. */
  Optional<String> warning(String model, boolean thinking) {
    return words.map(
        said ->
            "A tool is asked for in words, not forced: %s takes no forced tool %s"
                .formatted(model, thinking ? "while it thinks" : "through Bedrock"));
  }

  private static String only(String tool) {
    return "Give your answer by calling the tool %s once, and in no other way.".formatted(tool);
  }

  private static String among(String tool) {
    return "Give your answer by calling the tool %s, and in no other way; before that you may call other tools."
        .formatted(tool);
  }

  private static JsonObject choice(String kind, JsonObject value) {
    return Json.object().put(kind, value).build();
  }

  private static JsonObject config(List<ToolSpec> tools, Optional<JsonObject> choice) {
    if (tools.isEmpty()) {
      return JsonObject.empty();
    }
    JsonObject.Builder config =
        Json.object().put("tools", Json.array(tools.stream().map(Tools::spec).toList()));
    choice.ifPresent(value -> config.put("toolChoice", value));
    return config.build();
  }

  private static JsonObject spec(ToolSpec tool) {
    if (!NAME.matcher(tool.name()).matches()) {
      throw new ConfigurationException(
          "The name \"%s\" cannot be a tool's: it may have at most 64 letters, digits, underscores and dashes"
              .formatted(tool.name()));
    }
    JsonObject.Builder spec = Json.object().put("name", tool.name());
    tool.description()
        .filter(text -> !text.isBlank())
        .ifPresent(text -> spec.put("description", text));
    spec.put("inputSchema", Json.object().put("json", tool.schema()).build());
    if (tool.strict()) {
      spec.put("strict", true);
    }
    return Json.object().put("toolSpec", spec.build()).build();
  }

  private static Set<String> called(List<Message> messages) {
    Set<String> names = new LinkedHashSet<>();
    for (Message message : messages) {
      message.toolCalls().forEach(call -> names.add(call.name()));
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolResult result) {
          names.add(result.name());
        }
      }
    }
    return names;
  }

  private static ToolSpec unknown(String name) {
    return new ToolSpec(name, Optional.empty(), Json.object().put("type", "object").build(), false);
  }
}
