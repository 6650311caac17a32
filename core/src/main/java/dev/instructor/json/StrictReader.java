package dev.instructor.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.instructor.json.internal.StrictTokens;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a text that is exactly one value: strict RFC 8259, limits against hostile input. */
final class StrictReader {
  static final int MAX_DEPTH = StrictTokens.MAX_DEPTH;

  private StrictReader() {}

  static Json read(String text) {
    try (JsonParser parser = StrictTokens.parser(text)) {
      if (parser.nextToken() == null) {
        throw new InvalidJsonException("the text is empty", 0);
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw new InvalidJsonException(
            "there is more after the JSON value", parser.currentTokenLocation().getCharOffset());
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new InvalidJsonException(
          "the JSON is nested deeper than " + MAX_DEPTH + " levels or has an endless number", -1);
    } catch (JsonProcessingException e) {
      long offset = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
      throw new InvalidJsonException("the text is not JSON", offset);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a text in memory", e);
    }
  }

  /** Returns a parser of a part of a text. */
  static JsonParser parser(char[] text, int start, int length) throws IOException {
    return StrictTokens.parser(text, start, length);
  }

  /** Returns the value that begins at the parser's token. */
  static Json value(JsonParser parser) throws IOException {
    return StrictTokens.value(parser);
  }
}
