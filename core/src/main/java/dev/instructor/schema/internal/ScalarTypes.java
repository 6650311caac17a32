package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's value types, and how each is written in JSON.
 *
 * <p>A {@code format} of JSON Schema stands only where the Java type reads all of it: {@code time}
 * and {@code date-time} demand an offset (RFC 3339, section 5.6), which {@code LocalTime} and
 * {@code LocalDateTime} refuse, so those have a {@code pattern}.
 */
final class ScalarTypes {
  private static final Map<Class<?>, TypeModel> KNOWN = new HashMap<>();

  static {
    JsonObject text = Json.object().put("type", "string").build();
    JsonObject integer = Json.object().put("type", "integer").build();
    JsonObject number = Json.object().put("type", "number").build();
    JsonObject bool = Json.object().put("type", "boolean").build();
    JsonObject character =
        Json.object().put("type", "string").put("minLength", 1).put("maxLength", 1).build();

    scalar(text, String.class, CharSequence.class, StringBuilder.class, char[].class);
    scalar(text, File.class, Path.class, Charset.class);
    scalar(example(text, "en-GB"), Locale.class);
    scalar(example(text, "Europe/Lisbon"), TimeZone.class);
    scalar(integer, int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    scalar(integer, byte.class, Byte.class, BigInteger.class);
    scalar(integer, AtomicInteger.class, AtomicLong.class);
    scalar(number, double.class, Double.class, float.class, Float.class, BigDecimal.class);
    scalar(number, Number.class);
    scalar(bool, boolean.class, Boolean.class, AtomicBoolean.class);
    scalar(character, char.class, Character.class);
    scalar(text.with("contentEncoding", Json.of("base64")), byte[].class);
    scalar(text.with("format", Json.of("uuid")), UUID.class);
    scalar(text.with("format", Json.of("uri")), URI.class, URL.class);
    scalar(text.with("format", Json.of("regex")), Pattern.class);
    scalar(pattern("^[A-Z]{3}$"), Currency.class);

    temporal(text.with("format", Json.of("date")), LocalDate.class);
    temporal(
        text.with("format", Json.of("date-time")),
        OffsetDateTime.class,
        ZonedDateTime.class,
        Instant.class,
        Date.class,
        Calendar.class);
    temporal(text.with("format", Json.of("time")), OffsetTime.class);
    JsonObject duration = text.with("format", Json.of("duration"));
    temporal(example(duration, "PT1H30M"), Duration.class);
    temporal(example(duration, "P1Y2M3D"), Period.class);
    temporal(
        pattern("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$"),
        LocalDateTime.class);
    temporal(pattern("^\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$"), LocalTime.class);
    temporal(pattern("^\\d{4}-\\d{2}$"), YearMonth.class);
    temporal(pattern("^--\\d{2}-\\d{2}$"), MonthDay.class);
    temporal(integer, Year.class);
    temporal(example(text, "Europe/Lisbon"), ZoneId.class);
    temporal(pattern("^(Z|[+-]\\d{2}(:\\d{2}(:\\d{2})?)?)$"), ZoneOffset.class);
  }

  private ScalarTypes() {}

  static @Nullable TypeModel find(Class<?> type) {
    return KNOWN.get(type);
  }

  /** Where neither format nor pattern tells what is meant. */
  private static JsonObject example(JsonObject schema, String example) {
    return schema.with("examples", Json.array(List.of(Json.of(example))));
  }

  private static JsonObject pattern(String pattern) {
    return Json.object().put("type", "string").put("pattern", pattern).build();
  }

  private static void scalar(JsonObject schema, Class<?>... types) {
    for (Class<?> type : types) {
      KNOWN.put(type, new TypeModel.Scalar(schema));
    }
  }

  private static void temporal(JsonObject schema, Class<?>... types) {
    for (Class<?> type : types) {
      KNOWN.put(type, new TypeModel.Temporal(schema));
    }
  }
}
