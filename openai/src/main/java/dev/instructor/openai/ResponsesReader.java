package dev.instructor.openai;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a response object. Its output is a list of items; those of the vendor's own tools, such as
 * web searches, are passed over.
 */
final class ResponsesReader {
  private final HttpReply reply;
  private final ErrorReader errors;

  ResponsesReader(HttpReply reply, ErrorReader errors) {
    this.reply = reply;
    this.errors = errors;
  }

  ChatResponse read(JsonObject body) {
    refuseFailure(body);
    if (!body.has("output")) {
      throw errors.notACompletion(reply);
    }
    List<Part> parts = new ArrayList<>();
    StringBuilder refusal = new StringBuilder();
    for (Json output : body.items("output")) {
      if (output instanceof JsonObject item) {
        item(item, parts, refusal);
      }
    }
    boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts),
        refusal.isEmpty() ? finishReason(body, calls) : FinishReason.REFUSAL,
        refusal.isEmpty() ? Optional.empty() : Optional.of(refusal.toString()),
        usage(body),
        body.text("model").orElse(""),
        body.text("id").filter(id -> !id.isEmpty()),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }

  private static void item(JsonObject item, List<Part> parts, StringBuilder refusal) {
    switch (item.text("type").orElse("")) {
      case "message" -> {
        String text = content(item, "output_text", "text");
        if (!text.isEmpty()) {
          parts.add(new Part.Text(text));
        }
        refusal.append(content(item, "refusal", "refusal"));
      }
      case "function_call" -> {
        String arguments = Contents.arguments(item);
        parts.add(
            new Part.ToolCall(
                item.text("call_id").orElse(""),
                item.text("name").orElse(""),
                arguments.isBlank() ? "{}" : arguments));
      }
      case ReasoningItem.TYPE -> ReasoningItem.read(item).ifPresent(parts::add);
      default -> {}
    }
  }

  /** Returns the texts of all parts of a type, one after the other. */
  private static String content(JsonObject item, String type, String member) {
    return item.items("content").stream()
        .flatMap(part -> part.asObject().stream())
        .filter(part -> part.text("type").filter(type::equals).isPresent())
        .flatMap(part -> part.text(member).stream())
        .collect(Collectors.joining());
  }

  /**
   * Throws what a response object says of its failure.
   *
   * @throws ProviderException if it has failed, or is not there yet
   */
  void refuseFailure(JsonObject body) {
    if (ErrorReader.isError(body)) {
      throw errors.reported(reply, body);
    }
    switch (body.text("status").orElse("")) {
      case "failed", "cancelled" -> throw errors.reported(reply, body);
      case "queued", "in_progress" -> throw errors.notThereYet(reply);
      default -> {}
    }
  }

  static FinishReason finishReason(JsonObject body, boolean calls) {
    if (body.text("status").filter("incomplete"::equals).isPresent()) {
      return body.at("/incomplete_details/reason")
          .flatMap(Json::asText)
          .map(FinishReasons::of)
          .orElse(FinishReason.OTHER);
    }
    return calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
  }

  static Usage usage(JsonObject body) {
    return body.object("usage").map(Usages::read).orElse(Usage.none());
  }
}
