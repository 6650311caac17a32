package dev.instructor.golden;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/** Records of values without parts. */
public final class Values {
  private Values() {}

  public record Primitives(
      int i, long l, short s, byte b, double d, float f, boolean flag, char letter) {}

  public record Boxes(
      Integer i, Long l, Short s, Byte b, Double d, Float f, Boolean flag, Character letter) {}

  public record BigNumbers(BigDecimal amount, BigInteger count, Number any) {}

  public record Dates(
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offsetDateTime,
      ZonedDateTime zonedDateTime,
      Instant instant,
      OffsetTime offsetTime) {}

  public record Periods(Duration duration, Period period) {}

  public record Zones(
      Year year,
      YearMonth yearMonth,
      MonthDay monthDay,
      Month month,
      DayOfWeek dayOfWeek,
      ZoneId zone,
      ZoneOffset offset) {}

  public record Identifiers(
      UUID id, URI link, Currency currency, Locale locale, CharSequence text) {}

  public record Bytes(byte[] data, char[] letters) {}
}
