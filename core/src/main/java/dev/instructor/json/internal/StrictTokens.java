package dev.instructor.json.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Jackson's tokens of a strict text, with limits against hostile input, and the trees of them. */
public final class StrictTokens {
  /** The deepest nesting that is read. */
  public static final int MAX_DEPTH = 1_000;

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

  private StrictTokens() {}

  /** Returns a parser of a text. */
  public static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Returns a parser of a part of a text. */
  public static JsonParser parser(char[] text, int start, int length) throws IOException {
    return FACTORY.createParser(text, start, length);
  }

  /**
   * Returns the value that begins at the parser's token; the parser stands at its last token
   * afterwards.
   *
   * @throws InvalidJsonException if there is none, or a number is beyond every range
   */
  public static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> Json.ofNull();
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
