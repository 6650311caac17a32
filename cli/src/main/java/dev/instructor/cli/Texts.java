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

/** Reads whole texts, which are UTF-8 with or without a byte order mark. */
final class Texts {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Texts() {}

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

  private static String decode(byte[] bytes, String what) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          what + " is not UTF-8; convert it first, for example with iconv", e);
    }
  }
}
