package dev.instructor.embedded.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the fields to the model and collects what it thinks. Fields are asked in small groups and
 * the text is read in overlapping windows, because the model was trained on few fields and short
 * texts. For one extraction; not thread-safe.
 */
final class Scorer {
  /** Tokens of text that are read at once; longer texts are cut into windows of this size. */
  static final int WINDOW = 192;

  /** A value of at most this many tokens stands whole in one of two windows. */
  static final int OVERLAP = 48;

  /** What comes behind the last window is not read. */
  static final int MAX_WINDOWS = 40;

  /** The same for a text of as many tokens. */
  static final int MAX_TOKENS = WINDOW + (MAX_WINDOWS - 1) * (WINDOW - OVERLAP);

  /** How many windows are read at most for all groups together, to bound the time. */
  private static final int MAX_READINGS = 80;

  private static final int FEWEST_WINDOWS = 2;

  private static final int QUESTIONS_AT_ONCE = 6;

  private final Weights weights;
  private final Encoder encoder;
  private final Tokens text;
  private final Runnable checkpoint;
  private long tokensRead;

  Scorer(Weights weights, Tokens text, Runnable checkpoint) {
    this.weights = weights;
    this.encoder = new Encoder(weights);
    this.text = text;
    this.checkpoint = checkpoint;
  }

  /** Returns how many tokens the model has read so far, repeated ones included. */
  long tokensRead() {
    return tokensRead;
  }

  /** Returns the scores of every field, in order. */
  List<FieldScores> score(List<Field> fields) {
    List<Question> questions =
        IntStream.range(0, fields.size())
            .boxed()
            .flatMap(number -> Question.of(number, fields.get(number)).stream())
            .toList();
    List<Collected> collected = fields.stream().map(Collected::new).toList();
    int groups = Math.max(1, (questions.size() + QUESTIONS_AT_ONCE - 1) / QUESTIONS_AT_ONCE);
    int windows = Math.min(MAX_WINDOWS, Math.max(FEWEST_WINDOWS, MAX_READINGS / groups));
    for (int from = 0; from < questions.size(); from += QUESTIONS_AT_ONCE) {
      int to = Math.min(questions.size(), from + QUESTIONS_AT_ONCE);
      askGroup(questions.subList(from, to), windows, collected);
    }
    return collected.stream().map(Collected::scores).toList();
  }

  private void askGroup(List<Question> group, int windows, List<Collected> collected) {
    // "May be absent" is a type the model knows: only then does it tell whether a value is there.
    boolean again = group.stream().map(Question::field).anyMatch(Scorer::isRequiredSpan);
    Prompt asked = Prompt.of(group, false, weights.tokenizer());
    Prompt optional = again ? Prompt.of(group, true, weights.tokenizer()) : asked;
    int first = 0;
    for (int window = 0; window < windows && first < text.size(); window++) {
      int end = Math.min(text.size(), first + WINDOW);
      Reading reading = read(asked, first, end);
      Reading careful = again ? read(optional, first, end) : reading;
      for (int i = 0; i < group.size(); i++) {
        collect(group.get(i), i, reading, careful, collected);
      }
      if (end == text.size()) {
        break;
      }
      first = end - OVERLAP;
    }
  }

  private static boolean isRequiredSpan(Field field) {
    return !field.kind().isChoice() && !field.repeated() && !field.canBeAbsent();
  }

  private static void collect(
      Question question, int index, Reading reading, Reading careful, List<Collected> collected) {
    Collected into = collected.get(question.number());
    Field field = question.field();
    if (field.kind().isChoice()) {
      into.add(question.firstOption(), reading.options(index));
    } else if (field.repeated()) {
      into.windows.add(Scores.ofSeveral(reading.first, reading.starts(index), reading.ends(index)));
    } else {
      float presence =
          Scores.presence(
              careful.starts(index),
              careful.ends(index),
              careful.noneStart(index) + careful.noneEnd(index));
      into.windows.add(
          Scores.ofOne(
              reading.first,
              reading.starts(index),
              reading.ends(index),
              reading.noneStart(index),
              reading.noneEnd(index),
              presence));
    }
  }

  private Reading read(Prompt prompt, int first, int end) {
    int before = prompt.ids().length;
    int[] ids = Arrays.copyOf(prompt.ids(), before + end - first);
    System.arraycopy(text.ids(), first, ids, before, end - first);
    boolean[] spaced = Arrays.copyOf(prompt.spaced(), ids.length);
    System.arraycopy(text.spaced(), first, spaced, before, end - first);
    if (first > 0) {
      // What is read begins here, as every text of the training did: without a space.
      spaced[before] = false;
    }
    tokensRead += ids.length;
    float[] vectors = encoder.encode(ids, spaced, checkpoint);
    return new Reading(
        prompt,
        first,
        new Pointer(weights.startQuery(), weights.startKey(), vectors, ids.length, weights.width()),
        new Pointer(weights.endQuery(), weights.endKey(), vectors, ids.length, weights.width()));
  }

  /** One pass of the model over one window. */
  private record Reading(Prompt prompt, int first, Pointer start, Pointer end) {
    float[] starts(int question) {
      return start.scores(prompt.markers()[question], prompt.ids().length);
    }

    float[] ends(int question) {
      return end.scores(prompt.markers()[question], prompt.ids().length);
    }

    float noneStart(int question) {
      return start.score(prompt.markers()[question], prompt.markers()[question]);
    }

    float noneEnd(int question) {
      return end.score(prompt.markers()[question], prompt.markers()[question]);
    }

    float[] options(int question) {
      int marker = prompt.markers()[question];
      int[] places = prompt.options().get(question);
      float[] scores = new float[places.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = start.score(marker, places[i]) + end.score(marker, places[i]);
      }
      return scores;
    }
  }

  /** What has come together for one field. */
  private static final class Collected {
    private final List<Scores> windows = new ArrayList<>();
    private final float[] options;
    private boolean anyOption;

    Collected(Field field) {
      options = new float[field.options().size()];
    }

    /** A window that is sure counts more than one that is not: its scores are farther apart. */
    void add(int firstOption, float[] scores) {
      anyOption = true;
      for (int i = 0; i < scores.length; i++) {
        options[firstOption + i] += scores[i];
      }
    }

    FieldScores scores() {
      return new FieldScores(List.copyOf(windows), anyOption ? options : new float[0]);
    }
  }
}
