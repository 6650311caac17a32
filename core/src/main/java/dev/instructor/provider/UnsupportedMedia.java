package dev.instructor.provider;

import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;

/** How a codec refuses images, recordings and documents that its vendor does not take. */
public final class UnsupportedMedia {
  private UnsupportedMedia() {}

  /**
   * Returns the refusal of a kind or a type.
   *
   * @param vendor who does not take it
   * @param takes what it takes, such as {@code images (PNG, JPEG) and PDF}
   */
  public static ConfigurationException kind(String vendor, Part.Media media, String takes) {
    return new ConfigurationException(
        "%s does not take %s of the type %s: it takes %s"
            .formatted(vendor, article(media), media.type(), takes));
  }

  /** Returns the refusal of an address, where the vendor wants the content. */
  public static ConfigurationException address(String vendor, Part.Media media) {
    return new ConfigurationException(
        "%s does not take this address of %s: give the content (ofPath, ofBytes), or let the client fetch it with builder.fetchMedia(true)"
            .formatted(vendor, article(media)));
  }

  /** Returns the refusal of media in a message that can have only text. */
  public static ConfigurationException place(String vendor, Part.Media media) {
    return new ConfigurationException(
        "%s takes %s in user messages only: put it there".formatted(vendor, article(media)));
  }

  private static String article(Part.Media media) {
    return switch (media.kind()) {
      case IMAGE -> "an image";
      case AUDIO -> "a recording";
      case DOCUMENT -> "a document";
    };
  }
}
