package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A field as it is put to the model; a field with many options is put in several questions.
 *
 * @param number the field's number
 * @param field the field
 * @param firstOption the number of this question's first option
 * @param options the options of this question in words
 */
record Question(int number, Field field, int firstOption, List<String> options) {
  private static final int OPTIONS_PER_QUESTION = 10;

  /** Among more options the model is not asked: only one that stands in the text is taken. */
  private static final int MAX_OPTIONS = 60;

  /** Returns the questions for a field. */
  static List<Question> of(int number, Field field) {
    if (field.options().size() > MAX_OPTIONS) {
      return List.of();
    }
    if (field.options().isEmpty()) {
      return List.of(new Question(number, field, 0, List.of()));
    }
    List<String> words = field.options().stream().map(Question::words).toList();
    List<Question> questions = new ArrayList<>();
    for (int from = 0; from < words.size(); from += OPTIONS_PER_QUESTION) {
      int to = Math.min(words.size(), from + OPTIONS_PER_QUESTION);
      questions.add(new Question(number, field, from, words.subList(from, to)));
    }
    return questions;
  }

  /** Returns {@code in progress} for {@code IN_PROGRESS}; an option with small letters as it is. */
  static String words(Json option) {
    String text = option.asText().orElseGet(option::toString);
    String upper = text.toUpperCase(Locale.ROOT);
    return text.equals(upper) ? text.toLowerCase(Locale.ROOT).replace('_', ' ').strip() : text;
  }
}
