package dev.instructor.chat;

import dev.instructor.chat.Part.Media;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes parts of a message from a PDF document: {@code client.prompt("What is this?",
 * Pdf.ofPath(path))}.
 *
 * <p>That it is one is seen by how the content begins, else by the file's name. What is given here
 * in full may have 50 MiB at most.
 */
public final class Pdf {
  private Pdf() {}

  /**
   * Returns a PDF at an address. It is handed to the vendor and not fetched here; vendors that take
   * no addresses are given one only where the client may fetch ({@code
   * InstructorBuilder.fetchMedia}). A data URL (RFC 2397) is taken as what it holds.
   *
   * @param url such as {@code https://host/path}; {@code gs:} and {@code s3:} for the vendors that
   *     read them
   * @throws dev.instructor.error.ConfigurationException if it is no such address
   */
  public static Media ofUrl(String url) {
    return MediaSource.DOCUMENT.url(url, Optional.empty());
  }

  /**
   * Returns a PDF from a file, which is read at once.
   *
   * @throws dev.instructor.error.ConfigurationException if the file cannot be read, is too large,
   *     or is something else
   */
  public static Media ofPath(Path file) {
    return MediaSource.DOCUMENT.path(file);
  }

  /**
   * Returns a PDF from its bytes.
   *
   * @throws dev.instructor.error.ConfigurationException if they are too many, or something else
   */
  public static Media ofBytes(byte[] bytes) {
    return MediaSource.DOCUMENT.bytes(bytes, Optional.empty());
  }

  /**
   * Returns a PDF from base64 (RFC 4648, section 4), in which line breaks may stand.
   *
   * @throws dev.instructor.error.ConfigurationException if it is no base64, too long, or something
   *     else
   */
  public static Media ofBase64(String base64) {
    return MediaSource.DOCUMENT.base64(base64, Optional.empty());
  }
}
