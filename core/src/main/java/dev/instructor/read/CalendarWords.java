package dev.instructor.read;

import java.util.Arrays;
import java.util.List;

/**
 * Names of months and weekdays in English, German, French, Spanish, Italian, Portuguese and Dutch,
 * in lower case and without accents.
 */
final class CalendarWords {
  /** A longer word is none that was shortened. */
  private static final int SHORTENED = 4;

  private static final List<List<String>> MONTHS =
      names(
          "january januar janner janvier enero gennaio janeiro januari",
          "february februar feber fevrier febrero febbraio fevereiro februari",
          "march marz maerz mrz mars marzo marco maart mrt",
          "april avril abril aprile",
          "may mai mayo maggio maio mei",
          "june juni juin junio giugno junho",
          "july juli juillet julio luglio julho",
          "august aout agosto augustus",
          "september septembre septiembre setiembre settembre setembro",
          "october oktober octobre octubre ottobre outubro",
          "november novembre noviembre novembro",
          "december dezember decembre diciembre dicembre dezembro");

  private static final List<List<String>> DAYS =
      names(
          "monday montag lundi lunes lunedi segunda segunda-feira maandag",
          "tuesday dienstag mardi martes martedi terca terca-feira dinsdag",
          "wednesday mittwoch mercredi miercoles mercoledi quarta quarta-feira woensdag",
          "thursday donnerstag jeudi jueves giovedi quinta quinta-feira donderdag",
          "friday freitag vendredi viernes venerdi sexta sexta-feira vrijdag",
          "saturday samstag sonnabend samedi sabado sabato zaterdag",
          "sunday sonntag dimanche domingo domenica zondag");

  /** The weekdays of Chinese, Japanese and Korean, from Monday. */
  private static final List<String> SIGNS = List.of("月火水木金土日", "一二三四五六日", "월화수목금토일");

  private CalendarWords() {}

  private static List<List<String>> names(String... lines) {
    return Arrays.stream(lines).map(line -> List.of(line.split(" "))).toList();
  }

  /** Returns the month of a name or of its beginning, from 1; 0 if it is none or could be two. */
  static int month(String word) {
    return place(word, MONTHS);
  }

  /** Returns the weekday of a name or of its beginning, from Monday as 1; 0 if it is none. */
  static int weekday(String word) {
    for (String signs : SIGNS) {
      int sign = word.length() == 1 ? signs.indexOf(word) : -1;
      if (sign >= 0) {
        return sign + 1;
      }
    }
    return place(word, DAYS);
  }

  private static int place(String word, List<List<String>> names) {
    int found = 0;
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).contains(word)) {
        return i + 1;
      }
      boolean begins =
          word.length() <= SHORTENED
              && word.length() >= 3
              && names.get(i).stream().anyMatch(name -> name.startsWith(word));
      if (begins && found != 0) {
        return 0;
      }
      found = begins ? i + 1 : found;
    }
    return found;
  }
}
