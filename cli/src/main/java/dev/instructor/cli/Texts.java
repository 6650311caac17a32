package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads whole texts, which are UTF-8 with or without a byte order mark. */
final class Texts {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The option that names a file with the text. */
  static final String FILE = "--file";

  private Texts() {}

  /**
   * Returns the text to extract from: the positional argument, a file, or standard input.
   *
   * @throws ConfigurationException if there is none, it is empty, or it is not UTF-8
   */
  static String input(Arguments arguments, Terminal terminal) {
    Optional<String> file = arguments.value(FILE);
    Optional<String> given = arguments.positional();
    if (file.isPresent() && given.isPresent()) {
      throw new ConfigurationException("The text comes from -f or stands on the line, not both");
    }
    String text =
        file.map(name -> ofFile("-f", name))
            .or(() -> given.filter(word -> !word.equals("-")))
            .orElseGet(() -> ofInput(given.isPresent(), terminal));
    if (text.isBlank()) {
      throw new ConfigurationException("The text is empty");
    }
    return text;
  }

  private static String ofInput(boolean asked, Terminal terminal) {
    if (!asked && terminal.inIsKeyboard()) {
      throw new ConfigurationException(
          "There is no text: put it at the end in quotes, name a file with -f, or pipe it in; '-'"
              + " reads what you type");
    }
    return ofStream(terminal.in());
  }

  /**
   * Returns the output of a model to read: a file's, or what is on standard input. Bytes that are
   * not UTF-8 become replacement characters: such is messy output.
   *
   * @throws ConfigurationException if there is none
   */
  static String output(Arguments arguments, Terminal terminal) {
    Optional<String> file = arguments.positional().filter(name -> !name.equals("-"));
    if (file.isEmpty() && arguments.positional().isEmpty() && terminal.inIsKeyboard()) {
      throw new ConfigurationException(
          "There is no output to read: name a file or pipe it in; '-' reads what you type");
    }
    try (InputStream in = file.isPresent() ? open(file.get()) : terminal.in()) {
      return withoutMark(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable("FILE", file.orElse("-"), e);
    }
  }

  private static InputStream open(String file) throws IOException {
    return Files.newInputStream(path("FILE", file));
  }

  /**
   * Returns a file's text.
   *
   * @param option the option that named the file, for messages
   * @throws ConfigurationException if it cannot be read or is not UTF-8
   */
  static String ofFile(String option, String file) {
    try (InputStream in = Files.newInputStream(path(option, file))) {
      return decode(in.readAllBytes(), option + " " + file);
    } catch (IOException e) {
      throw unreadable(option, file, e);
    }
  }

  /**
   * Returns the rest of a stream.
   *
   * @throws ConfigurationException if it is not UTF-8
   */
  static String ofStream(InputStream in) {
    try {
      return decode(in.readAllBytes(), "standard input");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path path(String option, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(option + ": '" + file + "' is no path", e);
    }
  }

  static ConfigurationException unreadable(String option, String file, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "there is no such file"
            : Files.isDirectory(Path.of(file)) ? "it is a folder" : "it cannot be read";
    return new ConfigurationException(option + " " + file + ": " + reason, e);
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static String decode(byte[] bytes, String what) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return withoutMark(text);
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          what + " is not UTF-8; convert it first, for example with iconv", e);
    }
  }
}
