package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What OpenAI refuses in a request for a response. Parameters and ranges: "Create a model response"
 * of OpenAI's API reference; per model: its guide "Reasoning models"; wording: recorded errors, and
 * errors as users reported them (mkht/PSOpenAI#44, NousResearch/hermes-agent#24234).
 */
final class ResponsesRequestRules {
  private static final Set<String> PARAMETERS =
      Set.of(
          "background",
          "context_management",
          "conversation",
          "include",
          "input",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "model",
          "moderation",
          "parallel_tool_calls",
          "previous_response_id",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "service_tier",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  /** Those of chat completions that have another name here. */
  private static final Map<String, String> MOVED =
      Map.of(
          "messages", "input",
          "response_format", "text.format",
          "reasoning_effort", "reasoning.effort",
          "verbosity", "text.verbosity",
          "max_tokens", "max_output_tokens",
          "max_completion_tokens", "max_output_tokens");

  private static final String ENCRYPTED = "reasoning.encrypted_content";
  private static final Set<String> INCLUDABLE =
      Set.of(
          ENCRYPTED,
          "code_interpreter_call.outputs",
          "computer_call_output.output.image_url",
          "file_search_call.results",
          "message.input_image.image_url",
          "message.output_text.logprobs",
          "web_search_call.action.sources",
          "web_search_call.results");

  private static final Set<String> REASONING =
      Set.of("context", "effort", "summary", "generate_summary");

  private final ResponsesToolRules toolRules;

  ResponsesRequestRules(StrictSchemaRules strictRules) {
    this.toolRules = new ResponsesToolRules(strictRules);
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that OpenAI would refuse
   */
  void check(JsonObject body) {
    checkNames(body);
    String model =
        body.text("model")
            .filter(name -> !name.isEmpty())
            .orElseThrow(() -> Refused.missing("model"));
    ResponsesInputRules.check(body);
    OpenAiRequestRules.decimal(body, "temperature", 0, 2);
    OpenAiRequestRules.decimal(body, "top_p", 0, 1);
    OpenAiRequestRules.integer(body, "max_output_tokens", 16, Integer.MAX_VALUE);
    OpenAiRequestRules.integer(body, "top_logprobs", 0, 20);
    OpenAiRequestRules.checkStream(body);
    checkInclude(body, model);
    checkReasoning(body, model);
    toolRules.checkTools(body, model);
    toolRules.checkFormat(body, model);
  }

  private static void checkNames(JsonObject body) {
    for (String name : body.members().keySet()) {
      String moved = MOVED.get(name);
      if (moved != null) {
        throw Refused.badRequest(
            name,
            "unsupported_parameter",
            "Unsupported parameter: '%s'. In the Responses API, this parameter has moved to '%s'. Try again with the new parameter. See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create."
                .formatted(name, moved));
      }
      if (!PARAMETERS.contains(name)) {
        throw Refused.unknown(name);
      }
    }
  }

  private static void checkInclude(JsonObject body, String model) {
    List<Json> included = body.items("include");
    for (int i = 0; i < included.size(); i++) {
      String value = included.get(i).asText().orElse("");
      if (!INCLUDABLE.contains(value)) {
        throw Refused.wrongValue(
            "include[" + i + "]",
            value,
            "'" + String.join("', '", INCLUDABLE.stream().sorted().toList()) + "'");
      }
      if (value.equals(ENCRYPTED) && !OpenAiModels.reasons(model)) {
        throw Refused.badRequest(
            "include", "", "Encrypted content is not supported with this model.");
      }
    }
  }

  private static void checkReasoning(JsonObject body, String model) {
    JsonObject reasoning = body.object("reasoning").orElse(JsonObject.empty());
    OpenAiToolRules.refuseUnknown(reasoning, REASONING, "reasoning");
    String effort = reasoning.text("effort").orElse("");
    if (!effort.isEmpty()) {
      if (!OpenAiModels.reasons(model)) {
        throw Refused.unsupportedParameter("reasoning.effort");
      }
      OpenAiModels.checkEffort(effort, "reasoning.effort");
    }
    // The newer ones sample like the rest when they are told not to think.
    if (OpenAiModels.reasons(model) && !effort.equals("none")) {
      for (String name : List.of("temperature", "top_p", "top_logprobs")) {
        if (OpenAiRequestRules.has(body, name)) {
          throw Refused.unsupportedParameter(name);
        }
      }
    }
  }
}
