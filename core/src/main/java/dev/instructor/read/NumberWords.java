package dev.instructor.read;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private NumberWords() {}

  /**
   * Returns the number that a text spells, and nothing if it spells none or could spell another.
   *
   * @param integer whether only an integer is wanted
   */
  static Optional<BigDecimal> read(String text, boolean integer) {
    if (text.length() > MAX_LENGTH || text.chars().noneMatch(Character::isDigit)) {
      return Optional.empty();
    }
    Matcher number = NUMBER.matcher(Digits.plain(text.strip()));
    if (!number.matches()) {
      return Optional.empty();
    }
    String before = lower(number.group("before"));
    boolean negative = before.indexOf('-') >= 0;
    String prefix = before.replaceFirst("[+-]", "").strip();
    String words = number.group("after");
    String after = lower(words);
    if (!prefix.isEmpty() && !Units.isCurrency(prefix)) {
      return Optional.empty();
    }
    boolean apart = !words.isEmpty() && !words.equals(words.stripLeading());
    Optional<Integer> scale =
        Units.power(words.strip(), apart, number.group("digits"), !prefix.isEmpty());
    if (scale.isEmpty()) {
      return Optional.empty();
    }
    boolean eitherWay = Units.isPointOrComma(prefix) || Units.isPointOrComma(after);
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
