package dev.instructor.shape;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands our tree to Jackson as tokens, without a text in between.
 *
 * <p>A number without a fraction is an integer here, as in JSON Schema, however it is written:
 * {@code 7.0} can be bound to an {@code int}, and keeps its scale as a {@code BigDecimal}.
 */
@SuppressWarnings("deprecation") // Jackson declares the deprecated accessors abstract.
final class TreeParser extends ParserMinimalBase {
  /** Longest number that is expanded to an integer: a hostile 1e999999999 must not be. */
  private static final int MAX_DIGITS = 1_000;

  private final Json root;
  private @Nullable ObjectCodec codec;
  private Cursor cursor = new Cursor(null, JsonStreamContext.TYPE_ROOT);
  private Json value;
  private boolean started;
  private boolean closed;

  TreeParser(Json root) {
    super(StreamReadConstraints.defaults());
    this.root = root;
    this.value = root;
  }

  /** Where the parser stands in one array or object. */
  private static final class Cursor extends JsonStreamContext {
    private final @Nullable Cursor parent;
    private @Nullable Iterator<Json> items;
    private @Nullable Iterator<Map.Entry<String, Json>> members;
    private @Nullable String name;
    private @Nullable Json pending;
    private @Nullable Object bean;

    private Cursor(@Nullable Cursor parent, int type) {
      super(type, -1);
      this.parent = parent;
    }

    private void step() {
      _index++;
    }

    @Override
    public @Nullable JsonStreamContext getParent() {
      return parent;
    }

    @Override
    public @Nullable String getCurrentName() {
      return name;
    }

    @Override
    public @Nullable Object getCurrentValue() {
      return bean;
    }

    @Override
    public void setCurrentValue(@Nullable Object value) {
      bean = value;
    }
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = advance();
    if (token == null) {
      closed = true;
      _updateTokenToNull();
    } else {
      _updateToken(token);
    }
    return token;
  }

  private @Nullable JsonToken advance() {
    if (cursor.parent == null) {
      if (started) {
        return null;
      }
      started = true;
      return enter(root);
    }
    Json pending = cursor.pending;
    if (pending != null) {
      cursor.pending = null;
      return enter(pending);
    }
    if (cursor.members != null) {
      if (!cursor.members.hasNext()) {
        return leave(JsonToken.END_OBJECT);
      }
      Map.Entry<String, Json> member = cursor.members.next();
      cursor.name = member.getKey();
      cursor.pending = member.getValue();
      return JsonToken.FIELD_NAME;
    }
    if (cursor.items != null && cursor.items.hasNext()) {
      return enter(cursor.items.next());
    }
    return leave(JsonToken.END_ARRAY);
  }

  private JsonToken leave(JsonToken end) {
    if (cursor.parent != null) {
      cursor = cursor.parent;
    }
    return end;
  }

  private JsonToken enter(Json next) {
    value = next;
    cursor.step();
    if (next instanceof JsonObject object) {
      cursor = new Cursor(cursor, JsonStreamContext.TYPE_OBJECT);
      cursor.members = object.members().entrySet().iterator();
      return JsonToken.START_OBJECT;
    }
    if (next instanceof JsonArray array) {
      cursor = new Cursor(cursor, JsonStreamContext.TYPE_ARRAY);
      cursor.items = array.items().iterator();
      return JsonToken.START_ARRAY;
    }
    if (next instanceof JsonString) {
      return JsonToken.VALUE_STRING;
    }
    if (next instanceof JsonNumber number) {
      return number.isIntegral() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }
    if (next instanceof JsonBoolean flag) {
      return flag.value() ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
    }
    return JsonToken.VALUE_NULL;
  }

  @Override
  public TreeParser skipChildren() throws IOException {
    if (_currToken == JsonToken.START_OBJECT) {
      _updateToken(leave(JsonToken.END_OBJECT));
    } else if (_currToken == JsonToken.START_ARRAY) {
      _updateToken(leave(JsonToken.END_ARRAY));
    }
    return this;
  }

  @Override
  public @Nullable String getText() {
    if (_currToken == null) {
      return null;
    }
    return switch (_currToken) {
      case FIELD_NAME -> cursor.name;
      case VALUE_STRING -> value instanceof JsonString string ? string.value() : null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value.toString();
      default -> _currToken.asString();
    };
  }

  @Override
  public BigDecimal getDecimalValue() throws IOException {
    if (value instanceof JsonNumber number) {
      return number.value();
    }
    throw _constructReadException("the current value is no number");
  }

  @Override
  public NumberType getNumberType() throws IOException {
    if (_currToken != JsonToken.VALUE_NUMBER_INT) {
      return NumberType.BIG_DECIMAL;
    }
    int bits = getBigIntegerValue().bitLength();
    return bits < 32 ? NumberType.INT : bits < 64 ? NumberType.LONG : NumberType.BIG_INTEGER;
  }

  @Override
  public Number getNumberValue() throws IOException {
    return switch (getNumberType()) {
      case INT -> getIntValue();
      case LONG -> getLongValue();
      case BIG_INTEGER -> getBigIntegerValue();
      default -> getDecimalValue();
    };
  }

  @Override
  public BigInteger getBigIntegerValue() throws IOException {
    BigDecimal number = getDecimalValue();
    if ((long) number.precision() - number.scale() > MAX_DIGITS) {
      throw _constructReadException("the number has too many digits");
    }
    return number.toBigInteger();
  }

  @Override
  public int getIntValue() throws IOException {
    BigInteger number = getBigIntegerValue();
    if (number.bitLength() > 31) {
      reportOverflowInt();
    }
    return number.intValue();
  }

  /** Jackson's own would take 128 to 255 for a negative byte. */
  @Override
  public byte getByteValue() throws IOException {
    int number = getIntValue();
    if (number != (byte) number) {
      throw new InputCoercionException(this, "out of range", _currToken, byte.class);
    }
    return (byte) number;
  }

  @Override
  public long getLongValue() throws IOException {
    BigInteger number = getBigIntegerValue();
    if (number.bitLength() > 63) {
      reportOverflowLong();
    }
    return number.longValue();
  }

  @Override
  public double getDoubleValue() {
    return Double.parseDouble(value.toString());
  }

  @Override
  public float getFloatValue() {
    return Float.parseFloat(value.toString());
  }

  @Override
  public byte[] getBinaryValue(Base64Variant variant) throws IOException {
    String text = getText();
    if (_currToken != JsonToken.VALUE_STRING || text == null) {
      throw _constructReadException("the current value is no text");
    }
    try {
      return variant.decode(text);
    } catch (IllegalArgumentException e) {
      throw _constructReadException("the text is not Base64", e);
    }
  }

  @Override
  public @Nullable String getCurrentName() {
    boolean entered = _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY;
    Cursor named = entered ? cursor.parent : cursor;
    return named == null ? null : named.name;
  }

  @Override
  public @Nullable String currentName() {
    return getCurrentName();
  }

  @Override
  public void overrideCurrentName(String name) {
    cursor.name = name;
  }

  @Override
  public JsonStreamContext getParsingContext() {
    return cursor;
  }

  @Override
  public char[] getTextCharacters() {
    String text = getText();
    return text == null ? new char[0] : text.toCharArray();
  }

  @Override
  public boolean hasTextCharacters() {
    return false;
  }

  @Override
  public int getTextLength() {
    String text = getText();
    return text == null ? 0 : text.length();
  }

  @Override
  public int getTextOffset() {
    return 0;
  }

  @Override
  public @Nullable ObjectCodec getCodec() {
    return codec;
  }

  @Override
  public void setCodec(@Nullable ObjectCodec codec) {
    this.codec = codec;
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public JsonLocation getCurrentLocation() {
    return JsonLocation.NA;
  }

  @Override
  public JsonLocation getTokenLocation() {
    return JsonLocation.NA;
  }

  @Override
  protected void _handleEOF() {
    throw new IllegalStateException("a tree does not end early");
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}
