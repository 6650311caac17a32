package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a text and fills in a JSON Schema from it. Immutable and thread-safe. */
public final class Extractor {
  /** Longer texts are cut here before anything is done with them. */
  private static final int MAX_CHARACTERS = 60_000;

  private final Weights weights;
  private final Tuning tuning;

  Extractor(Weights weights, Tuning tuning) {
    this.weights = weights;
    this.tuning = tuning;
  }

  /** Begins to load the bundled extractor in the background, unless that has been done. */
  public static void prepare() {
    Bundled.prepare();
  }

  /**
   * Returns the bundled extractor, once it is loaded: that happens once for the whole process.
   *
   * @throws IllegalStateException if the module's resource is missing or of another version
   */
  public static Extractor bundled() {
    return Bundled.get();
  }

  /**
   * What was read from a text.
   *
   * @param value the answer; it need not be valid, for a value that is not in the text is not in it
   * @param inputTokens how many tokens the model read, repeated ones included
   * @param outputTokens how many tokens the answer would have
   */
  public record Extracted(Json value, long inputTokens, long outputTokens) {}

  /**
   * Returns what a text says of the places of a schema.
   *
   * @param schema any JSON Schema; what is not understood stays empty
   * @param text any text
   * @param rejected the answer that was given before, if there is one: it is given again without
   *     what is wrong with it
   * @param checkpoint called often; what it throws ends the extraction
   */
  public Extracted extract(
      JsonObject schema, String text, Optional<Rejected> rejected, Runnable checkpoint) {
    String read = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    Tokens tokens = weights.tokenizer().encode(read, Scorer.MAX_TOKENS);
    Scorer scorer = new Scorer(weights, tokens, checkpoint);
    Plan plan =
        SchemaReader.read(
            schema,
            union ->
                Choices.choose(union, scorer.score(List.of(union)).get(0), read, tuning).orElse(0));
    RowChoices rowChoices = new RowChoices(weights, tuning, checkpoint);
    Json value = answer(plan, read, tokens, scorer, rowChoices, rejected, checkpoint);
    long answered = weights.tokenizer().encode(value.toString()).size();
    return new Extracted(value, scorer.tokensRead() + rowChoices.tokensRead(), answered);
  }

  private Json answer(
      Plan plan,
      String text,
      Tokens tokens,
      Scorer scorer,
      RowChoices rowChoices,
      Optional<Rejected> rejected,
      Runnable checkpoint) {
    List<FieldScores> scores = scorer.score(plan.fields());
    Candidates candidates = new Candidates(text, tokens, tuning);
    Map<Integer, List<Candidate>> open = new LinkedHashMap<>();
    Map<Integer, List<Candidate>> several = new LinkedHashMap<>();
    Map<Integer, List<Candidate>> spare = new LinkedHashMap<>();
    Map<Integer, Json> single = new LinkedHashMap<>();
    for (int number = 0; number < scores.size(); number++) {
      checkpoint.run();
      Field field = plan.fields().get(number);
      FieldScores fieldScores = scores.get(number);
      int key = number;
      if (field.kind().isChoice()) {
        if (!field.repeated()) {
          Choices.choose(field, fieldScores, text, tuning)
              .ifPresent(option -> single.put(key, field.options().get(option)));
        }
      } else if (field.repeated()) {
        several.put(key, candidates.ofSeveral(field, fieldScores));
        spare.put(key, candidates.spareOfSeveral(field, fieldScores));
      } else if (isPresent(field, fieldScores)) {
        open.put(key, candidates.ofOne(field, fieldScores));
      }
    }
    Map<Integer, Candidate> chosen = Assignment.assign(open, tuning);
    chosen.forEach((number, candidate) -> single.put(number, candidate.value()));
    Assembler assembler = new Assembler(plan, text, rowChoices, single, several, spare);
    Json fresh = assembler.assemble();
    if (rejected.isEmpty()) {
      return fresh;
    }
    Alternatives alternatives = new Alternatives(plan, scores, candidates, text, tuning, chosen);
    return new Revision(plan, alternatives, assembler, fresh).of(rejected.get());
  }

  private boolean isPresent(Field field, FieldScores scores) {
    if (field.rules().format().isPresent()) {
      // The form says more than the model does: what looks like an address is one.
      return !field.canBeAbsent() || scores.presence() >= tuning.optionalFormPresence();
    }
    return scores.presence()
        >= (field.canBeAbsent() ? tuning.optionalPresence() : tuning.requiredPresence());
  }
}
