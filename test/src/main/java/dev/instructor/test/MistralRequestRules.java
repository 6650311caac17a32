package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Mistral refuses in a request. Members, types and ranges: API reference, "Chat Completion",
 * whose objects are closed; order of roles and ids of calls: errors as users reported them.
 */
final class MistralRequestRules {
  private static final Set<String> MEMBERS =
      Set.of(
          "model",
          "temperature",
          "top_p",
          "max_tokens",
          "stream",
          "stop",
          "random_seed",
          "metadata",
          "messages",
          "response_format",
          "tools",
          "tool_choice",
          "presence_penalty",
          "frequency_penalty",
          "n",
          "prediction",
          "parallel_tool_calls",
          "prompt_mode",
          "reasoning_effort",
          "guardrails",
          "prompt_cache_key",
          "safe_prompt");
  private static final Map<String, Set<String>> MESSAGES =
      Map.of(
          "system", Set.of("role", "content"),
          "user", Set.of("role", "content"),
          "assistant", Set.of("role", "content", "tool_calls", "prefix"),
          "tool", Set.of("role", "content", "tool_call_id", "name"));
  private static final Map<String, Set<String>> AFTER =
      Map.of(
          "", Set.of("system", "user", "assistant"),
          "system", Set.of("system", "user", "assistant"),
          "user", Set.of("system", "user", "assistant"),
          "assistant", Set.of("system", "user", "assistant", "tool"),
          "tool", Set.of("assistant", "tool"));
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{9}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private MistralRequestRules() {}

  static JsonObject parse(String text) {
    try {
      return Json.parse(text)
          .asObject()
          .orElseThrow(() -> invalid("body", "Input should be a valid dictionary"));
    } catch (InvalidJsonException e) {
      throw invalid("body", "JSON decode error");
    }
  }

  /** Returns a refusal by the validation of the request. */
  private static Refused invalid(String place, String words) {
    return new Refused(422, "invalid", place, "", words);
  }

  private static Refused extra(String place) {
    return invalid(place, "Extra inputs are not permitted");
  }

  private static Refused order(String words) {
    return new Refused(400, "invalid_request_message_order", "", "3230", words);
  }

  /** Returns the body of a refusal by the validation. */
  static JsonObject validation(Refused refusal) {
    List<Json> steps =
        Arrays.stream(refusal.parameter().orElse("body").split("\\.", -1))
            .<Json>map(step -> step.matches("\\d+") ? Json.of(Long.parseLong(step)) : Json.of(step))
            .toList();
    JsonObject error =
        Json.object()
            .put("type", "value_error")
            .put("loc", Json.array(steps))
            .put("msg", refusal.words())
            .build();
    return Json.object().put("detail", Json.array(List.of(error))).build();
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that Mistral would refuse
   */
  static void check(JsonObject body) {
    for (String name : body.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw extra("body." + name);
      }
    }
    if (body.text("model").isEmpty()) {
      throw invalid("body.model", "Field required");
    }
    number(body, "temperature", "0", "1.5");
    number(body, "top_p", "0", "1");
    number(body, "presence_penalty", "-2", "2");
    number(body, "frequency_penalty", "-2", "2");
    number(body, "max_tokens", "0", "1000000000");
    number(body, "random_seed", "0", "9223372036854775807");
    choice(body, "reasoning_effort", Set.of("high", "none"));
    choice(body, "prompt_mode", Set.of("reasoning"));
    tools(body);
    format(body);
    messages(body.items("messages"));
  }

  private static void number(JsonObject body, String name, String least, String most) {
    if (!body.has(name)) {
      return;
    }
    if (!(body.get(name).orElseThrow() instanceof JsonNumber number)) {
      throw invalid("body." + name, "Input should be a valid number");
    }
    if (number.value().compareTo(new BigDecimal(least)) < 0) {
      throw invalid("body." + name, "Input should be greater than or equal to " + least);
    }
    if (number.value().compareTo(new BigDecimal(most)) > 0) {
      throw invalid("body." + name, "Input should be less than or equal to " + most);
    }
  }

  private static void choice(JsonObject body, String name, Set<String> words) {
    if (body.has(name) && body.text(name).filter(words::contains).isEmpty()) {
      throw invalid("body." + name, "Input should be one of " + String.join(", ", words));
    }
  }

  private static void tools(JsonObject body) {
    List<Json> tools = body.items("tools");
    for (int i = 0; i < tools.size(); i++) {
      String at = "body.tools." + i;
      JsonObject tool = closed(tools.get(i), at, Set.of("type", "function"));
      JsonObject function =
          closed(
              tool.get("function").orElseThrow(() -> invalid(at + ".function", "Field required")),
              at + ".function",
              Set.of("name", "description", "strict", "parameters"));
      if (function.object("parameters").isEmpty()) {
        throw invalid(at + ".function.parameters", "Field required");
      }
      String name = function.text("name").orElse("");
      if (!NAME.matcher(name).matches()) {
        throw new Refused(
            400,
            "invalid_request_function",
            "",
            "3220",
            "Function name was %s but must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 64."
                .formatted(name));
      }
    }
    if (!body.has("tool_choice")) {
      return;
    }
    boolean word =
        body.text("tool_choice")
            .filter(Set.of("auto", "none", "any", "required")::contains)
            .isPresent();
    if (!word && body.at("/tool_choice/function/name").isEmpty()) {
      throw invalid("body.tool_choice", "Input should be 'auto', 'none', 'any' or 'required'");
    }
  }

  private static JsonObject closed(Json value, String at, Set<String> members) {
    JsonObject object =
        value.asObject().orElseThrow(() -> invalid(at, "Input should be a valid dictionary"));
    for (String name : object.members().keySet()) {
      if (!members.contains(name)) {
        throw extra(at + "." + name);
      }
    }
    return object;
  }

  private static void format(JsonObject body) {
    if (!body.has("response_format")) {
      return;
    }
    String at = "body.response_format";
    JsonObject format =
        closed(body.get("response_format").orElseThrow(), at, Set.of("type", "json_schema"));
    choice(format, "type", Set.of("text", "json_object", "json_schema"));
    if (format.has("json_schema")) {
      JsonObject schema =
          closed(
              format.get("json_schema").orElseThrow(),
              at + ".json_schema",
              Set.of("name", "description", "schema", "strict"));
      if (schema.object("schema").isEmpty()) {
        throw invalid(at + ".json_schema.schema", "Field required");
      }
    }
  }

  private static void messages(List<Json> messages) {
    if (messages.isEmpty()) {
      throw new Refused(
          400, "invalid_request_error", "", "", "Conversation must have at least one message");
    }
    String before = "";
    int open = 0;
    for (int i = 0; i < messages.size(); i++) {
      String at = "body.messages." + i;
      String role = messages.get(i).at("/role").flatMap(Json::asText).orElse("");
      if (!MESSAGES.containsKey(role)) {
        throw invalid(at + ".role", "Input should be 'assistant', 'system', 'tool' or 'user'");
      }
      JsonObject message = closed(messages.get(i), at, MESSAGES.get(role));
      if (!AFTER.getOrDefault(before, Set.of()).contains(role)) {
        throw order("Unexpected role '%s' after role '%s'".formatted(role, before));
      }
      content(message, role, at);
      if (role.equals("tool")) {
        open--;
      } else if (open != 0) {
        throw order("Not the same number of function calls and responses");
      }
      for (Json call : message.items("tool_calls")) {
        checkId(call);
        open++;
      }
      before = role;
    }
    if (open != 0) {
      throw order("Not the same number of function calls and responses");
    }
    boolean goesOn =
        messages.get(messages.size() - 1).at("/prefix").filter(Json.of(true)::equals).isPresent();
    if (!Set.of("user", "tool").contains(before) && !goesOn) {
      throw order(
          "Expected last role User or Tool (or Assistant with prefix True) for serving but got "
              + before);
    }
  }

  private static void content(JsonObject message, String role, String at) {
    Json content = message.get("content").orElse(Json.ofNull());
    boolean calls = !message.items("tool_calls").isEmpty();
    if (content instanceof JsonArray
        || (content instanceof JsonString text && !text.value().isEmpty())) {
      return;
    }
    if (role.equals("assistant") && !calls) {
      throw new Refused(
          400,
          "invalid_request_assistant_message",
          "",
          "3240",
          "Assistant message must have either content or tool_calls, but not none.");
    }
    if (role.equals("system") && content.isNull()) {
      throw invalid(at + ".content", "Input should be a valid string");
    }
  }

  private static void checkId(Json call) {
    String id = call.at("/id").flatMap(Json::asText).orElse("");
    if (!ID.matcher(id).matches()) {
      throw new Refused(
          400,
          "invalid_function_call",
          "",
          "3280",
          "Tool call id was %s but must be a-z, A-Z, 0-9, with a length of 9.".formatted(id));
    }
  }
}
