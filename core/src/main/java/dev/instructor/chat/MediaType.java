package dev.instructor.chat;

import dev.instructor.chat.Part.Media.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types: found by how content begins, or by how a name ends. */
final class MediaType {
  static final String PDF = "application/pdf";

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("heic", "image/heic"),
          Map.entry("heif", "image/heif"),
          Map.entry("avif", "image/avif"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("wav", "audio/wav"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("mpga", "audio/mpeg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("aac", "audio/aac"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("aiff", "audio/aiff"),
          Map.entry("aif", "audio/aiff"),
          Map.entry("weba", "audio/webm"),
          Map.entry("webm", "audio/webm"),
          Map.entry("pdf", PDF));

  /** How many bytes from the beginning tell the type. */
  static final int HEAD = 16;

  private MediaType() {}

  /** Returns the type of content that begins like this (each format's own specification). */
  static Optional<String> ofContent(byte[] head) {
    String text = new String(head, 0, Math.min(HEAD, head.length), StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    }
    if (text.startsWith("BM") && text.startsWith("\0\0\0\0", 6)) {
      return Optional.of("image/bmp");
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return Optional.of("image/tiff");
    }
    if (text.startsWith("%PDF-")) {
      return Optional.of(PDF);
    }
    if (text.startsWith("fLaC")) {
      return Optional.of("audio/flac");
    }
    if (text.startsWith("OggS")) {
      return Optional.of("audio/ogg");
    }
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return Optional.of("audio/webm");
    }
    return ofContainer(text).or(() -> ofFrames(text));
  }

  /** RIFF, IFF and the ISO base media format name in their heads what they hold. */
  private static Optional<String> ofContainer(String text) {
    if (text.length() < 12) {
      return Optional.empty();
    }
    String brand = text.substring(8, 12);
    if (text.startsWith("RIFF")) {
      return Optional.ofNullable(Map.of("WEBP", "image/webp", "WAVE", "audio/wav").get(brand));
    }
    if (text.startsWith("FORM")) {
      return brand.startsWith("AIF") ? Optional.of("audio/aiff") : Optional.empty();
    }
    if (!text.startsWith("ftyp", 4)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (brand) {
          case "heic", "heix", "hevc" -> "image/heic";
          case "mif1", "msf1" -> "image/heif";
          case "avif", "avis" -> "image/avif";
          case "M4A ", "M4B " -> "audio/mp4";
          default -> null;
        });
  }

  /** MPEG audio has no head of its own: it begins with a tag, or with its first frame. */
  private static Optional<String> ofFrames(String text) {
    if (text.startsWith("ID3")) {
      return Optional.of("audio/mpeg");
    }
    if (text.length() < 2 || text.charAt(0) != 0xff) {
      return Optional.empty();
    }
    int second = text.charAt(1);
    if ((second & 0xf6) == 0xf0) {
      return Optional.of("audio/aac");
    }
    boolean layer3 = (second & 0xe6) == 0xe2 && (second & 0x18) != 0x08;
    return layer3 ? Optional.of("audio/mpeg") : Optional.empty();
  }

  /** Returns the type that a file of this name has. */
  static Optional<String> ofName(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(BY_ENDING.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** Returns the type of a file, by its content or its name. */
  static Optional<String> ofFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ofContent(in.readNBytes(HEAD)).or(() -> ofName(file.toString()));
    }
  }

  /** Returns what things of a type are. */
  static Kind kind(String type) {
    return type.startsWith("image/")
        ? Kind.IMAGE
        : type.startsWith("audio/") ? Kind.AUDIO : Kind.DOCUMENT;
  }
}
