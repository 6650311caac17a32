package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Chooses one of a field's options. */
final class Choices {
  private Choices() {}

  /** Returns the number of the option that fits best, or nothing if none is sure enough. */
  static Optional<Integer> choose(Field field, FieldScores scores, String text, Tuning tuning) {
    if (scores.options().length == 0) {
      return longestLiteral(field, text);
    }
    float[] options = scores(field, scores, text, tuning);
    int best = -1;
    float bestScore = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < options.length; i++) {
      float score = options[i];
      if (score > bestScore) {
        second = bestScore;
        bestScore = score;
        best = i;
      } else {
        second = Math.max(second, score);
      }
    }
    boolean sure = !field.canBeAbsent() || bestScore - second >= tuning.optionalMargin();
    return best >= 0 && sure ? Optional.of(best) : Optional.empty();
  }

  /** Returns how well each option fits; nothing if the model was not asked. */
  static float[] scores(Field field, FieldScores scores, String text, Tuning tuning) {
    String lower = text.toLowerCase(Locale.ROOT);
    float[] options = scores.options().clone();
    for (int i = 0; i < options.length; i++) {
      options[i] += isLiteral(field, i, lower) ? tuning.literal() : 0;
    }
    return options;
  }

  private static Optional<Integer> longestLiteral(Field field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return IntStream.range(0, field.options().size())
        .filter(option -> isLiteral(field, option, lower))
        .boxed()
        .max(
            Comparator.comparingInt(
                option -> Question.words(field.options().get(option)).length()));
  }

  /** Returns the options that stand in the text word for word. */
  static List<Json> literal(Field field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return IntStream.range(0, field.options().size())
        .filter(i -> isLiteral(field, i, lower))
        .mapToObj(field.options()::get)
        .toList();
  }

  private static boolean isLiteral(Field field, int option, String lowerText) {
    if (field.kind() != Field.Kind.CHOICE) {
      return false;
    }
    String words = Question.words(field.options().get(option)).toLowerCase(Locale.ROOT);
    if (words.isEmpty()) {
      return false;
    }
    int at = lowerText.indexOf(words);
    while (at >= 0) {
      if (isWordBorder(lowerText, at) && isWordBorder(lowerText, at + words.length())) {
        return true;
      }
      at = lowerText.indexOf(words, at + 1);
    }
    return false;
  }

  private static boolean isWordBorder(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || !Character.isLetterOrDigit(text.charAt(at));
  }
}
