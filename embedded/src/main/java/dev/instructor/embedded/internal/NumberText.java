package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as English texts write them, in digits and in words. */
final class NumberText {
  private static final String CURRENCIES = "EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|INR|CNY";

  /** A hyphen after a word or a number is no sign: INV-2093, 10-12. */
  private static final String BEGIN =
      "(?:(?<![\\p{L}\\d_.])|(?<=\\b(?:" + CURRENCIES + ")))[-\u2212+]?";

  /** 1.234,56 and 1.234.567, where the point cannot be the decimal one. */
  private static final String WITH_POINTS =
      "\\d{1,3}(?:\\.\\d{3})++,\\d{1,2}(?!\\d)|\\d{1,3}(?:\\.\\d{3}){2,}+(?![\\d,])";

  /** After a comma without a blank, as in CSV, another comma parts values and not thousands. */
  private static final String WITH_COMMAS =
      "(?:(?<!,)\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d{1,30}+(?!\\d))(?:\\.\\d{1,30})?";

  private static final Pattern DIGITS =
      Pattern.compile(BEGIN + "(?:(" + WITH_POINTS + ")|" + WITH_COMMAS + ")");

  /** A bare m or b is metres or anything: only a capital, or one behind a currency, is millions. */
  private static final Pattern SCALE =
      Pattern.compile(
          "(?: ?((?i:hundred|thousand|million|billion|trillion|dozen|bn|mn))|([kKMB])|(?<=[$€£]\\d{1,9}(?:\\.\\d{1,9})?)([mb]))\\b");

  private static final Map<String, Long> SCALES =
      Map.ofEntries(
          Map.entry("dozen", 12L),
          Map.entry("hundred", 100L),
          Map.entry("thousand", 1_000L),
          Map.entry("k", 1_000L),
          Map.entry("million", 1_000_000L),
          Map.entry("mn", 1_000_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("billion", 1_000_000_000L),
          Map.entry("bn", 1_000_000_000L),
          Map.entry("b", 1_000_000_000L),
          Map.entry("trillion", 1_000_000_000_000L));

  private static final Pattern NEGATIVE_BEFORE =
      Pattern.compile("(?:(?:^|[\\s(])[-\u2212] ?[$€£] ?|\\b(?:minus|negative) )$");

  private static final Pattern PERCENT =
      Pattern.compile("\\s?(?:%|per ?cent\\b)", Pattern.CASE_INSENSITIVE);

  private NumberText() {}

  /**
   * Returns every number of a text.
   *
   * @param integers whether only whole numbers count; {@code 7.0} is one
   */
  static List<Found> find(String text, boolean integers) {
    List<Found> found = new ArrayList<>();
    inDigits(text, integers, found);
    found.addAll(NumberWords.find(text));
    return found;
  }

  private static void inDigits(String text, boolean integers, List<Found> found) {
    Matcher matcher = DIGITS.matcher(text);
    while (matcher.find()) {
      char first = text.charAt(matcher.start());
      int digits = Character.isDigit(first) ? matcher.start() : matcher.start() + 1;
      boolean signed = digits > matcher.start() && first != '+';
      String written = text.substring(digits, matcher.end());
      BigDecimal value =
          new BigDecimal(
              matcher.group(1) == null
                  ? written.replace(",", "")
                  : written.replace(".", "").replace(',', '.'));
      int end = matcher.end();
      Matcher scale =
          SCALE
              .matcher(text)
              .useTransparentBounds(true)
              .region(end, Math.min(text.length(), end + 10));
      if (scale.lookingAt()) {
        String name = scale.group().strip().toLowerCase(Locale.ROOT);
        value = plain(value.multiply(BigDecimal.valueOf(SCALES.getOrDefault(name, 1L))));
        end = scale.end();
      }
      boolean negative = signed || isNegative(text, digits);
      add(
          signed ? matcher.start() : digits,
          end,
          negative ? value.negate() : value,
          integers,
          found);
    }
  }

  /** As in -$5 and minus 5. */
  private static boolean isNegative(String text, int digits) {
    return NEGATIVE_BEFORE.matcher(text.substring(Math.max(0, digits - 10), digits)).find();
  }

  /** 1.2 million is 1200000, not 1200000.0. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static void add(
      int start, int end, BigDecimal value, boolean integers, List<Found> found) {
    boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    if (!integers) {
      found.add(new Found(start, end, Json.of(value)));
    } else if (whole) {
      found.add(new Found(start, end, Json.of(new BigDecimal(value.toBigInteger()))));
    }
  }

  /** Returns the numbers with those that are percentages as shares of one: 0.53 for 53 %. */
  static List<Found> asShares(List<Found> numbers, String text) {
    return numbers.stream().map(number -> asShare(number, text)).toList();
  }

  private static Found asShare(Found number, String text) {
    boolean percent = PERCENT.matcher(text).region(number.end(), text.length()).lookingAt();
    return percent && number.value() instanceof JsonNumber value
        ? new Found(number.start(), number.end(), Json.of(plain(value.value().movePointLeft(2))))
        : number;
  }
}
