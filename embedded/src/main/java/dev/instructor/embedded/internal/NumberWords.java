package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number in English words that is still growing. */
final class NumberWords {
  private static final Pattern PHRASE = Pattern.compile("\\p{L}++(?:[ -]\\p{L}++)*+");
  private static final Pattern WORD = Pattern.compile("\\p{L}++");

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
          "dozen", 12L,
          "hundred", 100L,
          "thousand", 1_000L,
          "million", 1_000_000L,
          "billion", 1_000_000_000L);

  private int start = -1;
  private int end;
  private long total;
  private long group;
  private long last = Long.MAX_VALUE;

  private NumberWords() {}

  /**
   * Returns every number in words, each run of words as long as it makes one: "one hundred and
   * five", "twenty-two", "half a million".
   */
  static List<Found> find(String text) {
    List<Found> found = new ArrayList<>();
    Matcher phrases = PHRASE.matcher(text);
    while (phrases.find()) {
      List<MatchResult> words =
          WORD.matcher(text).region(phrases.start(), phrases.end()).results().toList();
      inPhrase(words, found);
    }
    return found;
  }

  private static void inPhrase(List<MatchResult> words, List<Found> found) {
    NumberWords current = new NumberWords();
    for (int i = 0; i < words.size(); i++) {
      MatchResult word = words.get(i);
      int half = current.start < 0 ? halfOf(words, i) : i;
      if (half > i) {
        long whole = SCALES.getOrDefault(lower(words.get(half)), 0L);
        found.add(new Found(word.start(), words.get(half).end(), Json.of(whole / 2)));
        i = half;
        continue;
      }
      boolean article = i > 0 && isArticle(words.get(i - 1));
      if (!current.accept(lower(word), word, article)) {
        current.finish(found);
        current = new NumberWords();
        current.accept(lower(word), word, article);
      }
    }
    current.finish(found);
  }

  /** Returns where "half a million", "half a dozen" end that begin at a word, else that word. */
  private static int halfOf(List<MatchResult> words, int at) {
    boolean half =
        lower(words.get(at)).equals("half")
            && at + 2 < words.size()
            && isArticle(words.get(at + 1))
            && SCALES.containsKey(lower(words.get(at + 2)));
    return half ? at + 2 : at;
  }

  private static boolean isArticle(MatchResult word) {
    return word.group().equalsIgnoreCase("a") || word.group().equalsIgnoreCase("an");
  }

  private static String lower(MatchResult word) {
    return word.group().toLowerCase(Locale.ROOT);
  }

  private boolean accept(String word, MatchResult place, boolean afterArticle) {
    Integer small = SMALL.get(word);
    Long scale = SCALES.get(word);
    if (scale != null && start < 0 && (afterArticle || word.equals("dozen"))) {
      group = 1; // a hundred, a dozen
      start = place.start();
    } else if (word.equals("couple") && start < 0 && afterArticle) {
      small = 2;
    }
    if (small != null) {
      // After twenty comes one to nine, after hundred anything below it.
      long room = last == Long.MAX_VALUE ? Long.MAX_VALUE : last >= 100 ? 100 : last >= 20 ? 10 : 0;
      if (small >= room || (small == 0 && start >= 0)) {
        return false;
      }
      group += small;
      last = small;
    } else if (scale != null && start >= 0 && group > 0 && group < 1_000) {
      if (scale <= 100) {
        group *= scale;
      } else {
        total += group * scale;
        group = 0;
      }
      last = scale == 12 ? 0 : scale;
    } else {
      // "and" joins only what has begun; it does not end the span.
      return word.equals("and") && start >= 0 && last >= 100;
    }
    start = start < 0 ? place.start() : start;
    end = place.end();
    return true;
  }

  private void finish(List<Found> found) {
    if (start >= 0 && end > 0) {
      found.add(new Found(start, end, Json.of(total + group)));
    }
  }
}
