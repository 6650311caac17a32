package dev.instructor.openai;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole chat completion. */
final class ResponseReader {
  private final ErrorReader errors;

  ResponseReader(ErrorReader errors) {
    this.errors = errors;
  }

  ChatResponse read(HttpReply reply, JsonObject body) {
    List<JsonObject> choices =
        body.items("choices").stream().flatMap(choice -> choice.asObject().stream()).toList();
    for (JsonObject choice : choices) {
      if (ErrorReader.isError(choice)) {
        // OpenRouter: the model behind it failed, within a response of status 200.
        return errors.answerOrThrow(reply, Optional.of(choice));
      }
    }
    JsonObject choice =
        choices.stream()
            .filter(ResponseReader::saysSomething)
            .findFirst()
            .orElse(choices.isEmpty() ? JsonObject.empty() : choices.get(0));
    JsonObject message = choice.object("message").orElse(JsonObject.empty());
    Optional<String> refusal = Contents.refusal(message);
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts(message)),
        refusal.isPresent() ? FinishReason.REFUSAL : finishReason(choice),
        refusal,
        body.object("usage").map(Usages::read).orElse(Usage.none()),
        body.text("model").orElse(""),
        body.text("id").filter(id -> !id.isEmpty()),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }

  private static boolean saysSomething(JsonObject choice) {
    return choice
        .object("message")
        .filter(message -> !parts(message).isEmpty() || Contents.refusal(message).isPresent())
        .isPresent();
  }

  static FinishReason finishReason(JsonObject choice) {
    return choice.text("finish_reason").map(FinishReasons::of).orElse(FinishReason.OTHER);
  }

  private static List<Part> parts(JsonObject message) {
    List<Part> parts = new ArrayList<>();
    String thinking = Contents.thinking(message);
    Optional<String> signature = ReasoningDetails.signature(message);
    if (!thinking.isEmpty() || signature.isPresent()) {
      parts.add(new Part.Thinking(thinking, signature));
    }
    String text = Contents.text(message);
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    for (Json call : message.items("tool_calls")) {
      call.asObject().ifPresent(object -> parts.add(call(object, object.object("function"))));
    }
    // Before tools there was one function call; some servers send an empty one beside the tools.
    message
        .object("function_call")
        .filter(call -> !call.text("name").orElse("").isEmpty())
        .ifPresent(call -> parts.add(call(JsonObject.empty(), Optional.of(call))));
    return parts;
  }

  private static Part call(JsonObject call, Optional<JsonObject> named) {
    JsonObject function = named.orElse(JsonObject.empty());
    String arguments = Contents.arguments(function);
    return new Part.ToolCall(
        call.text("id").orElse(""),
        function.text("name").orElse(""),
        arguments.isBlank() ? "{}" : arguments);
  }
}
