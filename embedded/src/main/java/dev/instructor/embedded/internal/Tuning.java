package dev.instructor.embedded.internal;

/**
 * The numbers by which scores become values. They belong to the weights: new weights may want
 * others, which {@code training/tune.py} finds, never on cases that are judged by. {@code Answers}
 * tries others without a build.
 *
 * @param requiredPresence a required value is left out if the best span, less the score of "not in
 *     the text", is below this
 * @param optionalPresence the same for a value that may be absent
 * @param optionalFormPresence the same for one that is known by its form, such as an e-mail address
 * @param perWord what a span loses for every word after the second
 * @param perSentence what a span loses for every sentence that ends inside it
 * @param perClause what a span loses for every comma, colon or opening bracket inside it
 * @param overlap what a value loses that overlaps one of a surer field
 * @param literal what an option gains if it stands in the text word for word
 * @param optionalMargin how much better than the next an option must be where it may be absent
 * @param several what either end of one of several values must score more than, on average
 * @param severalSpare the same for a value that is taken only because its row of a list lacks it
 * @param severalEnd the least score of either end of one of several values that are known by form
 * @param ruleRange how much worse than the best number one that keeps to the rules may be
 */
record Tuning(
    float requiredPresence,
    float optionalPresence,
    float optionalFormPresence,
    float perWord,
    float perSentence,
    float perClause,
    float overlap,
    float literal,
    float optionalMargin,
    float several,
    float severalSpare,
    float severalEnd,
    float ruleRange) {

  /** What goes with the bundled weights. */
  static final Tuning BUNDLED =
      new Tuning(-7f, 0f, -7f, 0.45f, 2f, 1f, 6f, 4.5f, 0f, -0.5f, -4f, -2f, 6f);
}
