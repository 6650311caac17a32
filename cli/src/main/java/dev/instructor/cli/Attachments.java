package dev.instructor.cli;

import dev.instructor.chat.Audio;
import dev.instructor.chat.Image;
import dev.instructor.chat.Part;
import dev.instructor.chat.Pdf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The images, recordings and PDF documents that are sent along. */
final class Attachments {
  static final String FETCH = "--fetch-media";

  private static final String IMAGE = "--image";
  private static final String AUDIO = "--audio";
  private static final String PDF = "--pdf";
  private static final String LABEL = "FILE|URL";
  private static final Pattern ADDRESS = Pattern.compile("(?i)([a-z][a-z0-9+.-]+://|data:).*");

  static final List<Option> OPTIONS =
      List.of(
          Option.repeated(IMAGE, LABEL, "Send an image along; may be given several times."),
          Option.repeated(AUDIO, LABEL, "Send a recording along; may be given several times."),
          Option.repeated(PDF, LABEL, "Send a PDF along; may be given several times."),
          Option.flag(
              FETCH, "Fetch what is at a public URL if the vendor takes its content only."));

  private Attachments() {}

  /** Returns what is to be sent along; empty for nothing. */
  static List<Part> of(Arguments arguments) {
    List<Part> parts = new ArrayList<>();
    add(parts, arguments, IMAGE, Image::ofUrl, file -> Image.ofPath(Texts.path(IMAGE, file)));
    add(parts, arguments, AUDIO, Audio::ofUrl, file -> Audio.ofPath(Texts.path(AUDIO, file)));
    add(parts, arguments, PDF, Pdf::ofUrl, file -> Pdf.ofPath(Texts.path(PDF, file)));
    return parts;
  }

  private static void add(
      List<Part> parts,
      Arguments arguments,
      String option,
      Function<String, Part> ofUrl,
      Function<String, Part> ofFile) {
    for (String given : arguments.values(option)) {
      parts.add((ADDRESS.matcher(given).matches() ? ofUrl : ofFile).apply(given));
    }
  }
}
