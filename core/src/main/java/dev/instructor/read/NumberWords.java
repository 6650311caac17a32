package dev.instructor.read;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people write them: with a currency, a unit, a percent sign and thousand separators.
 * What says more than one number, or is not exact, is none.
 */
final class NumberWords {
  private static final int MAX_LENGTH = 64;

  /** Sign and currency, digits with separators, and what follows. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<before>[^0-9.]{0,8}?)(?<digits>[0-9](?:[0-9]|[.,'’_\\u0020\\u00A0\\u2009\\u202F](?=[0-9]))*"
              + "|\\.[0-9]+)(?<exponent>[eE][+-]?[0-9]{1,3})?(?<after>[^0-9]*)");

  private static final Set<String> CURRENCIES =
      Set.of(
          "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "us$", "a$", "c$", "usd", "eur", "gbp", "chf",
          "jpy", "cny", "inr", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "brl", "r$",
          "rs", "rs.", "kr", "kr.", "fr.", "euro", "euros", "dollars", "dollar", "pounds");

  /** Currencies whose thousands are written with a point as often as with a comma. */
  private static final Set<String> POINT_OR_COMMA =
      Set.of(
          "€", "eur", "euro", "euros", "chf", "fr.", "kr", "kr.", "sek", "nok", "dkk", "pln", "czk",
          "brl", "r$", "₽", "₺");

  private static final List<String> SCALES = List.of("thousand", "million", "billion", "trillion");

  /** Letters that stand for thousands, millions or billions, or for a unit. */
  private static final Set<String> UNCLEAR =
      Set.of("k", "m", "mm", "mn", "mio", "mrd", "b", "bn", "t");

  /** Words after which the number is not the whole or not the exact truth. */
  private static final Set<String> INEXACT =
      Set.of(
          "or",
          "and",
          "to",
          "at",
          "than",
          "more",
          "less",
          "fewer",
          "plus",
          "minus",
          "about",
          "approx",
          "approximately",
          "around",
          "roughly",
          "circa",
          "ca",
          "est",
          "estimated",
          "max",
          "maximum",
          "minimum",
          "least",
          "most",
          "over",
          "under",
          "above",
          "below",
          "almost",
          "nearly",
          "up",
          "down",
          "off",
          "half",
          "dozen",
          "hundred",
          "x",
          "times",
          "bc",
          "bce",
          "negative",
          "of",
          "out",
          "between",
          "not",
          "maybe",
          "unknown",
          "lakh",
          "crore");

  private static final Pattern WORDS =
      Pattern.compile("(?:[\\p{L}°µ%‰²³/*·^]+\\.?(?:[ \\u00A0-]|$)){0,3}");

  private NumberWords() {}

  /**
   * Returns the number that a text spells, and nothing if it spells none or could spell another.
   *
   * @param integer whether only an integer is wanted
   */
  static Optional<BigDecimal> read(String text, boolean integer) {
    if (text.length() > MAX_LENGTH || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    Matcher number = NUMBER.matcher(text.strip().replace('\u2212', '-'));
    if (!number.matches()) {
      return Optional.empty();
    }
    String before = lower(number.group("before"));
    boolean negative = before.indexOf('-') >= 0;
    String prefix = before.replaceFirst("[+-]", "").strip();
    String after = lower(number.group("after"));
    if (!prefix.isEmpty() && !CURRENCIES.contains(prefix)) {
      return Optional.empty();
    }
    Optional<Integer> scale = scale(after, !prefix.isEmpty());
    if (scale.isEmpty()) {
      return Optional.empty();
    }
    boolean eitherWay = POINT_OR_COMMA.contains(prefix) || POINT_OR_COMMA.contains(after);
    String exponent = number.group("exponent");
    String digits = plain(number.group("digits"), eitherWay, integer, exponent != null);
    if (digits == null) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(digits + (exponent == null ? "" : exponent));
    BigDecimal scaled = scale.get() == 0 ? value : value.scaleByPowerOfTen(scale.get());
    return Optional.of(negative ? scaled.negate() : scaled);
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the power of ten that the words after a number say, or nothing if they are unclear. */
  private static Optional<Integer> scale(String after, boolean money) {
    if (after.isEmpty() || after.equals(".") || CURRENCIES.contains(after)) {
      return Optional.of(0);
    }
    if (!WORDS.matcher(after).matches()) {
      return Optional.empty();
    }
    List<String> words = Arrays.asList(after.replace(".", "").split("[ \\u00A0-]+"));
    int scale = SCALES.indexOf(words.get(0));
    if (scale >= 0) {
      boolean rest = words.size() == 1 || CURRENCIES.contains(words.get(1));
      return rest && words.size() <= 2 ? Optional.of(3 * (scale + 1)) : Optional.empty();
    }
    boolean clear = words.stream().noneMatch(w -> INEXACT.contains(w) || SCALES.contains(w));
    boolean metres = words.get(0).equals("m") && !money;
    boolean unit = metres || !UNCLEAR.contains(words.get(0));
    return clear && unit && !(money && !words.get(0).equals("%") && words.size() > 2)
        ? Optional.of(0)
        : Optional.empty();
  }

  /** Returns digits with a point for the fraction alone, or null if they can be read two ways. */
  private static @Nullable String plain(
      String digits, boolean eitherWay, boolean integer, boolean exponent) {
    String spaced = digits;
    for (String separator : List.of(" ", "\u00A0", "\u2009", "\u202F", "'", "’", "_")) {
      if (spaced.contains(separator)) {
        String whole = spaced.split("[.,]", 2)[0];
        if (!grouped(whole, separator) || spaced.indexOf(separator, whole.length()) >= 0) {
          return null;
        }
        spaced = spaced.replace(separator, "");
        return decimal(spaced);
      }
    }
    int points = count(spaced, '.');
    int commas = count(spaced, ',');
    if (points > 0 && commas > 0) {
      boolean pointLast = spaced.lastIndexOf('.') > spaced.lastIndexOf(',');
      String thousands = pointLast ? "," : ".";
      int end = spaced.indexOf(pointLast ? '.' : ',');
      boolean once = (pointLast ? points : commas) == 1;
      return once && grouped(spaced.substring(0, end), thousands)
          ? spaced.replace(thousands, "").replace(',', '.')
          : null;
    }
    if (points + commas == 0 || exponent) {
      return commas > 0 ? null : spaced;
    }
    if (points == 1) {
      boolean thousands = spaced.length() - spaced.indexOf('.') == 4 && spaced.charAt(0) != '0';
      return eitherWay && thousands ? null : spaced;
    }
    if (points > 1) {
      return grouped(spaced, ".") ? spaced.replace(".", "") : null;
    }
    boolean groups = grouped(spaced, ",");
    if (commas > 1) {
      return groups || indian(spaced) ? spaced.replace(",", "") : null;
    }
    if (!groups) {
      return spaced.length() - spaced.indexOf(',') == 4 && spaced.charAt(0) != '0'
          ? null
          : spaced.replace(',', '.');
    }
    return eitherWay && !integer ? null : spaced.replace(",", "");
  }

  private static @Nullable String decimal(String digits) {
    return count(digits, '.') + count(digits, ',') <= 1 ? digits.replace(',', '.') : null;
  }

  private static boolean grouped(String digits, String separator) {
    String[] groups = digits.split(Pattern.quote(separator), -1);
    return groups[0].length() <= 3
        && !groups[0].startsWith("0")
        && Arrays.stream(groups).skip(1).allMatch(group -> group.matches("[0-9]{3}"))
        && groups[0].matches("[0-9]+");
  }

  /** Returns whether digits are grouped as 12,34,567. */
  private static boolean indian(String digits) {
    return digits.matches("[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}");
  }

  private static int count(String text, char wanted) {
    return (int) text.chars().filter(c -> c == wanted).count();
  }
}
