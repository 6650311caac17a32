package dev.instructor.test;

import dev.instructor.json.JsonObject;

/**
 * What Google refuses in content that is no text. Fields: Gemini API, "Blob" and "FileData";
 * wording: errors as users reported them.
 */
final class GoogleMediaRules {
  private GoogleMediaRules() {}

  static void check(JsonObject part, String at) {
    part.object("inlineData").ifPresent(data -> inline(data, at + ".inline_data"));
    part.object("fileData").ifPresent(data -> file(data, at + ".file_data"));
  }

  private static void inline(JsonObject data, String at) {
    if (!type(data).matches("[a-z]+/[a-z0-9.+-]+")) {
      throw GoogleRequestRules.refused(at + ".mime_type", "Unsupported MIME type: " + type(data));
    }
    // Base64, of either alphabet.
    if (!text(data, "data", "data").matches("[A-Za-z0-9+/_-]+={0,2}")) {
      throw GoogleRequestRules.refused(
          at + ".data",
          "Invalid value at '%s.data' (TYPE_BYTES), Base64 decoding failed".formatted(at));
    }
  }

  private static void file(JsonObject data, String at) {
    if (text(data, "fileUri", "file_uri").isEmpty()) {
      throw GoogleRequestRules.refused(
          at + ".file_uri",
          "* GenerateContentRequest.%s.file_uri: File uri cannot be empty.\n".formatted(at));
    }
  }

  private static String type(JsonObject data) {
    return text(data, "mimeType", "mime_type");
  }

  private static String text(JsonObject object, String name, String other) {
    return object.text(name).or(() -> object.text(other)).orElse("");
  }
}
