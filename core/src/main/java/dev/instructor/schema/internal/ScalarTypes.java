package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's value types, and how each is written in JSON.
 *
 * <p>A {@code format} of JSON Schema stands only where the Java type reads all of it: {@code time}
 * and {@code date-time} demand an offset (RFC 3339, section 5.6), which {@code LocalTime} and
 * {@code LocalDateTime} refuse, so those have a {@code pattern}.
 */
final class ScalarTypes {
  /** By the names of the classes: to name a class is to load it. */
  private static final Map<String, TypeModel> KNOWN = new HashMap<>();

  static {
    JsonObject text = Json.object().put("type", "string").build();
    JsonObject integer = Json.object().put("type", "integer").build();
    JsonObject number = Json.object().put("type", "number").build();
    JsonObject bool = Json.object().put("type", "boolean").build();
    JsonObject character =
        Json.object().put("type", "string").put("minLength", 1).put("maxLength", 1).build();

    scalar(text, "java.lang.String", "java.lang.CharSequence", "java.lang.StringBuilder", "[C");
    scalar(text, "java.io.File", "java.nio.file.Path", "java.nio.charset.Charset");
    scalar(example(text, "en-GB"), "java.util.Locale");
    scalar(example(text, "Europe/Lisbon"), "java.util.TimeZone");
    scalar(
        integer, "int", "java.lang.Integer", "long", "java.lang.Long", "short", "java.lang.Short");
    scalar(integer, "byte", "java.lang.Byte", "java.math.BigInteger");
    scalar(
        integer,
        "java.util.concurrent.atomic.AtomicInteger",
        "java.util.concurrent.atomic.AtomicLong");
    scalar(
        number, "double", "java.lang.Double", "float", "java.lang.Float", "java.math.BigDecimal");
    scalar(number, "java.lang.Number");
    scalar(bool, "boolean", "java.lang.Boolean", "java.util.concurrent.atomic.AtomicBoolean");
    scalar(character, "char", "java.lang.Character");
    scalar(text.with("contentEncoding", Json.of("base64")), "[B");
    scalar(text.with("format", Json.of("uuid")), "java.util.UUID");
    scalar(text.with("format", Json.of("uri")), "java.net.URI", "java.net.URL");
    scalar(text.with("format", Json.of("regex")), "java.util.regex.Pattern");
    scalar(pattern("^[A-Z]{3}$"), "java.util.Currency");

    temporal(text.with("format", Json.of("date")), "java.time.LocalDate");
    temporal(
        text.with("format", Json.of("date-time")),
        "java.time.OffsetDateTime",
        "java.time.ZonedDateTime",
        "java.time.Instant",
        "java.util.Date",
        "java.util.Calendar");
    temporal(text.with("format", Json.of("time")), "java.time.OffsetTime");
    JsonObject duration = text.with("format", Json.of("duration"));
    temporal(example(duration, "PT1H30M"), "java.time.Duration");
    temporal(example(duration, "P1Y2M3D"), "java.time.Period");
    temporal(
        pattern("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$"),
        "java.time.LocalDateTime");
    temporal(pattern("^\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$"), "java.time.LocalTime");
    temporal(pattern("^\\d{4}-\\d{2}$"), "java.time.YearMonth");
    temporal(pattern("^--\\d{2}-\\d{2}$"), "java.time.MonthDay");
    temporal(integer, "java.time.Year");
    temporal(example(text, "Europe/Lisbon"), "java.time.ZoneId");
    temporal(pattern("^(Z|[+-]\\d{2}(:\\d{2}(:\\d{2})?)?)$"), "java.time.ZoneOffset");
  }

  private ScalarTypes() {}

  static @Nullable TypeModel find(Class<?> type) {
    return KNOWN.get(type.getName());
  }

  /** Where neither format nor pattern tells what is meant. */
  private static JsonObject example(JsonObject schema, String example) {
    return schema.with("examples", Json.array(List.of(Json.of(example))));
  }

  private static JsonObject pattern(String pattern) {
    return Json.object().put("type", "string").put("pattern", pattern).build();
  }

  private static void scalar(JsonObject schema, String... types) {
    for (String type : types) {
      KNOWN.put(type, new TypeModel.Scalar(schema));
    }
  }

  private static void temporal(JsonObject schema, String... types) {
    for (String type : types) {
      KNOWN.put(type, new TypeModel.Temporal(schema));
    }
  }
}
