package dev.instructor.shape;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.io.IOException;
import java.math.BigDecimal;
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
final class TreeParser extends ValueParser {
  private final Json root;
  private Cursor cursor = new Cursor(null, JsonStreamContext.TYPE_ROOT);
  private Json value;
  private boolean started;

  TreeParser(Json root) {
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
      close();
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
  public @Nullable String getCurrentName() {
    boolean entered = _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY;
    Cursor named = entered ? cursor.parent : cursor;
    return named == null ? null : named.name;
  }

  @Override
  public void overrideCurrentName(String name) {
    cursor.name = name;
  }

  @Override
  public JsonStreamContext getParsingContext() {
    return cursor;
  }
}
