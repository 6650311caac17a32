package dev.instructor.chat;

import dev.instructor.chat.Part.Media;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes parts of a message from a picture: {@code client.prompt("What is this?",
 * Image.ofPath(path))}.
 *
 * <p>The type is found by how the content begins, else by the file's name: PNG, JPEG, GIF, WebP,
 * HEIC, HEIF, AVIF, BMP and TIFF are known. Which of them a vendor takes is up to it. What is given
 * here in full may have 20 MiB at most.
 */
public final class Image {
  private Image() {}

  /**
   * Returns an image at an address. It is handed to the vendor and not fetched here; vendors that
   * take no addresses are given one only where the client may fetch ({@code
   * InstructorBuilder.fetchMedia}). A data URL (RFC 2397) is taken as what it holds.
   *
   * @param url such as {@code https://host/path}; {@code gs:} and {@code s3:} for the vendors that
   *     read them
   * @throws dev.instructor.error.ConfigurationException if it is no such address
   */
  public static Media ofUrl(String url) {
    return MediaSource.IMAGE.url(url, Optional.empty());
  }

  /**
   * As {@link #ofUrl(String)}, with the media type, which some vendors ask for where the address
   * does not end in one.
   *
   * @param type such as {@code image/png}
   */
  public static Media ofUrl(String url, String type) {
    return MediaSource.IMAGE.url(url, Optional.of(type));
  }

  /**
   * Returns an image from a file, which is read at once.
   *
   * @throws dev.instructor.error.ConfigurationException if the file cannot be read, is too large,
   *     or is something else
   */
  public static Media ofPath(Path file) {
    return MediaSource.IMAGE.path(file);
  }

  /**
   * Returns an image from its bytes.
   *
   * @throws dev.instructor.error.ConfigurationException if they are too many, or something else
   */
  public static Media ofBytes(byte[] bytes) {
    return MediaSource.IMAGE.bytes(bytes, Optional.empty());
  }

  /**
   * Returns an image from its bytes, of a type that is taken as given.
   *
   * @param type such as {@code image/png}
   * @throws dev.instructor.error.ConfigurationException if they are too many
   */
  public static Media ofBytes(byte[] bytes, String type) {
    return MediaSource.IMAGE.bytes(bytes, Optional.of(type));
  }

  /**
   * Returns an image from base64 (RFC 4648, section 4), in which line breaks may stand.
   *
   * @throws dev.instructor.error.ConfigurationException if it is no base64, too long, or something
   *     else
   */
  public static Media ofBase64(String base64) {
    return MediaSource.IMAGE.base64(base64, Optional.empty());
  }
}
