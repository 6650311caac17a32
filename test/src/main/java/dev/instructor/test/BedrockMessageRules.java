package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Bedrock refuses in the messages of a Converse request ("Message" and "ContentBlock" of the
 * API reference).
 */
final class BedrockMessageRules {
  private static final Set<String> BLOCKS =
      Set.of(
          "audio",
          "cachePoint",
          "citationsContent",
          "document",
          "guardContent",
          "image",
          "reasoningContent",
          "searchResult",
          "text",
          "toolResult",
          "toolUse",
          "video");

  private static final Map<String, Set<String>> FORMATS =
      Map.of(
          "image",
          Set.of("png", "jpeg", "gif", "webp"),
          "document",
          Set.of("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"));

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");
  private static final Pattern DOCUMENT = Pattern.compile("[a-zA-Z0-9()\\[\\]\\s-]{1,200}");

  private BedrockMessageRules() {}

  static void check(JsonObject body, String model) {
    List<Json> messages = body.items("messages");
    if (messages.isEmpty()) {
      throw BedrockRequestRules.refused(
          "The messages field is empty. Add a Message object and try again.");
    }
    for (Json part : body.items("system")) {
      text(part.asObject().orElse(JsonObject.empty()), "system.0");
      if (part.at("/cachePoint").isPresent()) {
        cachePoint(model);
      }
    }
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages." + i, model);
    }
    if (!role(messages.get(0)).equals("user") && !BedrockModels.mayBegin(model)) {
      throw BedrockRequestRules.refused(
          "A conversation must start with a user message. Try again with a conversation that starts with a user message.");
    }
    documents(messages);
    order(messages);
  }

  private static String role(Json message) {
    return message.at("/role").flatMap(Json::asText).orElse("");
  }

  private static List<JsonObject> blocks(Json message) {
    return message.asObject().orElse(JsonObject.empty()).items("content").stream()
        .flatMap(block -> block.asObject().stream())
        .toList();
  }

  private static void message(Json value, String at, String model) {
    JsonObject message = value.asObject().orElse(JsonObject.empty());
    BedrockRequestRules.members(message, Set.of("role", "content"), at);
    if (!Set.of("user", "assistant").contains(role(message))) {
      throw BedrockRequestRules.constraint(
          Json.of(role(message)), at + ".role", "satisfy enum value set: [user, assistant]");
    }
    List<JsonObject> blocks = blocks(message);
    if (blocks.isEmpty()) {
      throw BedrockRequestRules.refused(
          "The content field in the Message object at %s is empty. Add a ContentBlock object to the content field and try again."
              .formatted(at));
    }
    for (int i = 0; i < blocks.size(); i++) {
      block(blocks.get(i), at + ".content." + i, role(message), model);
    }
    long results = blocks.stream().filter(block -> block.has("toolResult")).count();
    if (results > 0 && results < blocks.size() && BedrockModels.wantsResultsAlone(model)) {
      throw BedrockRequestRules.refused(
          "The message at %s has toolResult content blocks and others. This model takes toolResult content blocks alone."
              .formatted(at));
    }
  }

  private static void block(JsonObject block, String at, String role, String model) {
    BedrockRequestRules.members(block, BLOCKS, at);
    if (block.members().size() != 1) {
      throw BedrockRequestRules.refused(
          "Invalid number of parameters set for tagged union structure %s. Can only set one of the following keys: %s."
              .formatted(at, String.join(", ", BLOCKS.stream().sorted().toList())));
    }
    text(block, at);
    block.object("toolUse").ifPresent(use -> use(use, at + ".toolUse", role));
    block.object("toolResult").ifPresent(result -> result(result, at + ".toolResult", role));
    block
        .object("reasoningContent")
        .ifPresent(
            content -> {
              if (!role.equals("assistant")) {
                throw wrongSide("reasoningContent", "assistant");
              }
            });
    if (block.has("cachePoint")) {
      cachePoint(model);
    }
    for (Map.Entry<String, Set<String>> kind : FORMATS.entrySet()) {
      block
          .object(kind.getKey())
          .ifPresent(media -> media(media, at + "." + kind.getKey(), kind.getValue()));
    }
  }

  private static void text(JsonObject block, String at) {
    if (block.text("text").filter(String::isBlank).isPresent()) {
      throw BedrockRequestRules.refused(
          "The text field in the ContentBlock object at %s is blank. Add text to the text field, and try again."
              .formatted(at));
    }
  }

  private static Refused wrongSide(String block, String role) {
    return BedrockRequestRules.refused(
        "%s blocks can only be specified in %s messages".formatted(block, role));
  }

  private static void use(JsonObject use, String at, String role) {
    BedrockRequestRules.members(use, Set.of("toolUseId", "name", "input", "type"), at);
    id(use, at);
    if (!role.equals("assistant")) {
      throw wrongSide("toolUse", "assistant");
    }
    if (use.object("input").isEmpty()) {
      throw BedrockRequestRules.refused(
          "The format of the value at %s.input is invalid. Provide a json object for the field and try again."
              .formatted(at));
    }
  }

  private static void result(JsonObject result, String at, String role) {
    BedrockRequestRules.members(result, Set.of("toolUseId", "content", "status", "type"), at);
    id(result, at);
    if (!role.equals("user") && !result.has("type")) {
      throw wrongSide("toolResult", "user");
    }
    for (Json content : result.items("content")) {
      text(content.asObject().orElse(JsonObject.empty()), at + ".content");
      Optional<Json> json = content.at("/json");
      if (json.isPresent() && json.get().asObject().isEmpty()) {
        throw BedrockRequestRules.refused(
            "The format of the value at %s.content.0.json is invalid. Provide a json object for the field and try again."
                .formatted(at));
      }
    }
  }

  private static void id(JsonObject holder, String at) {
    String id = holder.text("toolUseId").orElse("");
    if (!ID.matcher(id).matches()) {
      throw BedrockRequestRules.constraint(
          Json.of(id), at + ".toolUseId", "satisfy regular expression pattern: [a-zA-Z0-9_-]+");
    }
  }

  private static void media(JsonObject media, String at, Set<String> formats) {
    String format = media.text("format").orElse("");
    if (!formats.contains(format)) {
      throw BedrockRequestRules.constraint(
          Json.of(format), at + ".format", "satisfy enum value set: " + formats);
    }
    JsonObject source = media.object("source").orElse(JsonObject.empty());
    if (source.members().size() != 1) {
      throw BedrockRequestRules.refused("The source at %s is not set.".formatted(at));
    }
  }

  /** "DocumentBlock", member name. */
  private static void documents(List<Json> messages) {
    Set<String> names = new HashSet<>();
    for (Json message : messages) {
      for (JsonObject block : blocks(message)) {
        block.object("document").ifPresent(document -> document(document, names));
      }
    }
  }

  private static void document(JsonObject document, Set<String> names) {
    String name = document.text("name").orElse("");
    if (!DOCUMENT.matcher(name).matches() || name.contains("  ")) {
      throw BedrockRequestRules.refused(
          "The file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.");
    }
    if (!names.add(name)) {
      throw BedrockRequestRules.refused(
          "The model returned the following errors: Document file names must be unique.");
    }
  }

  /** Every call has its result in the message that follows, and every result its call. */
  private static void order(List<Json> messages) {
    List<String> open = List.of();
    for (int i = 0; i < messages.size(); i++) {
      List<String> results = ids(messages.get(i), "toolResult");
      List<String> missing = new ArrayList<>(open);
      missing.removeAll(results);
      if (!missing.isEmpty()) {
        throw BedrockRequestRules.refused(
            "Expected toolResult blocks at messages.%s.content for the following Ids: %s"
                .formatted(i, String.join(", ", missing)));
      }
      if (results.size() > open.size()) {
        throw BedrockRequestRules.refused(
            "The number of toolResult blocks at messages.%s.content exceeds the number of toolUse blocks of previous turn."
                .formatted(i));
      }
      open = ids(messages.get(i), "toolUse");
    }
  }

  /** What the model's own tools did stands in its own message. */
  private static List<String> ids(Json message, String kind) {
    return blocks(message).stream()
        .flatMap(block -> block.object(kind).stream())
        .filter(block -> block.text("type").filter(type -> !type.equals("tool_use")).isEmpty())
        .flatMap(block -> block.text("toolUseId").stream())
        .toList();
  }

  static boolean mentionsTools(JsonObject body) {
    return body.items("messages").stream()
        .flatMap(message -> blocks(message).stream())
        .anyMatch(block -> block.has("toolUse") || block.has("toolResult"));
  }

  /** "Prompt caching for faster model inference". */
  static void cachePoint(String model) {
    if (!BedrockModels.caches(model)) {
      throw new Refused(
          403,
          "AccessDeniedException",
          "",
          "",
          "You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.");
    }
  }
}
