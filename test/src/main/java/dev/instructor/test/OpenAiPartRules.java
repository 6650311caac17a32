package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What OpenAI refuses in the parts of a message that are no text. Fields: "Create chat completion"
 * of OpenAI's API reference; wording: errors as users reported them.
 */
final class OpenAiPartRules {
  private static final Pattern IMAGE =
      Pattern.compile("(?s)https?://[^\\s/]+.*|data:image/(png|jpeg|jpg|gif|webp);base64,.+");
  private static final Pattern PDF = Pattern.compile("(?s)data:application/pdf;base64,.+");
  private static final Set<String> DETAILS = Set.of("low", "high", "auto", "original");

  private OpenAiPartRules() {}

  static void check(JsonObject part, String type, String role, String at) {
    if (!role.equals("user") && Set.of("image_url", "input_audio", "file").contains(type)) {
      throw Refused.badRequest(
          at,
          "invalid_value",
          "Invalid value: '%s'. Image, audio and file parts are only allowed in messages with role 'user', but this message with role '%s' contains one."
              .formatted(type, role));
    }
    switch (type) {
      case "image_url" -> image(object(part, type, at), at + "." + type);
      case "input_audio" -> audio(object(part, type, at), at + "." + type);
      case "file" -> file(object(part, type, at), at + "." + type);
      default -> {
        // Texts, and what only answers hold.
      }
    }
  }

  private static JsonObject object(JsonObject part, String name, String at) {
    Json value = part.get(name).orElseThrow();
    return value
        .asObject()
        .orElseThrow(() -> Refused.wrongType(at + "." + name, "an object", value));
  }

  private static void image(JsonObject image, String at) {
    String url = text(image, "url", at);
    if (!IMAGE.matcher(url).matches()) {
      throw Refused.badRequest(
          at + ".url",
          "invalid_value",
          "Invalid '%s.url'. Expected a valid URL, but got a value with an invalid format."
              .formatted(at));
    }
    image
        .text("detail")
        .filter(detail -> !DETAILS.contains(detail))
        .ifPresent(
            detail -> {
              throw Refused.wrongValue(at + ".detail", detail, "'low', 'high', and 'auto'");
            });
  }

  private static void audio(JsonObject audio, String at) {
    text(audio, "data", at);
    String format = text(audio, "format", at);
    if (!Set.of("wav", "mp3").contains(format)) {
      throw Refused.wrongValue(at + ".format", format, "'wav' and 'mp3'");
    }
  }

  private static void file(JsonObject file, String at) {
    if (file.has("file_id")) {
      return;
    }
    if (!file.has("file_data")) {
      throw Refused.missing(at + ".file_id");
    }
    text(file, "filename", at);
    if (!PDF.matcher(text(file, "file_data", at)).matches()) {
      throw Refused.badRequest(
          at + ".file_data",
          "invalid_value",
          "Invalid file data: '%s.file_data'. Expected a base64-encoded data URL with an application/pdf MIME type (e.g. 'data:application/pdf;base64,aGVsbG8=')."
              .formatted(at));
    }
  }

  private static String text(JsonObject object, String name, String at) {
    Json value = object.get(name).orElseThrow(() -> Refused.missing(at + "." + name));
    return value.asText().orElseThrow(() -> Refused.wrongType(at + "." + name, "a string", value));
  }
}
