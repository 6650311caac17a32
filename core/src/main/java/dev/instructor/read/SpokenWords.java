package dev.instructor.read;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words around a scalar that is said in a sentence, and the scalar without them. */
final class SpokenWords {
  /** Words between what a value is of and the value. */
  static final Set<String> COPULAS =
      words("is are be as equals = it's that's ist sind est es son è é als comme como 是 为 為");

  /** Words that may stand between a copula and the value. */
  static final Set<String> FILLERS =
      words("a an the clearly definitely therefore thus exactly simply hence now eine ein un une");

  /** Words with which a sentence does not say what it seems to. */
  static final Set<String> DOUBTS =
      words(
          "not no never nor neither either or if unless whether could might may maybe perhaps"
              + " possibly probably likely cannot can't isn't aren't wasn't doesn't don't won't hardly"
              + " unclear unsure than example between about approximately roughly around least most"
              + " over under more less nearly almost was were would should except but however though"
              + " although previously earlier first nicht kein keine oder wenn pas ou si");

  static final Set<String> CORRECTIONS =
      words("actually correction sorry wait scratch mistake instead rather wrong incorrect oops");

  /** Labels of what is the answer, whatever else has a label. */
  static final Set<String> ANSWERS =
      words(
          "answer final result verdict correction corrected output response conclusion revised"
              + " updated antwort ergebnis réponse respuesta risposta resposta 答案");

  /** Labels of what is not the answer. */
  static final Set<String> NO_ANSWERS =
      words(
          "not previous previously old original example question input wrong incorrect was before"
              + " step note options option if maximum minimum max min error first second third initial status"
              + " confidence version line page");

  /** What is truth in the midst of a sentence, where "on" and "y" are other words. */
  static final Set<String> TRUTH = words("yes no true false");

  private SpokenWords() {}

  /** Returns a piece without the stop behind it and the quotes around it. */
  static String bare(String piece) {
    String bare = piece.strip();
    for (String pair : List.of("\"\"", "''", "“”", "‘’", "„“", "«»", "「」")) {
      String stopped = bare.replaceFirst("[.!。！]$", "");
      for (String inside : List.of(bare, stopped)) {
        boolean quoted =
            inside.length() > 2
                && inside.charAt(0) == pair.charAt(0)
                && inside.charAt(inside.length() - 1) == pair.charAt(1);
        bare = quoted ? inside.substring(1, inside.length() - 1).strip() : bare;
      }
    }
    boolean open = bare.chars().filter(c -> c == '"').count() % 2 != 0;
    return open ? "" : bare.replaceFirst("[.!。！]$", "");
  }

  /** Returns a piece as the scalar that JSON would have there. */
  static Json scalar(String piece) {
    String bare = bare(piece);
    try {
      Json json = Json.parse(bare);
      return json instanceof JsonObject || json instanceof JsonArray ? Json.of(bare) : json;
    } catch (InvalidJsonException word) {
      return Json.of(bare);
    }
  }

  static boolean has(Set<String> words, String text) {
    return Arrays.stream(lower(text).replace('’', '\'').split("[\\s,;.!?()_]+"))
        .anyMatch(words::contains);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String words) {
    return new HashSet<>(Arrays.asList(words.split(" ")));
  }
}
