package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers examples, one a line, for {@code training/evaluate.py} to score.
 *
 * <pre>
 * java -cp ... dev.instructor.embedded.internal.Answers EXAMPLES.jsonl [WEIGHTS.bin] &gt; ANSWERS.jsonl
 * </pre>
 *
 * Every line of the examples is an object with "schema" and "text"; the answers come in their
 * order. Without weights the bundled ones are taken. {@code -Dtuning.NAME=NUMBER} tries another
 * number of {@link Tuning}.
 */
final class Answers {
  private Answers() {}

  public static void main(String[] arguments) throws IOException {
    Weights weights = arguments.length > 1 ? weights(Path.of(arguments[1])) : Weights.load();
    Extractor extractor = new Extractor(weights, tuning());
    List<String> lines = Files.readAllLines(Path.of(arguments[0]));
    long begin = System.nanoTime();
    try (Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8)) {
      for (String line : lines) {
        out.write(answer(extractor, line) + "\n");
      }
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    System.err.printf(
        Locale.ROOT,
        "%d answers, %.1f ms each%n",
        lines.size(),
        millis / Math.max(1, lines.size()));
  }

  private static Weights weights(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Weights.read(in, file.toString());
    }
  }

  private static Tuning tuning() {
    Tuning bundled = Tuning.BUNDLED;
    return new Tuning(
        number("requiredPresence", bundled.requiredPresence()),
        number("optionalPresence", bundled.optionalPresence()),
        number("optionalFormPresence", bundled.optionalFormPresence()),
        number("perWord", bundled.perWord()),
        number("perSentence", bundled.perSentence()),
        number("perClause", bundled.perClause()),
        number("overlap", bundled.overlap()),
        number("literal", bundled.literal()),
        number("optionalMargin", bundled.optionalMargin()),
        number("several", bundled.several()),
        number("severalSpare", bundled.severalSpare()),
        number("severalEnd", bundled.severalEnd()),
        number("ruleRange", bundled.ruleRange()));
  }

  private static float number(String name, float otherwise) {
    return Float.parseFloat(System.getProperty("tuning." + name, Float.toString(otherwise)));
  }

  private static Json answer(Extractor extractor, String line) {
    JsonObject example = Json.parse(line).asObject().orElseThrow();
    return extractor
        .extract(
            example.object("schema").orElseThrow(),
            example.text("text").orElseThrow(),
            Optional.empty(),
            () -> {})
        .value();
  }
}
