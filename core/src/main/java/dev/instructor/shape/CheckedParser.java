package dev.instructor.shape;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadContext;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonString;
import dev.instructor.json.internal.TokenReader;
import dev.instructor.schema.internal.TokenCheck;
import dev.instructor.schema.internal.TokenCheck.Walk;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Hands Jackson the tokens of a text, each checked against the schema before it is seen. At
 * whatever is not right, or would be read in another way from a tree, it fails.
 *
 * <p>What has to be checked as a whole comes as the tokens of a {@link TreeParser}, and so does
 * every unusual number: {@code 7.0}, {@code 1e3}, {@code -0}, and those of many digits.
 */
@SuppressWarnings("deprecation") // Jackson declares the deprecated accessors abstract.
final class CheckedParser extends ValueParser {
  private final TokenReader reader;
  private final Walk walk;
  private final @Nullable String wrapper;
  private JsonReadContext context = JsonReadContext.createRootContext(null);
  private @Nullable TreeParser tree;
  private @Nullable String text;
  private boolean wrapped;
  private boolean array;
  private boolean begun;
  private int depth;

  CheckedParser(String text, TokenCheck check) {
    this.reader = new TokenReader(text);
    this.walk = check.walk();
    this.wrapper = check.wrapper().orElse(null);
  }

  /** Goes to the answer's first token. Returns false if it is neither object nor array. */
  boolean begin() throws IOException {
    int first = reader.next(null);
    if (wrapper != null && first == TokenReader.BEGIN_OBJECT) {
      wrapped = true;
      if (reader.next(wrapper) != TokenReader.NAME || !wrapper.equals(reader.name())) {
        return false;
      }
      first = reader.next(null);
    }
    array = first == TokenReader.BEGIN_ARRAY;
    if (!array && first != TokenReader.BEGIN_OBJECT) {
      return false;
    }
    begun = true;
    _updateToken(token(first));
    return true;
  }

  /** Returns whether the answer is an array, once it has begun. */
  boolean isArray() {
    return array;
  }

  /** Returns whether the text ends with the answer. */
  boolean ends() {
    return depth == 0
        && begun
        && (!wrapped || reader.next(null) == TokenReader.END_OBJECT)
        && reader.next(null) == TokenReader.END;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    TreeParser within = tree;
    if (within != null) {
      JsonToken token = within.nextToken();
      if (token != null) {
        _updateToken(token);
        return token;
      }
      tree = null;
    }
    if (depth == 0 && begun) {
      close();
      _updateTokenToNull();
      return null;
    }
    text = null;
    JsonToken token = token(reader.next(context.inObject() ? walk.expected() : null));
    _updateToken(token);
    return token;
  }

  private JsonToken token(int token) throws IOException {
    switch (token) {
      case TokenReader.NAME -> {
        String name = reader.name();
        require(walk.name(name));
        context.setCurrentName(name);
        return JsonToken.FIELD_NAME;
      }
      case TokenReader.STRING -> {
        return string();
      }
      case TokenReader.INTEGER -> {
        return scalar(Walk.INTEGER, JsonToken.VALUE_NUMBER_INT);
      }
      case TokenReader.FRACTION -> {
        return scalar(Walk.NUMBER, JsonToken.VALUE_NUMBER_FLOAT);
      }
      case TokenReader.ODD_NUMBER -> {
        return oddNumber();
      }
      case TokenReader.TRUE -> {
        return scalar(Walk.BOOLEAN, JsonToken.VALUE_TRUE);
      }
      case TokenReader.FALSE -> {
        return scalar(Walk.BOOLEAN, JsonToken.VALUE_FALSE);
      }
      case TokenReader.NULL -> {
        return scalar(Walk.NULL, JsonToken.VALUE_NULL);
      }
      case TokenReader.BEGIN_OBJECT -> {
        return begins(Walk.OBJECT, JsonToken.START_OBJECT);
      }
      case TokenReader.BEGIN_ARRAY -> {
        return begins(Walk.ARRAY, JsonToken.START_ARRAY);
      }
      case TokenReader.END_OBJECT -> {
        return ends(JsonToken.END_OBJECT);
      }
      case TokenReader.END_ARRAY -> {
        return ends(JsonToken.END_ARRAY);
      }
      default -> throw givenUp();
    }
  }

  private JsonToken string() throws IOException {
    return switch (walk.value(Walk.STRING)) {
      case TAKE -> JsonToken.VALUE_STRING;
      case LOOK -> {
        String value = reader.text();
        text = value;
        require(walk.accepts(new JsonString(value)));
        yield JsonToken.VALUE_STRING;
      }
      case COLLECT -> collected(new JsonString(reader.text()));
      case GIVE_UP -> throw givenUp();
    };
  }

  private JsonToken scalar(int type, JsonToken token) throws IOException {
    return switch (walk.value(type)) {
      case TAKE -> token;
      case LOOK -> {
        require(walk.accepts(json(token)));
        yield token;
      }
      case COLLECT -> collected(json(token));
      case GIVE_UP -> throw givenUp();
    };
  }

  private Json json(JsonToken token) {
    return switch (token) {
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> Json.ofNull();
      default -> new JsonNumber(reader.text());
    };
  }

  private JsonToken oddNumber() throws IOException {
    // An exponent beyond every range is refused here, as it is in a tree.
    JsonNumber number = new JsonNumber(reader.text());
    return switch (walk.value(number.isIntegral() ? Walk.INTEGER : Walk.NUMBER)) {
      case TAKE -> within(number);
      case LOOK -> {
        require(walk.accepts(number));
        yield within(number);
      }
      case COLLECT -> collected(number);
      case GIVE_UP -> throw givenUp();
    };
  }

  private JsonToken begins(int type, JsonToken token) throws IOException {
    TokenCheck.Step step = walk.value(type);
    if (step == TokenCheck.Step.COLLECT) {
      return collected(Json.parse(reader.whole()));
    }
    require(step == TokenCheck.Step.TAKE);
    depth++;
    context =
        type == Walk.ARRAY
            ? context.createChildArrayContext(-1, -1)
            : context.createChildObjectContext(-1, -1);
    return token;
  }

  private JsonToken ends(JsonToken token) throws IOException {
    require(walk.end());
    depth--;
    context = context.getParent();
    return token;
  }

  private JsonToken collected(Json value) throws IOException {
    Json restored = walk.restored(value);
    if (restored == null) {
      throw givenUp();
    }
    return within(restored);
  }

  /** Goes into a value that is a tree. */
  private JsonToken within(Json value) throws IOException {
    TreeParser parser = new TreeParser(value);
    parser.setCodec(getCodec());
    String name = context.getCurrentName();
    if (name != null) {
      parser.overrideCurrentName(name);
    }
    tree = parser;
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw givenUp();
    }
    return first;
  }

  private void require(boolean right) throws JsonParseException {
    if (!right) {
      throw givenUp();
    }
  }

  private JsonParseException givenUp() {
    return new JsonParseException(this, "not to be read token by token");
  }

  /** What the type does not read is checked all the same. */
  @Override
  public JsonParser skipChildren() throws IOException {
    if (_currToken == null || !_currToken.isStructStart()) {
      return this;
    }
    for (int open = 1; open > 0; ) {
      JsonToken next = nextToken();
      if (next == null) {
        throw givenUp();
      }
      open += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
    }
    return this;
  }

  @Override
  public @Nullable String getText() throws IOException {
    if (tree != null) {
      return tree.getText();
    }
    if (_currToken == null) {
      return null;
    }
    return switch (_currToken) {
      case FIELD_NAME -> context.getCurrentName();
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String known = text;
        if (known == null) {
          known = reader.text();
          text = known;
        }
        yield known;
      }
      default -> _currToken.asString();
    };
  }

  @Override
  public BigDecimal getDecimalValue() throws IOException {
    if (tree != null) {
      return tree.getDecimalValue();
    }
    String number = getText();
    if (number == null || !_currToken.isNumeric()) {
      throw _constructReadException("the current value is no number");
    }
    return new BigDecimal(number);
  }

  @Override
  public NumberType getNumberType() throws IOException {
    if (tree == null && _currToken == JsonToken.VALUE_NUMBER_INT) {
      long number = reader.integer();
      return number == (int) number ? NumberType.INT : NumberType.LONG;
    }
    return super.getNumberType();
  }

  @Override
  public int getIntValue() throws IOException {
    if (tree == null && _currToken == JsonToken.VALUE_NUMBER_INT) {
      long number = reader.integer();
      if (number != (int) number) {
        reportOverflowInt();
      }
      return (int) number;
    }
    return super.getIntValue();
  }

  @Override
  public long getLongValue() throws IOException {
    return tree == null && _currToken == JsonToken.VALUE_NUMBER_INT
        ? reader.integer()
        : super.getLongValue();
  }

  @Override
  public double getDoubleValue() throws IOException {
    if (tree == null && _currToken == JsonToken.VALUE_NUMBER_INT) {
      return reader.integer();
    }
    return tree == null && _currToken == JsonToken.VALUE_NUMBER_FLOAT
        ? reader.fraction()
        : super.getDoubleValue();
  }

  @Override
  public @Nullable String getCurrentName() {
    if (tree != null) {
      return tree.getCurrentName();
    }
    boolean entered = _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY;
    JsonReadContext named = entered ? context.getParent() : context;
    return named == null ? null : named.getCurrentName();
  }

  @Override
  public void overrideCurrentName(String name) {
    if (tree != null) {
      tree.overrideCurrentName(name);
      return;
    }
    try {
      context.setCurrentName(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public JsonStreamContext getParsingContext() {
    return tree == null ? context : tree.getParsingContext();
  }
}
