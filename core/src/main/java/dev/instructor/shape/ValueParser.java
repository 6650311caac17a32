package dev.instructor.shape;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What our parsers have in common: all that follows from a token and its text or number. */
@SuppressWarnings("deprecation") // Jackson declares the deprecated accessors abstract.
abstract class ValueParser extends ParserMinimalBase {
  /** Longest number that is expanded to an integer: a hostile 1e999999999 must not be. */
  private static final int MAX_DIGITS = 1_000;

  private @Nullable ObjectCodec codec;
  private boolean closed;

  ValueParser() {
    super(StreamReadConstraints.defaults());
  }

  @Override
  public abstract @Nullable String getText() throws IOException;

  @Override
  public abstract BigDecimal getDecimalValue() throws IOException;

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
  public double getDoubleValue() throws IOException {
    return Double.parseDouble(number());
  }

  @Override
  public float getFloatValue() throws IOException {
    return Float.parseFloat(number());
  }

  private String number() throws IOException {
    String text = getText();
    if (text == null || !_currToken.isNumeric()) {
      throw _constructReadException("the current value is no number");
    }
    return text;
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
  public @Nullable String currentName() throws IOException {
    return getCurrentName();
  }

  @Override
  public char[] getTextCharacters() throws IOException {
    String text = getText();
    return text == null ? new char[0] : text.toCharArray();
  }

  @Override
  public boolean hasTextCharacters() {
    return false;
  }

  @Override
  public int getTextLength() throws IOException {
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
    throw new IllegalStateException("there is no input that could end early");
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
