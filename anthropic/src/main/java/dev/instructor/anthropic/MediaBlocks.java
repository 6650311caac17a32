package dev.instructor.anthropic;

import dev.instructor.chat.Part.Media;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Writes images and documents ("Vision", "PDF support", and "Create a Message"). */
final class MediaBlocks {
  private static final String VENDOR = "Anthropic";
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final String PDF = "application/pdf";

  private MediaBlocks() {}

  /**
   * Returns whether the vendor fetches it: "Only HTTPS URLs are supported", and PDF of documents.
   */
  static boolean takesAddress(Media media) {
    return media.content() instanceof Media.Url at
        && "https".equalsIgnoreCase(at.url().getScheme())
        && switch (media.kind()) {
          case IMAGE -> true;
          case AUDIO -> false;
          case DOCUMENT -> media.type().equals(PDF);
        };
  }

  static JsonObject write(Media media) {
    return switch (media.kind()) {
      case IMAGE -> block("image", image(media));
      case AUDIO -> throw refused(media);
      case DOCUMENT -> {
        JsonObject block = block("document", document(media));
        yield media.name().map(name -> block.with("title", Json.of(name))).orElse(block);
      }
    };
  }

  private static JsonObject image(Media media) {
    if (media.content() instanceof Media.Data data) {
      if (!IMAGES.contains(type(media))) {
        throw refused(media);
      }
      return base64(media, data);
    }
    return url(media);
  }

  private static JsonObject document(Media media) {
    if (!(media.content() instanceof Media.Data data)) {
      return url(media);
    }
    if (type(media).equals(PDF)) {
      return base64(media, data);
    }
    if (!type(media).startsWith("text/")) {
      throw refused(media);
    }
    byte[] text = Base64.getDecoder().decode(data.base64());
    return Json.object()
        .put("type", "text")
        .put("media_type", "text/plain")
        .put("data", new String(text, StandardCharsets.UTF_8))
        .build();
  }

  private static JsonObject url(Media media) {
    if (!takesAddress(media) || !(media.content() instanceof Media.Url at)) {
      throw UnsupportedMedia.address(VENDOR, media);
    }
    return Json.object().put("type", "url").put("url", at.url().toString()).build();
  }

  private static JsonObject base64(Media media, Media.Data data) {
    return Json.object()
        .put("type", "base64")
        .put("media_type", type(media))
        .put("data", data.base64())
        .build();
  }

  private static JsonObject block(String type, JsonObject source) {
    return Json.object().put("type", type).put("source", source).build();
  }

  private static String type(Media media) {
    return media.type().toLowerCase(Locale.ROOT);
  }

  private static RuntimeException refused(Media media) {
    return UnsupportedMedia.kind(
        VENDOR, media, "images (JPEG, PNG, GIF, WebP), PDF and plain text documents");
  }
}
