package dev.instructor.chat;

import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Part.Media.Kind;
import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where media of one kind come from.
 *
 * @param kind the kind
 * @param anyType the type of one at an address that does not tell it
 */
record MediaSource(Kind kind, String anyType) {
  static final MediaSource IMAGE = new MediaSource(Kind.IMAGE, "image/*");
  static final MediaSource AUDIO = new MediaSource(Kind.AUDIO, "audio/*");
  static final MediaSource DOCUMENT = new MediaSource(Kind.DOCUMENT, MediaType.PDF);

  private static final Set<String> SCHEMES = Set.of("http", "https", "gs", "s3");

  static MediaSource of(Kind kind) {
    return switch (kind) {
      case IMAGE -> IMAGE;
      case AUDIO -> AUDIO;
      case DOCUMENT -> DOCUMENT;
    };
  }

  /** Returns what is at an address, or in a data URL. */
  Media url(String url, Optional<String> type) {
    if (DataUrl.is(url)) {
      DataUrl data = DataUrl.parse(url);
      return base64(data.base64(), type.or(data::type));
    }
    URI uri = uri(url);
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    String found = type.or(() -> MediaType.ofName(path).filter(this::fits)).orElse(anyType);
    return new Media(kind, found, new Media.Url(uri), Optional.empty());
  }

  private URI uri(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          && uri.getRawAuthority() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below: the exception's own text quotes the address, which can hold a secret.
    }
    throw new ConfigurationException(
        "The address of the %s is none: it begins with https:, http:, gs:, s3: or data:, and has no blanks in it; a file is given with ofPath"
            .formatted(word()));
  }

  /** Returns the content of a file, under its name. */
  Media path(Path file) {
    byte[] bytes = read(file);
    String name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    String type = type(bytes, name, "the file " + name);
    return new Media(kind, type, encoded(bytes), Optional.of(name));
  }

  private byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) kind.maxBytes() + 1);
      refuseLarge(bytes.length, "The file " + file);
      return bytes;
    } catch (IOException e) {
      throw new ConfigurationException(
          "The file %s cannot be read: is the path right, and is it a file?".formatted(file), e);
    }
  }

  Media bytes(byte[] bytes, Optional<String> type) {
    refuseLarge(bytes.length, "The " + word());
    String found = type.orElseGet(() -> type(bytes, "", "the bytes"));
    return new Media(kind, found, encoded(bytes), Optional.empty());
  }

  /** Returns what is in a text in base64, in which line breaks may stand. */
  Media base64(String text, Optional<String> type) {
    String plain = text.chars().anyMatch(Character::isWhitespace) ? unbroken(text) : text;
    refuseLarge(plain.length() / 4L * 3, "The " + word());
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException e) {
      // The cause would quote a character of the content.
      throw new ConfigurationException("The text is not base64 (RFC 4648, section 4)");
    }
    String found = type.orElseGet(() -> type(bytes, "", "the base64 text"));
    refuseOther(found, "the base64 text");
    return new Media(kind, found, new Media.Data(plain), Optional.empty());
  }

  private static String unbroken(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static Media.Data encoded(byte[] bytes) {
    return new Media.Data(Base64.getEncoder().encodeToString(bytes));
  }

  private String type(byte[] bytes, String name, String what) {
    Optional<String> content =
        MediaType.ofContent(Arrays.copyOf(bytes, Math.min(bytes.length, MediaType.HEAD)));
    String type =
        content
            .or(() -> MediaType.ofName(name))
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "The type of %s is not known from its content or name; that of an image or a recording can be said: ofBytes(bytes, \"image/png\")"
                            .formatted(what)));
    refuseOther(type, what);
    return type;
  }

  private void refuseOther(String type, String what) {
    if (!fits(type)) {
      throw new ConfigurationException(
          "%s%s is %s, which is no %s: take Image, Audio or Pdf, whichever it is"
              .formatted(
                  what.substring(0, 1).toUpperCase(Locale.ROOT), what.substring(1), type, word()));
    }
  }

  private boolean fits(String type) {
    return MediaType.kind(type) == kind;
  }

  private void refuseLarge(long size, String what) {
    if (size > kind.maxBytes()) {
      throw new ConfigurationException(
          "%s is larger than %s MiB, the most for one %s: make it smaller, or give its address"
              .formatted(what, kind.maxBytes() >> 20, word()));
    }
  }

  private String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
