package dev.instructor.schema;

import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of RFC 3339. */
final class DateTimes {
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?!$)([0-9]+W|([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?"
              + "(T(?!$)([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{1,9})?S)?)?)");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{2}):([0-9]{2}):([0-9]{2})(\\.[0-9]+)?([Zz]|([+-])([0-9]{2}):([0-9]{2}))");
  private static final int DATE_LENGTH = 10;
  private static final int MINUTES_PER_DAY = 24 * 60;

  private DateTimes() {}

  static boolean isDate(String text) {
    if (text.length() != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, DATE_LENGTH);
    return year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
  }

  static boolean isDateTime(String text) {
    return text.length() > DATE_LENGTH
        && (text.charAt(DATE_LENGTH) == 'T' || text.charAt(DATE_LENGTH) == 't')
        && isDate(text.substring(0, DATE_LENGTH))
        && isTime(text.substring(DATE_LENGTH + 1));
  }

  static boolean isTime(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return false;
    }
    int hour = Integer.parseInt(time.group(1));
    int minute = Integer.parseInt(time.group(2));
    int second = Integer.parseInt(time.group(3));
    int offset = 0;
    if (time.group(6) != null) {
      int offsetHour = Integer.parseInt(time.group(7));
      int offsetMinute = Integer.parseInt(time.group(8));
      if (offsetHour > 23 || offsetMinute > 59) {
        return false;
      }
      offset = (offsetHour * 60 + offsetMinute) * (time.group(6).equals("+") ? 1 : -1);
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return false;
    }
    // A leap second is the last one of a day in UTC.
    return second < 60
        || Math.floorMod(hour * 60 + minute - offset, MINUTES_PER_DAY) == MINUTES_PER_DAY - 1;
  }

  static boolean isDuration(String text) {
    return DURATION.matcher(text).matches();
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
