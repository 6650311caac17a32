package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Which constraints of scalars, arrays and maps a vendor enforces, and how they are sent. */
final class Keywords {
  /** None of them. */
  static final Keywords NONE = new Keywords(Map.of());

  private final Map<String, BiFunction<Json, JsonObject, Optional<Json>>> sent;

  private Keywords(Map<String, BiFunction<Json, JsonObject, Optional<Json>>> sent) {
    this.sent = Map.copyOf(sent);
  }

  private Keywords with(
      BiFunction<Json, JsonObject, Optional<Json>> how, Iterable<String> keywords) {
    Map<String, BiFunction<Json, JsonObject, Optional<Json>>> more = new HashMap<>(sent);
    keywords.forEach(keyword -> more.put(keyword, how));
    return new Keywords(more);
  }

  /** Returns these with keywords that are sent whatever they say. */
  Keywords any(String... keywords) {
    return with((value, schema) -> Optional.of(value), Set.of(keywords));
  }

  /** Returns these with keywords that are sent under a condition on value and schema. */
  Keywords when(BiPredicate<Json, JsonObject> condition, String... keywords) {
    return with(
        (value, schema) -> Optional.of(value).filter(v -> condition.test(v, schema)),
        Set.of(keywords));
  }

  /** Returns these with keywords that are sent if their number is not larger. */
  Keywords upTo(long most, String... keywords) {
    return when(
        (value, schema) ->
            value instanceof JsonNumber number
                && number.value().compareTo(BigDecimal.valueOf(most)) <= 0,
        keywords);
  }

  /** Returns these with some formats. */
  Keywords formats(String... names) {
    Set<String> known = Set.of(names);
    return when((value, schema) -> known.contains(value.asText().orElse("")), "format");
  }

  /** Returns these with those regular expressions that can be sent. */
  Keywords patterns(Function<String, Optional<String>> written) {
    return with(
        (value, schema) -> value.asText().flatMap(written).map(Json::of), Set.of("pattern"));
  }

  /** Returns what is sent for a keyword of a schema; nothing if it is not sent. */
  Optional<Json> sent(String keyword, JsonObject schema) {
    BiFunction<Json, JsonObject, Optional<Json>> how = sent.get(keyword);
    return how == null
        ? Optional.empty()
        : schema.get(keyword).flatMap(value -> how.apply(value, schema));
  }
}
