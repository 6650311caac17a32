package dev.instructor.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as people write them, in the form of RFC 3339. A date that could be another, such
 * as 03/04/2024, is none; an offset or a year that is not said is not made up.
 */
final class DateWords {
  private static final int MAX_LENGTH = 64;

  private static final String WEEKDAY =
      "(?:(?!(?:the|den|der|dem) )(?<weekday>[a-z]{3,10}(?:-feira)?)\\.?,? +)?";
  private static final String ARTICLE = "(?:(?:the|den|der|dem|le|el|il|de) )?";
  private static final String DAY = "(?<day>[0-9]{1,2})(?:st|nd|rd|th|er|[º°.](?= ?[a-z]))?";
  private static final String OF = "(?:(?:of|de|del|di) )?";
  private static final String MONTH = "(?<month>[a-z]{3,10})\\.?";
  private static final String YEAR = "(?<year>[0-9]{4})";

  private static final Pattern YEAR_FIRST =
      Pattern.compile(YEAR + "(?<separator>[-/. ])(?<month>[0-9]{1,2})\\k<separator>" + DAY);
  private static final Pattern COMPACT =
      Pattern.compile("(?<year>(?:19|20)[0-9]{2})(?<month>[0-9]{2})(?<day>[0-9]{2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(?<one>[0-9]{1,2})(?<separator>[-/.])(?<two>[0-9]{1,2})\\k<separator>" + YEAR);
  private static final List<Pattern> NAMED =
      List.of(
          Pattern.compile(WEEKDAY + ARTICLE + DAY + "[- ]" + OF + MONTH + ",?[- ]" + OF + YEAR),
          Pattern.compile(WEEKDAY + MONTH + "[- ](?:the )?" + DAY + ",?[- ] *" + YEAR),
          Pattern.compile(YEAR + "[- ]" + MONTH + "[- ]" + DAY + "(?<weekday>)"));

  /** Year, month and day, each with its sign. */
  private static final Pattern SIGNED =
      Pattern.compile(YEAR + " ?[年년] ?(?<month>[0-9]{1,2}) ?[月월] ?(?<day>[0-9]{1,2}) ?[日일号]");

  /** A date with its weekday behind it. */
  private static final Pattern DAY_BEHIND =
      Pattern.compile(
          "(?<date>.*[0-9日일号])(?:,? ?[(（](?<one>[a-z]{3,10}|[一-龥월화수목금토일])[)）]"
              + "|,? (?<two>[a-z]{6,10})|,? ?(?:星期|周)(?<three>[一-龥]))");

  private static final Pattern TIME =
      Pattern.compile(
          "(?<hour>[0-9]{1,2})(?::(?<minute>[0-9]{2}))?(?::(?<second>[0-9]{2})(?<fraction>\\.[0-9]{1,9})?)?"
              + " ?(?<half>[ap]\\.?m\\.?)?"
              + " ?(?<offset>z|utc|gmt|(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?)?");

  private static final Pattern OUR_YEARS = Pattern.compile("(?:1[6-9]|20|21)[0-9]{2}");

  private static final Pattern MIDNIGHT =
      Pattern.compile("0{2}:00(:00(\\.0+)?)?( ?(z|[+-]00:?00))?");

  private DateWords() {}

  /**
   * Returns what a text may stand for in a format: {@code date}, {@code date-time}, {@code time}.
   */
  static List<String> read(String text, String format) {
    String said = said(text);
    if (isOtherCalendar(text, said)) {
      return List.of();
    }
    return switch (format) {
      case "date" -> one(date(said).or(() -> midnight(said)).map(LocalDate::toString));
      case "time" -> one(time(said, true));
      case "date-time" -> one(dateTime(said, true));
      default -> List.of();
    };
  }

  /** Returns what a text may stand for where a pattern asks for the forms without an offset. */
  static List<String> local(String text) {
    String said = said(text);
    if (isOtherCalendar(text, said)) {
      return List.of();
    }
    List<String> forms = new ArrayList<>(3);
    date(said).ifPresent(date -> forms.add(date.toString()));
    dateTime(said, false).ifPresent(forms::add);
    time(said, false).ifPresent(forms::add);
    return forms;
  }

  private static List<String> one(Optional<String> form) {
    return form.stream().toList();
  }

  private static String said(String text) {
    return text.length() > MAX_LENGTH
        ? ""
        : Units.plain(Digits.plain(text.strip()).replaceAll("[\\s\\u00A0\\u202F]+", " "));
  }

  /** Returns whether digits of another script count the years of another calendar. */
  private static boolean isOtherCalendar(String text, String said) {
    return text.chars().anyMatch(c -> Character.isDigit(c) && c > '9' && c < '０')
        && !OUR_YEARS.matcher(said).find();
  }

  private static Optional<LocalDate> date(String said) {
    Matcher behind = DAY_BEHIND.matcher(said);
    if (behind.matches()) {
      int weekday = weekday(behind);
      return weekday == 0
          ? Optional.empty()
          : date(behind.group("date")).filter(found -> found.getDayOfWeek().getValue() == weekday);
    }
    for (Pattern numeric : List.of(YEAR_FIRST, COMPACT, SIGNED)) {
      Matcher date = numeric.matcher(said);
      if (date.matches()) {
        return of(date.group("year"), number(date, "month"), number(date, "day"));
      }
    }
    Matcher last = YEAR_LAST.matcher(said);
    if (last.matches()) {
      int one = number(last, "one");
      int two = number(last, "two");
      if (one != two && one <= 12 && two <= 12) {
        return Optional.empty();
      }
      return of(last.group("year"), Math.min(one, two), Math.max(one, two));
    }
    for (Pattern named : NAMED) {
      Matcher date = named.matcher(said);
      if (date.matches()) {
        int month = CalendarWords.month(date.group("month"));
        String weekday = date.group("weekday");
        return month == 0
            ? Optional.empty()
            : of(date.group("year"), month, number(date, "day"))
                .filter(
                    found ->
                        weekday == null
                            || weekday.isEmpty()
                            || CalendarWords.weekday(weekday) == found.getDayOfWeek().getValue());
      }
    }
    return Optional.empty();
  }

  private static int weekday(Matcher behind) {
    for (String group : List.of("one", "two", "three")) {
      if (behind.group(group) != null) {
        return CalendarWords.weekday(behind.group(group));
      }
    }
    return 0;
  }

  /** Returns the day of a date-time that says no time but the day's beginning. */
  private static Optional<LocalDate> midnight(String said) {
    int time = said.length() > 11 && (said.charAt(10) == 't' || said.charAt(10) == ' ') ? 10 : -1;
    return time > 0 && MIDNIGHT.matcher(said.substring(time + 1)).matches()
        ? date(said.substring(0, time))
        : Optional.empty();
  }

  private static Optional<String> dateTime(String said, boolean offset) {
    // The time begins at its hour: each blank, comma or T before a digit is tried once.
    for (int i = said.length() - 2; i >= 8; i--) {
      char c = said.charAt(i);
      if ((c == ' ' || c == 't' || c == ',') && Character.isDigit(said.charAt(i + 1))) {
        Optional<String> time = time(said.substring(i + 1), offset);
        Optional<LocalDate> date = date(day(said.substring(0, i)));
        if (time.isPresent() && date.isPresent()) {
          return Optional.of(date.get() + "T" + time.get());
        }
      }
    }
    return Optional.empty();
  }

  private static String day(String said) {
    String day = said.endsWith(" at") ? said.substring(0, said.length() - 3) : said;
    return day.endsWith(",") ? day.substring(0, day.length() - 1) : day;
  }

  private static Optional<String> time(String said, boolean offset) {
    Matcher time = TIME.matcher(said);
    if (!time.matches() || (time.group("offset") == null) == offset) {
      return Optional.empty();
    }
    String half = time.group("half");
    if (half == null && time.group("minute") == null) {
      return Optional.empty();
    }
    int hour = number(time, "hour");
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (half.startsWith("p") ? 12 : 0);
    }
    int minute = time.group("minute") == null ? 0 : number(time, "minute");
    int second = time.group("second") == null ? 0 : number(time, "second");
    try {
      LocalTime.of(hour, minute, second);
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
    String fraction = time.group("fraction") == null ? "" : time.group("fraction");
    return Optional.of(
        two(hour)
            + ':'
            + two(minute)
            + ':'
            + two(second)
            + fraction
            + offset(time.group("offset")));
  }

  private static String offset(@Nullable String said) {
    if (said == null) {
      return "";
    }
    String offset = said.replaceFirst("^(?:utc|gmt)(?=.)", "");
    if (Character.isLetter(offset.charAt(0))) {
      return "Z";
    }
    String digits = offset.substring(1).replace(":", "");
    String full = digits.length() <= 2 ? digits + "00" : digits;
    String four = full.length() == 3 ? "0" + full : full;
    return offset.charAt(0) + four.substring(0, 2) + ':' + four.substring(2);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static int number(Matcher matcher, String group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static Optional<LocalDate> of(String year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(Integer.parseInt(year), month, day));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }
}
