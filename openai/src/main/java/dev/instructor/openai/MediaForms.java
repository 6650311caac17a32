package dev.instructor.openai;

import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Part.Media.Kind;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which media a vendor takes in chat completions, and how it writes them (OpenAI, "Create chat
 * completion": {@code image_url}, {@code input_audio} and {@code file}).
 *
 * @param kinds which kinds
 * @param imageAddresses whether an image may be at an address
 * @param documents how a document is written
 * @param cacheMarks whether parts may have {@code cache_control}
 */
record MediaForms(
    Set<Kind> kinds, boolean imageAddresses, DocumentForm documents, boolean cacheMarks) {

  /** How a document is written. */
  enum DocumentForm {
    /** OpenAI's: {@code {"type":"file","file":{"filename":…,"file_data":"data:…"}}}. */
    FILE,
    /** The same, with an address allowed in place of the data URL. */
    FILE_OR_ADDRESS,
    /** {@code {"type":"document_url","document_url":…}}, an address or a data URL. */
    DOCUMENT_URL
  }

  /** OpenAI's own. */
  static final MediaForms OPENAI =
      new MediaForms(Set.of(Kind.values()), true, DocumentForm.FILE, false);

  static final MediaForms NONE = new MediaForms(Set.of(), false, DocumentForm.FILE, false);

  static MediaForms of(DocumentForm documents, Kind... kinds) {
    return new MediaForms(Set.of(kinds), true, documents, false);
  }

  MediaForms withoutAddresses() {
    return new MediaForms(kinds, false, documents, cacheMarks);
  }

  MediaForms withCacheMarks() {
    return new MediaForms(kinds, imageAddresses, documents, true);
  }

  boolean takesAddress(Media media) {
    if (!(media.content() instanceof Media.Url at)
        || !kinds.contains(media.kind())
        || !String.valueOf(at.url().getScheme()).toLowerCase(Locale.ROOT).startsWith("http")) {
      return false;
    }
    return switch (media.kind()) {
      case IMAGE -> imageAddresses;
      case AUDIO -> false;
      case DOCUMENT -> documents != DocumentForm.FILE;
    };
  }

  /**
   * Returns the content part.
   *
   * @param vendor whose form it is, for messages
   */
  JsonObject write(Media media, String vendor) {
    if (!kinds.contains(media.kind())) {
      throw UnsupportedMedia.kind(vendor, media, taken());
    }
    if (media.content() instanceof Media.Url && !takesAddress(media)) {
      throw UnsupportedMedia.address(vendor, media);
    }
    return switch (media.kind()) {
      case IMAGE -> part("image_url", Json.object().put("url", url(media)).build());
      case AUDIO -> part("input_audio", audio(media, vendor));
      case DOCUMENT -> document(media);
    };
  }

  private String taken() {
    return kinds.isEmpty()
        ? "text alone"
        : kinds.stream()
            .sorted()
            .map(kind -> kind.name().toLowerCase(Locale.ROOT) + "s")
            .collect(Collectors.joining(", "));
  }

  private static JsonObject audio(Media media, String vendor) {
    String format =
        switch (media.type().toLowerCase(Locale.ROOT)) {
          case "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave" -> "wav";
          case "audio/mpeg", "audio/mp3" -> "mp3";
          default -> throw UnsupportedMedia.kind(vendor, media, "audio/wav and audio/mpeg (mp3)");
        };
    return Json.object().put("data", base64(media)).put("format", format).build();
  }

  private JsonObject document(Media media) {
    if (documents == DocumentForm.DOCUMENT_URL) {
      return part("document_url", Json.of(url(media)));
    }
    return part(
        "file",
        Json.object()
            .put("filename", media.name().orElse("document.pdf"))
            .put("file_data", url(media))
            .build());
  }

  private static JsonObject part(String type, Json value) {
    return Json.object().put("type", type).put(type, value).build();
  }

  /** Returns the address, or a data URL. */
  private static String url(Media media) {
    return media.content() instanceof Media.Url at
        ? at.url().toString()
        : "data:" + media.type() + ";base64," + base64(media);
  }

  private static String base64(Media media) {
    return media.content() instanceof Media.Data data ? data.base64() : "";
  }
}
