package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Anthropic refuses in images, documents and cache marks. Fields: "Create a Message" of its
 * API reference, "Vision", "PDF support" and "Prompt caching"; wording: errors as users reported
 * them.
 */
final class AnthropicMediaRules {
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final int MARKS = 4;

  private AnthropicMediaRules() {}

  static void block(JsonObject block, String type, String at) {
    switch (type) {
      case "image" -> source(block, Set.of("base64", "url", "file"), at + ".image");
      case "document" ->
          source(block, Set.of("base64", "url", "text", "content", "file"), at + ".document");
      case "audio", "input_audio", "image_url", "file" ->
          throw AnthropicRequestRules.refused(
              "%s: Input tag '%s' found using 'type' does not match any of the expected tags: 'document', 'image', 'redacted_thinking', 'text', 'thinking', 'tool_result', 'tool_use'"
                  .formatted(at, type));
      default -> {
        // Not about media.
      }
    }
    if (type.endsWith("thinking") && block.has("cache_control")) {
      throw AnthropicRequestRules.extra(at + "." + type + ".cache_control");
    }
  }

  private static void source(JsonObject block, Set<String> types, String at) {
    JsonObject source =
        block.object("source").orElseThrow(() -> AnthropicRequestRules.required(at + ".source"));
    String type =
        source
            .text("type")
            .filter(types::contains)
            .orElseThrow(
                () ->
                    AnthropicRequestRules.refused(
                        at + ".source: Input tag found using 'type' is not expected"));
    String where = at + ".source." + type;
    if (type.equals("url")) {
      if (!required(source, "url", where).startsWith("https://")) {
        throw AnthropicRequestRules.refused(where + ".url: Only HTTPS URLs are supported.");
      }
    } else if (type.equals("base64")) {
      base64(source, at.endsWith(".image"), where);
    } else if (type.equals("text") && !required(source, "media_type", where).equals("text/plain")) {
      throw AnthropicRequestRules.refused(where + ".media_type: Input should be 'text/plain'");
    }
  }

  private static void base64(JsonObject source, boolean image, String at) {
    String type = required(source, "media_type", at);
    if (image && !IMAGES.contains(type)) {
      throw AnthropicRequestRules.refused(
          at
              + ".media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'");
    }
    if (!image && !type.equals("application/pdf")) {
      throw AnthropicRequestRules.refused(at + ".media_type: Input should be 'application/pdf'");
    }
    if (!required(source, "data", at).matches("[A-Za-z0-9+/]+={0,2}")) {
      throw AnthropicRequestRules.refused(at + ".data: Invalid base64 data");
    }
  }

  private static String required(JsonObject object, String name, String at) {
    return object.text(name).orElseThrow(() -> AnthropicRequestRules.required(at + "." + name));
  }

  /** There are at most four marks in tools, system and messages together. */
  static void marks(JsonObject body) {
    int marks = 0;
    for (String name : List.of("tools", "system", "messages")) {
      marks += marks(body.get(name).orElse(Json.ofNull()));
    }
    if (marks > MARKS) {
      throw AnthropicRequestRules.refused(
          "A maximum of 4 blocks with cache_control may be provided. Found %s.".formatted(marks));
    }
  }

  /** Marks stand on blocks alone, and a block can hold others. */
  private static int marks(Json value) {
    if (!(value instanceof JsonArray blocks)) {
      return 0;
    }
    int marks = 0;
    for (Json item : blocks.items()) {
      JsonObject block = item.asObject().orElse(JsonObject.empty());
      Json mark = block.get("cache_control").orElse(Json.ofNull());
      if (!mark.isNull()) {
        marks++;
        if (!mark.at("/type").equals(Optional.of(Json.of("ephemeral")))) {
          throw AnthropicRequestRules.refused(
              "cache_control.type: Input tag found using 'type' does not match any of the expected tags: 'ephemeral'");
        }
      }
      marks += marks(block.get("content").orElse(Json.ofNull()));
    }
    return marks;
  }
}
