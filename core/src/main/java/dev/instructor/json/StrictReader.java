package dev.instructor.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Builds the tree from Jackson's tokens: strict RFC 8259, limits against hostile input. */
final class StrictReader {
  static final int MAX_DEPTH = 1_000;
  private static final int MAX_NUMBER = 10_000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictReader() {}

  static Json read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
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
    return FACTORY.createParser(text, start, length);
  }

  /**
   * Returns the value that begins at the parser's token; the parser stands at its last token
   * afterwards.
   */
  static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.INSTANCE;
      default -> throw new InvalidJsonException("the text is not JSON", -1);
    };
  }

  private static Json number(JsonParser parser) throws IOException {
    try {
      return new JsonNumber(parser.getText());
    } catch (NumberFormatException e) {
      // RFC 8259 lets a reader limit numbers; an exponent of 11 digits fits nothing.
      throw new InvalidJsonException(
          "a number is beyond every range", parser.currentTokenLocation().getCharOffset());
    }
  }

  private static Json object(JsonParser parser) throws IOException {
    JsonObject.Builder object = Json.object();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object.build();
  }

  private static Json array(JsonParser parser) throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonArray(items);
  }
}
