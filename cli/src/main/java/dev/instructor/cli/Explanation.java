package dev.instructor.cli;

import dev.instructor.call.AnswerException;
import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.Usage;
import dev.instructor.embedded.EmbeddedProvider;
import dev.instructor.error.Problem;
import dev.instructor.json.Repair;
import dev.instructor.schema.AdaptedSchema.Loss;
import java.util.ArrayList;
import java.util.List;

/** What {@code --explain} tells: how a value came about, or why there is none. */
final class Explanation {
  private final List<String> lines = new ArrayList<>();

  private Explanation() {}

  static List<String> of(Extraction<?> extraction) {
    Explanation explanation = new Explanation();
    explanation.attempts(extraction.attempts());
    explanation.add("tokens", tokens(extraction.usage()));
    explanation.add("mode", extraction.mode() + ", dialect " + extraction.dialect());
    extraction
        .steppedDownFrom()
        .ifPresent(mode -> explanation.add("mode", "the server does not have " + mode));
    extraction
        .raisedTokenLimit()
        .ifPresent(limit -> explanation.add("tokens", "the limit was raised to " + limit));
    for (Loss loss : extraction.lost()) {
      explanation.add("lost", loss.toString());
    }
    for (Repair repair : extraction.repairs()) {
      explanation.add("repair", repair.toString());
    }
    return explanation.lines;
  }

  static List<String> of(List<Attempt> attempts, Usage usage) {
    Explanation explanation = new Explanation();
    explanation.attempts(attempts);
    explanation.add("tokens", tokens(usage));
    return explanation.lines;
  }

  static List<String> of(AnswerException thrown) {
    Explanation explanation = new Explanation();
    explanation.attempts(thrown.attempts());
    explanation.add("tokens", tokens(thrown.usage()));
    if (thrown instanceof RefusedException refused) {
      refused.refusal().ifPresent(words -> explanation.add("refusal", words));
    }
    return explanation.lines;
  }

  private void attempts(List<Attempt> attempts) {
    if (attempts.stream().anyMatch(a -> a.model().equals(ExtractCommand.DEFAULT_MODEL))) {
      add("model", EmbeddedProvider.about());
    }
    for (Attempt attempt : attempts) {
      String model = attempt.response().model();
      add(
          "attempt " + attempt.number(),
          attempt.mode()
              + (model.isEmpty() ? "" : " by " + model)
              + ", "
              + attempt.response().finishReason()
              + ", "
              + tokens(attempt.usage())
              + (attempt.retries() == 0 ? "" : ", repeated " + attempt.retries() + " times")
              + ", "
              + attempt.duration().toMillis()
              + " ms");
      for (Problem problem : attempt.problems()) {
        add("  problem", problem.summary());
      }
    }
  }

  private static String tokens(Usage usage) {
    StringBuilder text = new StringBuilder();
    text.append(usage.input().isPresent() ? usage.input().getAsLong() : "?").append(" in");
    usage.cached().ifPresent(n -> text.append(" (").append(n).append(" cached)"));
    text.append(", ");
    text.append(usage.output().isPresent() ? usage.output().getAsLong() : "?").append(" out");
    usage.reasoning().ifPresent(n -> text.append(" (").append(n).append(" reasoning)"));
    return text.toString();
  }

  private void add(String what, String text) {
    lines.add(what + ": " + text);
  }
}
