package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Chooses an option for one row of a list: the one that stands in the row's piece of the text, else
 * the one that the model prefers when it reads that piece alone. For one extraction; not
 * thread-safe.
 */
final class RowChoices {
  /** So often the model is asked at most, to bound the time. */
  private static final int MOST = 40;

  private final Weights weights;
  private final Tuning tuning;
  private final Runnable checkpoint;
  private int asked;
  private long tokensRead;

  RowChoices(Weights weights, Tuning tuning, Runnable checkpoint) {
    this.weights = weights;
    this.tuning = tuning;
    this.checkpoint = checkpoint;
  }

  /** Returns how many tokens the model has read for it. */
  long tokensRead() {
    return tokensRead;
  }

  /** Returns the option for a row; nothing if none is sure enough, or it was asked too often. */
  Optional<Json> choose(Field field, String piece) {
    Optional<Json> literal = Choices.literal(field, piece).stream().findFirst();
    if (literal.isPresent() || !field.kind().isChoice() || asked == MOST) {
      return literal;
    }
    asked++;
    Field single = field.ofOneRow();
    Scorer scorer = new Scorer(weights, weights.tokenizer().encode(piece), checkpoint);
    FieldScores scores = scorer.score(List.of(single)).get(0);
    tokensRead += scorer.tokensRead();
    return Choices.choose(single, scores, piece, tuning).map(option -> field.options().get(option));
  }
}
