package dev.instructor.read;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the words after a number make of it. A scale that is certain multiplies it, a unit leaves it
 * as it is; a word that could be a scale, or makes the number inexact, leaves no number at all.
 */
final class Units {
  private static final Set<String> CURRENCIES =
      words(
          "$ € £ ¥ ￥ ₹ ₩ ₽ ₺ us$ a$ c$ r$ usd eur gbp chf jpy cny rmb inr cad aud nzd sek nok dkk "
              + "pln czk brl rub krw try mxn zar rs rs. kr kr. fr. euro euros dollars dollar "
              + "pounds yen yuan 円 元 圆 圓 원 日元 日圆 美元 人民币 欧元 руб руб. рублей");

  /** Currencies whose thousands are written with a point as often as with a comma. */
  private static final Set<String> POINT_OR_COMMA =
      Set.of(
          "€", "eur", "euro", "euros", "chf", "fr.", "kr", "kr.", "sek", "nok", "dkk", "pln", "czk",
          "brl", "r$", "₽", "₺", "rub", "try", "руб", "руб.", "рублей");

  /** Words for a power of ten, without accents, that mean the same wherever they are used. */
  private static final Map<String, Integer> SCALES =
      powers(
          "3: thousand thousands tausend tsd mille mila duizend тысяча тысячи тысяч тыс tys tysiac"
              + " tysiace tysiecy ألف آلاف الف",
          "6: million millions millionen mio milione milioni millon millones milhao milhoes miljoen"
              + " milion miliony milionow mln миллион миллиона миллионов млн مليون ملايين",
          "9: milliard milliards milliarde milliarden mrd miliardo miliardi miljard miliard"
              + " miliardy miliardow mld bilhao bilhoes миллиард миллиарда миллиардов млрд مليار",
          "9: billion",
          "12: trillion",
          "4: 万 萬 만",
          "5: 十万 十萬",
          "6: 百万 百萬 백만",
          "7: 千万 千萬 천만",
          "8: 億 亿 억");

  /** Letters that are a power of ten only beside a currency: {@code 12 kEUR, $3bn}. */
  private static final Map<String, Integer> OF_MONEY = Map.of("k", 3, "bn", 9, "tn", 12);

  /** Units of up to three letters. Any other word that is so short could be a scale. */
  private static final Set<String> SHORT =
      words(
          "% ‰ ° °c °f µg µm µs µl g kg mg mcg lb lbs oz st nd rd th l ml cl dl hl gal pt qt km cm mm"
              + " nm mi ft in yd ha km² m² m³ cm² cm³ s sec ms ns min h hr hrs std d day wk wks"
              + " mo mos yr yrs yo w kw mw gw wh v mv kv a ma ah hz khz mhz ghz kb mb gb tb pb kib"
              + " mib gib bit pa hpa kpa bar psi atm j kj cal db dbm rpm fps mph kph kmh bpm px dpi"
              + " ppi pts pp pcs pc stk pkg pax ppm ppb men cup tsp box bag lot an ans mes jr tag"
              + " лет год кг км см мм мл г л ч мин m/s m^2 m*s cm^2 mol iu ui kwh pct mah"
              + " mwh");

  /** Units of other scripts. Any other word of theirs could be a scale. */
  private static final Set<String> FOREIGN =
      words(
          "岁 歳 歲 才 年 月 日 天 时 時 小时 小時 時間 分钟 分鐘 分 秒 人 名 个 個 件 本 枚 台 冊 匹 回 次 页 頁 階 楼 公里 公斤"
              + " 千克 克 米 厘米 キロ メートル 살 세 년 월 일 명 개 시간 분 초 회 года лет год месяцев дней часов минут"
              + " человек штук سنة سنوات عام عاما يوم أيام كجم كم");

  /** Words after which the number is not the whole or not the exact truth. */
  private static final Set<String> INEXACT =
      words(
          "or and to at than more less fewer plus minus about approx approximately around roughly"
              + " circa ca est estimated max maximum minimum least most over under above below"
              + " almost nearly up down off half x times bc bce negative of out between not maybe"
              + " unknown oder und bis mehr weniger mindestens hochstens etwa ungefahr rund uber"
              + " unter fast ou et plus moins environ presque demi o y mas menos casi medio media"
              + " aproximadamente e mezzo piu meno ongeveer meer minder of en half bps");

  /** The beginnings of words for other numbers, for parts of one and for cents, in any language. */
  private static final Pattern LIKE_A_SCALE =
      Pattern.compile(
          "(?:thou|taus|tuse|tusi|tuha|duiz|mil|bil|tril|kvad|quad|quint|lakh|lac|cror|karor|hund"
              + "|hond|cent|cien|doz|dutz|douz|doce|dozijn|dizain|decen|deca|tuc|gros|score|pair|paar"
              + "|couple|pare?s?$|myria|juta|ribu|ratus|nghin|ngan|trieu|tysi|tisi|ezer|elfu|heza|haza|karod|arab$|libo|hilj|tuks|laks"
              + "|grand|halb|halv|third|fourth|fift|sixt|sevent|eight|ninth|tenth|quart|viertel"
              + "|dritt|vingt|trent|quinz|dix|zehn|tiers|terc|terz|penn|pence|rappen|paise|groszy|kope|ore$).*"
              + "|.*(?:illi|ilion|iliar|iljo|iljar|ilyon|ilyar|ilh|hundr).*|.*(?:fold|fach)");

  /** Units that begin like a scale. */
  private static final Pattern NO_SCALE =
      Pattern.compile(
          "miles?|milestones?|grand(?:child|par|son|daughter).*"
              + "|(?:mill?i|centi|deca|deci|kilo)(?:met|lit|gra|sec|seg|amp|volt|bar|sieverts?).*"
              + "|percent.*");

  /** A single number of tens or hundreds, as in "30s". */
  private static final Pattern DECADE = Pattern.compile("[0-9]*0");

  private static final Pattern WORDS =
      Pattern.compile("(?:[\\p{L}\\p{M}°µ%‰²³/*·^$€£¥￥₹₩₽₺]+\\.?(?:[ \\u00A0'’-]+|$)){0,4}");

  /** A scale of East Asia, and what is counted. */
  private static final Pattern JOINED =
      Pattern.compile("(?<scale>[十百千백천]?[万萬만]|[億亿억])(?<rest>[^十百千万萬億亿兆京천만억조백]*)");

  private Units() {}

  static boolean isCurrency(String word) {
    return CURRENCIES.contains(word);
  }

  static boolean isPointOrComma(String currency) {
    return POINT_OR_COMMA.contains(currency);
  }

  /**
   * Returns the power of ten that the words after a number say, 0 for a unit, or nothing if they
   * are unclear.
   *
   * @param after the words as they are written, without blanks around them
   * @param apart whether a blank stands before them
   * @param digits the digits of the number
   * @param money whether a currency stands before the number
   */
  static Optional<Integer> power(String after, boolean apart, String digits, boolean money) {
    String lower = after.toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.equals(".") || isCurrency(lower)) {
      return Optional.of(0);
    }
    if (!WORDS.matcher(after).matches()) {
      return Optional.empty();
    }
    List<String> words = parts(after);
    Optional<Integer> scaled = scaled(words, money);
    if (scaled.isPresent()) {
      return scaled;
    }
    boolean unclear =
        (after.equals("m") && (money || !apart))
            || (lower.equals("s") && !apart && DECADE.matcher(digits).matches())
            || (money && words.size() > 2 && !after.startsWith("%"));
    boolean metres = words.get(0).equals("m") && !money;
    boolean clear =
        (metres || isUnit(words.get(0)))
            && words.stream().skip(1).allMatch(word -> isUnit(word) || isParticle(word));
    return clear && !unclear ? Optional.of(0) : Optional.empty();
  }

  private static List<String> parts(String after) {
    List<String> words = new ArrayList<>();
    for (String word : after.split("[ \\u00A0'’-]+", -1)) {
      if (word.isEmpty() && !words.isEmpty()) {
        continue; // Nothing follows the last blank.
      }
      words.add(word.endsWith(".") ? word.substring(0, word.length() - 1) : word);
    }
    return words;
  }

  /** Returns the power of a scale that is followed by nothing but one unit. */
  private static Optional<Integer> scaled(List<String> words, boolean money) {
    String first = words.get(0);
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    Integer power = SCALES.get(plain(first));
    Matcher joined = JOINED.matcher(first);
    if (power == null && joined.matches()) {
      power = SCALES.get(joined.group("scale"));
      rest.add(0, joined.group("rest"));
    } else if (plain(first).equals("mil") && !rest.isEmpty()) {
      Integer millions = SCALES.get(plain(rest.remove(0)));
      power = millions != null && millions == 6 ? Integer.valueOf(9) : null;
    } else if (power == null) {
      power = ofMoney(first, rest, money);
    }
    if (power == null) {
      return Optional.empty();
    }
    if (rest.size() == 2 && Set.of("d", "de", "di").contains(rest.get(0))) {
      rest.remove(0);
    }
    boolean counted =
        rest.isEmpty()
            || (rest.size() == 1 && (isCurrency(rest.get(0)) || isUnit(rest.get(0))))
            || (rest.size() == 1 && rest.get(0).equals("%"));
    return counted ? Optional.of(power) : Optional.empty();
  }

  /** Returns what {@code k} and the like mean beside a currency, or null. */
  private static @Nullable Integer ofMoney(String first, List<String> rest, boolean money) {
    String lower = first.toLowerCase(Locale.ROOT);
    Integer power = OF_MONEY.get(lower);
    if (power != null) {
      boolean named = rest.size() == 1 && isCurrency(rest.get(0).toLowerCase(Locale.ROOT));
      return named || (money && rest.isEmpty()) ? power : null;
    }
    for (Map.Entry<String, Integer> scale : OF_MONEY.entrySet()) {
      boolean glued =
          lower.startsWith(scale.getKey())
              && isCurrency(lower.substring(scale.getKey().length()))
              && rest.isEmpty();
      if (glued && !lower.equals("kr")) {
        return scale.getValue();
      }
    }
    boolean millions =
        first.startsWith("M") && isCurrency(lower.substring(1)) && !isCurrency(lower);
    return millions && rest.isEmpty() ? Integer.valueOf(6) : null;
  }

  /** Returns whether a word can be nothing but what is counted or measured. */
  private static boolean isUnit(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (isCurrency(lower) || FOREIGN.contains(lower)) {
      return true;
    }
    String plain = plain(word);
    if (INEXACT.contains(plain) || SCALES.containsKey(plain) || word.equals("MM")) {
      return false;
    }
    if (SHORT.contains(lower)) {
      return true;
    }
    boolean latin = plain.codePoints().allMatch(c -> c < 0x80 || "°µ‰²³·".indexOf(c) >= 0);
    boolean scale = LIKE_A_SCALE.matcher(plain).matches() && !NO_SCALE.matcher(plain).matches();
    boolean ratio =
        plain.indexOf('/') > 0 && Arrays.stream(plain.split("/")).allMatch(Units::isMeasure);
    return ratio || (latin && plain.length() > 3 && !scale);
  }

  private static boolean isMeasure(String word) {
    return word.equals("m") || word.equals("k") || isUnit(word);
  }

  /** Returns whether a word only joins others: {@code 34 years of age}. */
  private static boolean isParticle(String word) {
    return Set.of("old", "per", "a", "an", "the", "in", "d", "alt").contains(word);
  }

  /** Returns a word in lower case without accents. */
  static String plain(String word) {
    return Normalizer.normalize(
            Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("[\\u0300-\\u036F]", ""),
            Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String words) {
    return new HashSet<>(Arrays.asList(words.split(" ", -1)));
  }

  private static Map<String, Integer> powers(String... lines) {
    Map<String, Integer> powers = new HashMap<>();
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      for (String word : parts[1].split(" ", -1)) {
        powers.put(plain(word), Integer.valueOf(parts[0]));
      }
    }
    return Map.copyOf(powers);
  }
}
