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
  static final int WINDOW = 256;

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
    Prompt prompt = Prompt.of(group, weights.tokenizer());
    int first = 0;
    for (int window = 0; window < windows && first < text.size(); window++) {
      int end = Math.min(text.size(), first + WINDOW);
      Reading reading = read(prompt, first, end);
      for (int i = 0; i < group.size(); i++) {
        collect(group.get(i), reading.answer(i), first, collected);
      }
      if (end == text.size()) {
        break;
      }
      first = end - OVERLAP;
    }
  }

  private static void collect(
      Question question, Reading.Answer answer, int first, List<Collected> collected) {
    Collected into = collected.get(question.number());
    if (question.field().kind().isChoice()) {
      into.add(question.firstOption(), answer.options());
    } else if (question.field().repeated()) {
      into.windows.add(Scores.ofSeveral(first, answer.starts(), answer.ends()));
    } else {
      into.windows.add(
          Scores.ofOne(
              first, answer.starts(), answer.ends(), answer.noneStart(), answer.noneEnd()));
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
    float[][] vectors = encoder.encode(ids, spaced, checkpoint);
    return new Reading(
        prompt,
        new Pointer(weights.startQuery(), weights.startKey(), vectors),
        new Pointer(weights.endQuery(), weights.endKey(), vectors));
  }

  /** One pass of the model over one window. */
  private record Reading(Prompt prompt, Pointer start, Pointer end) {

    /** What it says of one question: scores of the text's tokens, of the marker, of the options. */
    @SuppressWarnings("ArrayRecordComponent") // made once, read only
    private record Answer(
        float[] starts, float[] ends, float noneStart, float noneEnd, float[] options) {}

    Answer answer(int question) {
      int marker = prompt.markers()[question];
      float[] starts = start.scores(marker);
      float[] ends = end.scores(marker);
      int[] places = prompt.options().get(question);
      float[] options = new float[places.length];
      for (int i = 0; i < options.length; i++) {
        options[i] = starts[places[i]] + ends[places[i]];
      }
      int text = prompt.ids().length;
      return new Answer(
          Arrays.copyOfRange(starts, text, starts.length),
          Arrays.copyOfRange(ends, text, ends.length),
          starts[marker],
          ends[marker],
          options);
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
