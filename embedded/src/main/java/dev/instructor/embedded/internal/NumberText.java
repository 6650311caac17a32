package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as English texts write them, in digits and in words. */
final class NumberText {
  private static final Pattern DIGITS =
      Pattern.compile(
          "(?<![\\p{L}\\d_.,])[-\u2212+]?(?:\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d{1,30}+(?!\\d))(?:\\.\\d{1,30})?");
  private static final Pattern WORDS = Pattern.compile("\\p{L}++(?:[ -]\\p{L}++)*+");
  private static final Pattern WORD = Pattern.compile("\\p{L}++");
  private static final Pattern SCALE =
      Pattern.compile("(?: ?(hundred|thousand|million|billion)|(k))\\b", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("zero", 0),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("dozen", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90));

  private static final Map<String, Long> SCALES =
      Map.of(
          "hundred", 100L,
          "thousand", 1_000L,
          "k", 1_000L,
          "million", 1_000_000L,
          "billion", 1_000_000_000L);

  private NumberText() {}

  /**
   * Returns every number of a text.
   *
   * @param integers whether only whole numbers count; {@code 7.0} is one
   */
  static List<Found> find(String text, boolean integers) {
    List<Found> found = new ArrayList<>();
    inDigits(text, integers, found);
    inWords(text, found);
    return found;
  }

  private static void inDigits(String text, boolean integers, List<Found> found) {
    Matcher matcher = DIGITS.matcher(text);
    while (matcher.find()) {
      // The pattern sees to it that a hyphen after a word or a number is no sign: INV-2093, 10-12.
      char first = text.charAt(matcher.start());
      int digits = Character.isDigit(first) ? matcher.start() : matcher.start() + 1;
      boolean negative = digits > matcher.start() && first != '+';
      BigDecimal value = new BigDecimal(text.substring(digits, matcher.end()).replace(",", ""));
      int end = matcher.end();
      Matcher scale = SCALE.matcher(text).region(end, Math.min(text.length(), end + 10));
      if (scale.lookingAt()) {
        String name = scale.group().strip().toLowerCase(Locale.ROOT);
        value = plain(value.multiply(BigDecimal.valueOf(SCALES.getOrDefault(name, 1L))));
        end = scale.end();
      }
      add(
          negative ? matcher.start() : digits,
          end,
          negative ? value.negate() : value,
          integers,
          found);
    }
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

  /** Runs of words, each as long as it makes a number: "one hundred and five", "twenty-two". */
  private static void inWords(String text, List<Found> found) {
    Matcher phrases = WORDS.matcher(text);
    while (phrases.find()) {
      WordNumber current = new WordNumber();
      Matcher words = WORD.matcher(text).region(phrases.start(), phrases.end());
      while (words.find()) {
        String word = words.group().toLowerCase(Locale.ROOT);
        if (!current.accept(word, words.start(), words.end())) {
          current.finish(found);
          current = new WordNumber();
          current.accept(word, words.start(), words.end());
        }
      }
      current.finish(found);
    }
  }

  /** A number in words that is still growing. */
  private static final class WordNumber {
    private int start = -1;
    private int end;
    private long total;
    private long group;
    private long last = Long.MAX_VALUE;

    boolean accept(String word, int from, int to) {
      Integer small = SMALL.get(word);
      Long scale = word.length() > 1 ? SCALES.get(word) : null;
      if (small != null) {
        // After twenty comes one to nine, after hundred anything below it.
        long room =
            last == Long.MAX_VALUE ? Long.MAX_VALUE : last >= 100 ? 100 : last >= 20 ? 10 : 0;
        if (small >= room || (small == 0 && start >= 0)) {
          return false;
        }
        group += small;
        last = small;
      } else if (scale != null && start >= 0 && group > 0 && group < 1_000) {
        if (scale == 100) {
          group *= scale;
        } else {
          total += group * scale;
          group = 0;
        }
        last = scale;
      } else {
        // "and" joins only what has begun; it does not end the span.
        return word.equals("and") && start >= 0 && last >= 100;
      }
      start = start < 0 ? from : start;
      end = to;
      return true;
    }

    void finish(List<Found> found) {
      if (start >= 0) {
        found.add(new Found(start, end, Json.of(total + group)));
      }
    }
  }
}
