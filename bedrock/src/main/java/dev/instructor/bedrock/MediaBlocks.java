package dev.instructor.bedrock;

import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes images, recordings and documents of one conversation ("ImageBlock", "AudioBlock" and
 * "DocumentBlock" of the API reference). Bedrock takes them here, or from S3.
 */
final class MediaBlocks {
  private static final Map<String, String> IMAGES =
      Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/webp", "webp");

  private static final Map<String, String> AUDIO = audio();
  private static final Map<String, String> DOCUMENTS = documents();

  private final Set<String> names = new HashSet<>();

  private static Map<String, String> audio() {
    Map<String, String> formats = new HashMap<>();
    formats.put("audio/mpeg", "mp3");
    formats.put("audio/mp3", "mp3");
    formats.put("audio/wav", "wav");
    formats.put("audio/x-wav", "wav");
    formats.put("audio/flac", "flac");
    formats.put("audio/ogg", "ogg");
    formats.put("audio/opus", "opus");
    formats.put("audio/aac", "aac");
    formats.put("audio/mp4", "m4a");
    formats.put("audio/x-m4a", "m4a");
    formats.put("audio/webm", "webm");
    return Map.copyOf(formats);
  }

  private static Map<String, String> documents() {
    String office = "application/vnd.openxmlformats-officedocument.";
    return Map.of(
        "application/pdf",
        "pdf",
        "text/csv",
        "csv",
        "text/html",
        "html",
        "text/plain",
        "txt",
        "text/markdown",
        "md",
        "application/msword",
        "doc",
        office + "wordprocessingml.document",
        "docx",
        "application/vnd.ms-excel",
        "xls",
        office + "spreadsheetml.sheet",
        "xlsx");
  }

  JsonObject write(Part.Media media) {
    return switch (media.kind()) {
      case IMAGE -> block("image", Json.object().put("format", format(media, IMAGES)), media);
      case AUDIO -> block("audio", Json.object().put("format", format(media, AUDIO)), media);
      case DOCUMENT ->
          block(
              "document",
              Json.object()
                  .put("format", format(media, DOCUMENTS))
                  .put("name", name(media.name().orElse("document"))),
              media);
    };
  }

  private static JsonObject block(String kind, JsonObject.Builder block, Part.Media media) {
    return Json.object().put(kind, block.put("source", source(media)).build()).build();
  }

  private static String format(Part.Media media, Map<String, String> formats) {
    String type = media.type().toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String format = formats.get(parameters < 0 ? type : type.substring(0, parameters).strip());
    if (format == null) {
      throw new ConfigurationException(
          "Bedrock takes no %s of type %s; it takes %s"
              .formatted(
                  media.kind().name().toLowerCase(Locale.ROOT),
                  media.type(),
                  String.join(", ", formats.keySet().stream().sorted().toList())));
    }
    return format;
  }

  private static JsonObject source(Part.Media media) {
    if (media.content() instanceof Part.Media.Data data) {
      return Json.object().put("bytes", data.base64()).build();
    }
    Part.Media.Url url = (Part.Media.Url) media.content();
    if (!"s3".equals(url.url().getScheme())) {
      throw new ConfigurationException(
          "Bedrock fetches nothing from the web: give the content itself, or an address that begins"
              + " with s3://");
    }
    return Json.object()
        .put("s3Location", Json.object().put("uri", url.url().toString()).build())
        .build();
  }

  /**
   * Letters, digits, single blanks, hyphens and brackets are allowed, 200 of them at most, and no
   * name twice.
   */
  private String name(String stated) {
    String clean =
        stated.replaceAll("[^A-Za-z0-9\\s()\\[\\]-]", "-").replaceAll("\\s+", " ").strip();
    String base = clean.isEmpty() ? "document" : clean.substring(0, Math.min(clean.length(), 190));
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + " " + i;
    }
    return name;
  }
}
