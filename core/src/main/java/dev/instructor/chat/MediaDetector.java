package dev.instructor.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what a text stands for: {@link Part.Media#detect(String)} says how. */
final class MediaDetector {
  private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|gs|s3)://[^\\s/]+/\\S+");

  /** Shorter ones are words: a picture of one point has more. */
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

  /** A path that is longer is none on common systems. */
  private static final int LONGEST_PATH = 4_096;

  private MediaDetector() {}

  static Optional<Part.Media> detect(String text) {
    String bare = text.strip();
    if (DataUrl.is(bare)) {
      return ofDataUrl(bare);
    }
    if (ADDRESS.matcher(bare).matches()) {
      return ofAddress(bare);
    }
    return BASE64.matcher(bare).matches() ? ofBase64(bare) : Optional.empty();
  }

  static Optional<Part.Media> detect(String text, Path root) {
    return detect(text).or(() -> file(text.strip(), root));
  }

  private static Optional<Part.Media> ofDataUrl(String url) {
    int semicolon = url.indexOf(';');
    String type = semicolon < 0 ? "" : url.substring("data:".length(), semicolon);
    boolean known =
        type.startsWith("image/") || type.startsWith("audio/") || type.equals(MediaType.PDF);
    return known
        ? Optional.of(MediaSource.of(MediaType.kind(type)).url(url, Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Part.Media> ofAddress(String url) {
    String path = url.split("[?#]", 2)[0];
    return MediaType.ofName(path)
        .map(type -> MediaSource.of(MediaType.kind(type)).url(url, Optional.empty()));
  }

  private static Optional<Part.Media> ofBase64(String text) {
    byte[] head = Base64.getDecoder().decode(text.substring(0, 24));
    return MediaType.ofContent(head)
        .map(type -> MediaSource.of(MediaType.kind(type)).base64(text, Optional.of(type)));
  }

  private static Optional<Part.Media> file(String text, Path root) {
    if (text.isEmpty() || text.length() > LONGEST_PATH || text.indexOf('\n') >= 0) {
      return Optional.empty();
    }
    try {
      Path folder = root.toRealPath();
      Path file = folder.resolve(text).toRealPath();
      return file.startsWith(folder) && Files.isRegularFile(file)
          ? MediaType.ofFile(file).map(type -> MediaSource.of(MediaType.kind(type)).path(file))
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // No such file: it is a text.
    }
  }
}
