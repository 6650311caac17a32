package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.llamacpp.internal.grammar.Symbol.Chars;
import dev.instructor.llamacpp.internal.grammar.Symbol.Choice;
import dev.instructor.llamacpp.internal.grammar.Symbol.Ref;
import dev.instructor.llamacpp.internal.grammar.Symbol.Repeat;
import dev.instructor.llamacpp.internal.grammar.Symbol.Sequence;
import dev.instructor.llamacpp.internal.grammar.Symbol.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Writes random texts of a grammar: what a model that knows nothing could write. */
final class Sampler {
  private static final int FAR = 1_000;

  private final Map<String, Symbol> rules;
  private final Random random;
  private final Map<String, Integer> shortest = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  private Sampler(Map<String, Symbol> rules, Random random) {
    this.rules = rules;
    this.random = random;
    boolean better = true;
    while (better) {
      better = false;
      for (Map.Entry<String, Symbol> rule : rules.entrySet()) {
        int steps = steps(rule.getValue());
        if (steps < shortest.getOrDefault(rule.getKey(), FAR)) {
          shortest.put(rule.getKey(), steps);
          better = true;
        }
      }
    }
  }

  static String sample(Map<String, Symbol> rules, Random random) {
    Sampler sampler = new Sampler(rules, random);
    sampler.write(rules.get(Grammar.ROOT), 0);
    return sampler.out.toString();
  }

  /** How deep the rules go at least. */
  private int steps(Symbol symbol) {
    if (symbol instanceof Ref ref) {
      return Math.min(FAR, 1 + shortest.getOrDefault(ref.rule(), FAR));
    } else if (symbol instanceof Sequence sequence) {
      return sequence.parts().stream().mapToInt(this::steps).max().orElse(0);
    } else if (symbol instanceof Choice choice) {
      return choice.alternatives().stream().mapToInt(this::steps).min().orElse(FAR);
    } else if (symbol instanceof Repeat repeat) {
      return repeat.min() == 0 ? 0 : steps(repeat.symbol());
    }
    return 0;
  }

  private void write(Symbol symbol, int depth) {
    if (symbol instanceof Text text) {
      out.append(text.text());
    } else if (symbol instanceof Chars chars) {
      CodePoints.Range range =
          chars.points().ranges().get(random.nextInt(chars.points().ranges().size()));
      int c = range.first() + random.nextInt(Math.min(100, range.last() - range.first() + 1));
      out.appendCodePoint(c);
    } else if (symbol instanceof Ref ref) {
      write(rules.get(ref.rule()), depth + 1);
    } else if (symbol instanceof Sequence sequence) {
      sequence.parts().forEach(part -> write(part, depth));
    } else if (symbol instanceof Choice choice) {
      int least = steps(choice);
      var ways =
          choice.alternatives().stream().filter(way -> depth < 12 || steps(way) == least).toList();
      write(ways.get(random.nextInt(ways.size())), depth);
    } else if (symbol instanceof Repeat repeat) {
      int spread = depth > 12 ? 1 : Math.min(4, repeat.max() - repeat.min() + 1);
      int times = repeat.min() + random.nextInt(Math.max(1, spread));
      for (int i = 0; i < times; i++) {
        write(repeat.symbol(), depth);
      }
    }
  }
}
