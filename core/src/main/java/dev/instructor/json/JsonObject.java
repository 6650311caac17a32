package dev.instructor.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A JSON object: names and values in the order in which they were written. */
public final class JsonObject implements Json {
  private static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, Json> members;
  private final @Nullable Lazy<JsonObject> source;

  private JsonObject(Map<String, Json> members, @Nullable Lazy<JsonObject> source) {
    this.members = members;
    this.source = source;
  }

  private JsonObject(Map<String, Json> members) {
    this(members, null);
  }

  /** Returns the object without members. */
  public static JsonObject empty() {
    return EMPTY;
  }

  /** Returns an object with the members of {@code members}, in its order. */
  public static JsonObject of(Map<String, ? extends Json> members) {
    return new JsonObject(Collections.unmodifiableMap(new LinkedHashMap<>(members)));
  }

  /**
   * Returns an object that is worked out when it is first looked into.
   *
   * @param source returns the same each time it is asked; may be asked by several threads
   */
  public static JsonObject lazily(Supplier<JsonObject> source) {
    return new JsonObject(Map.of(), new Lazy<>(source));
  }

  /** Returns the members in order; unmodifiable. */
  public Map<String, Json> members() {
    return source == null ? members : source.get().members();
  }

  /** Returns the value of a member, or nothing if there is no such member. */
  public Optional<Json> get(String name) {
    return Optional.ofNullable(members().get(name));
  }

  /** Returns the text of a member that is a string. */
  public Optional<String> text(String name) {
    return members().get(name) instanceof JsonString string
        ? Optional.of(string.value())
        : Optional.empty();
  }

  /** Returns a member that is an object. */
  public Optional<JsonObject> object(String name) {
    return members().get(name) instanceof JsonObject object
        ? Optional.of(object)
        : Optional.empty();
  }

  /** Returns the items of a member that is an array; an empty list if it is none. */
  public List<Json> items(String name) {
    return members().get(name) instanceof JsonArray array ? array.items() : List.of();
  }

  /** Returns whether there is a member of this name. */
  public boolean has(String name) {
    return members().containsKey(name);
  }

  /** Returns a builder that holds these members. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.members.putAll(members());
    return builder;
  }

  /** Returns this object with one member set; a new name comes last. */
  public JsonObject with(String name, Json value) {
    return toBuilder().put(name, value).build();
  }

  /** Returns this object without a member. */
  public JsonObject without(String name) {
    return has(name) ? toBuilder().remove(name).build() : this;
  }

  @Override
  public String type() {
    return "object";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && members().equals(object.members());
  }

  @Override
  public int hashCode() {
    return members().hashCode();
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }

  /**
   * Collects the members of an object; the same name again replaces the value and keeps the place.
   * Not thread-safe.
   */
  public static final class Builder {
    private LinkedHashMap<String, Json> members = new LinkedHashMap<>();

    Builder() {}

    /** Sets a member. */
    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    /** Sets a member to a string. */
    public Builder put(String name, String value) {
      return put(name, Json.of(value));
    }

    /** Sets a member to a number. */
    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    /** Sets a member to a number. */
    public Builder put(String name, double value) {
      return put(name, Json.of(value));
    }

    /** Sets a member to a number. */
    public Builder put(String name, BigDecimal value) {
      return put(name, Json.of(value));
    }

    /** Sets a member to a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Sets all members of another object. */
    public Builder putAll(JsonObject object) {
      members.putAll(object.members());
      return this;
    }

    /** Removes a member. */
    public Builder remove(String name) {
      members.remove(name);
      return this;
    }

    /** Returns the object. The builder is empty afterwards. */
    public JsonObject build() {
      JsonObject object =
          members.isEmpty() ? EMPTY : new JsonObject(Collections.unmodifiableMap(members));
      members = new LinkedHashMap<>();
      return object;
    }
  }
}
