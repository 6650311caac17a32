package dev.instructor.embedded.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times as English texts write them, turned into RFC 3339's forms. What the text does not
 * say, such as the year or the offset from UTC, is not made up: such a date or instant is no value.
 */
final class CalendarText {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
  private static final String DAY = "\\d{1,2}(?:st|nd|rd|th)?";
  private static final String YEAR_FIRST = "\\d{4}-\\d{1,2}-\\d{1,2}|\\d{4}/\\d{1,2}/\\d{1,2}";
  private static final String CLOCK = "\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d{1,9})?";
  private static final String OFFSET = "(?:Z| ?(?:UTC|GMT)\\b|[+-]\\d{2}:\\d{2})";

  private static final String DAY_OF_YEAR =
      "(?<!\\w)(?:"
          + YEAR_FIRST
          + ("|" + MONTH + " " + DAY + ",? \\d{4}")
          + ("|" + DAY + "(?: of)? " + MONTH + ",? \\d{4}")
          + ("|\\d{1,2}-" + MONTH + "-\\d{4}")
          + "|\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d{2})|\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4}|\\d{2})"
          + ")";
  static final String DATE = DAY_OF_YEAR + "(?!\\w)";

  private static final String TIME_OF_DAY =
      "(?:"
          + (CLOCK + " ?(?:[ap]\\.?m\\b\\.?|" + OFFSET + ")?")
          + "|\\d{1,2} ?[ap]\\.?m\\b\\.?|noon|midnight"
          + ")(?![\\w:])";
  static final String TIME = "(?<![\\w:])" + TIME_OF_DAY;

  static final String DATE_TIME = DAY_OF_YEAR + "(?:T|,? (?:at )?)" + TIME_OF_DAY;

  private static final Pattern NUMBERS = Pattern.compile("\\d+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");
  private static final Pattern CLOCK_PARTS =
      Pattern.compile("(\\d{1,2})(?::(\\d{2})(?::(\\d{2})(\\.\\d+)?)?)?");
  private static final Pattern DAY_AT_START =
      Pattern.compile(DAY_OF_YEAR, Pattern.CASE_INSENSITIVE);
  private static final Pattern CLOCK_AT_END =
      Pattern.compile("((?:[0-9]|noon|midnight).*)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern MORNING = Pattern.compile(" ?a\\.?m");
  private static final Pattern AFTERNOON = Pattern.compile(" ?p\\.?m");
  private static final Pattern OFFSET_AT_END = Pattern.compile(OFFSET + "$");

  private CalendarText() {}

  /** Returns {@code 2021-02-17} for {@code February 17, 2021} and the like. */
  static Optional<String> date(String text) {
    List<Integer> numbers =
        NUMBERS.matcher(text).results().map(n -> Integer.parseInt(n.group())).toList();
    if (text.matches(YEAR_FIRST)) {
      return date(numbers.get(0), numbers.get(1), numbers.get(2));
    }
    Optional<Integer> month = month(text);
    if (month.isPresent()) {
      return date(numbers.get(1), month.get(), numbers.get(0));
    }
    int first = numbers.get(0);
    int second = numbers.get(1);
    // 3/4/2021 is the American 4 March; dots are European.
    boolean dayFirst = text.indexOf('.') >= 0 || first > 12;
    return dayFirst ? date(numbers.get(2), second, first) : date(numbers.get(2), first, second);
  }

  private static Optional<Integer> month(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> MONTHS.indexOf(word.group().substring(0, 3).toLowerCase(Locale.ROOT)))
        .filter(index -> index >= 0)
        .map(index -> index + 1)
        .findFirst();
  }

  /** A year of two digits is one of 1969 to 2068, as POSIX reads it (strptime, %y). */
  private static Optional<String> date(int year, int month, int day) {
    int century = year >= 100 ? 0 : year >= 69 ? 1900 : 2000;
    try {
      return Optional.of(LocalDate.of(century + year, month, day).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns {@code 15:30:00} for {@code 3:30 pm} and the like, with an offset if there is one. */
  static Optional<String> time(String text) {
    String lower = text.toLowerCase(Locale.ROOT).strip();
    if (lower.equals("noon")) {
      return Optional.of("12:00:00");
    }
    if (lower.equals("midnight")) {
      return Optional.of("00:00:00");
    }
    Matcher parts = CLOCK_PARTS.matcher(lower);
    if (!parts.find()) {
      return Optional.empty();
    }
    String half = lower.substring(parts.end());
    int hour = Integer.parseInt(parts.group(1));
    boolean afternoon = AFTERNOON.matcher(half).lookingAt();
    if (afternoon || MORNING.matcher(half).lookingAt()) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    int minute = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
    int second = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    String fraction = parts.group(4) == null ? "" : parts.group(4);
    Matcher offset = OFFSET_AT_END.matcher(text);
    String zone = !offset.find() ? "" : offset.group().contains("T") ? "Z" : offset.group();
    try {
      LocalTime valid = LocalTime.of(hour, minute, second);
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%02d:%02d:%02d%s%s",
              valid.getHour(),
              valid.getMinute(),
              valid.getSecond(),
              fraction,
              zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns {@code 2021-02-17T15:30:00} for {@code February 17, 2021 at 3:30 pm} and the like. */
  static Optional<String> dateTime(String text) {
    Matcher day = DAY_AT_START.matcher(text);
    if (!day.lookingAt()) {
      return Optional.empty();
    }
    Matcher clock = CLOCK_AT_END.matcher(text).region(day.end(), text.length());
    return clock.find()
        ? date(day.group()).flatMap(date -> time(clock.group(1)).map(time -> date + "T" + time))
        : Optional.empty();
  }

  /** Returns whether a time says how far it is from UTC. */
  static boolean hasOffset(String time) {
    return OFFSET_AT_END.matcher(time).find();
  }
}
