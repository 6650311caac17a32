package dev.instructor.google;

import dev.instructor.chat.Part.Media;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.Locale;
import java.util.Set;

/**
 * Writes images, recordings and documents: content as {@code inlineData}, addresses as {@code
 * fileData} (Gemini API, "Part" and "File input methods"; Vertex AI, "FileData").
 *
 * @param vendor the name in {@code provider/model}
 * @param schemes the schemes of the addresses it fetches
 * @param typeNeeded whether the type of what is at an address must be said
 */
record MediaParts(String vendor, Set<String> schemes, boolean typeNeeded) {
  private static final String ANY = "/*";

  static MediaParts of(String vendor) {
    return vendor.equals(VertexEndpoint.NAME)
        ? new MediaParts(vendor, Set.of("https", "http", "gs"), true)
        : new MediaParts(vendor, Set.of("https", "http"), false);
  }

  boolean takesAddress(Media media) {
    return media.content() instanceof Media.Url at
        && schemes.contains(String.valueOf(at.url().getScheme()).toLowerCase(Locale.ROOT));
  }

  JsonObject write(Media media) {
    if (media.content() instanceof Media.Data data) {
      return part(
          "inlineData",
          Json.object().put("mimeType", media.type()).put("data", data.base64()).build());
    }
    if (!takesAddress(media) || !(media.content() instanceof Media.Url at)) {
      throw UnsupportedMedia.address(vendor, media);
    }
    JsonObject.Builder file = Json.object();
    if (!media.type().endsWith(ANY)) {
      file.put("mimeType", media.type());
    } else if (typeNeeded) {
      throw new ConfigurationException(
          "%s needs the media type of what is at an address, and this address does not tell it: say it, such as Image.ofUrl(url, \"image/png\")"
              .formatted(vendor));
    }
    return part("fileData", file.put("fileUri", at.url().toString()).build());
  }

  private static JsonObject part(String name, JsonObject value) {
    return Json.object().put(name, value).build();
  }
}
