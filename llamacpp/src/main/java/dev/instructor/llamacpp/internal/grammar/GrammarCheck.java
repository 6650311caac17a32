package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.error.ConfigurationException;
import dev.instructor.llamacpp.internal.grammar.Symbol.Chars;
import dev.instructor.llamacpp.internal.grammar.Symbol.Choice;
import dev.instructor.llamacpp.internal.grammar.Symbol.Ref;
import dev.instructor.llamacpp.internal.grammar.Symbol.Repeat;
import dev.instructor.llamacpp.internal.grammar.Symbol.Sequence;
import dev.instructor.llamacpp.internal.grammar.Symbol.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Refuses what the engine would not take: it says nothing of a grammar that it cannot read, and
 * then generates without one.
 */
final class GrammarCheck {
  /**
   * So many characters and references the engine may have to hold. 100,000 are some megabytes and
   * take part of a second for each request.
   */
  static final int LARGEST = 100_000;

  private final Map<String, Symbol> rules;
  private final Set<String> finite = new HashSet<>();
  private final Set<String> nullable = new HashSet<>();

  private GrammarCheck(Map<String, Symbol> rules) {
    this.rules = rules;
  }

  static void check(Map<String, Symbol> rules) {
    GrammarCheck check = new GrammarCheck(rules);
    long size = rules.values().stream().mapToLong(check::size).sum();
    if (size > LARGEST) {
      throw new ConfigurationException(
          ("The schema makes a grammar of %s symbols, and the engine is given at most %s: use fewer"
                  + " enum values or smaller bounds, or take mode JSON, where the schema is checked"
                  + " on the answer alone")
              .formatted(size, LARGEST));
    }
    check.grow(check.finite, symbol -> check.can(symbol, check.finite, true));
    if (!check.finite.contains(Grammar.ROOT)) {
      throw new ConfigurationException(
          "No JSON value of finite size keeps to the schema: a part of it allows nothing, or"
              + " demands itself again without end");
    }
    check.grow(check.nullable, symbol -> check.can(symbol, check.nullable, false));
    check.refuseLeftRecursion();
  }

  private long size(Symbol symbol) {
    if (symbol instanceof Text text) {
      return text.text().length();
    } else if (symbol instanceof Chars chars) {
      return chars.points().ranges().size();
    } else if (symbol instanceof Ref ref) {
      if (!rules.containsKey(ref.rule())) {
        throw new IllegalStateException("There is no rule " + ref.rule());
      }
      return 1;
    } else if (symbol instanceof Sequence sequence) {
      return sequence.parts().stream().mapToLong(this::size).sum();
    } else if (symbol instanceof Choice choice) {
      return choice.alternatives().stream().mapToLong(s -> 1 + size(s)).sum();
    } else {
      Repeat repeat = (Repeat) symbol;
      // What is repeated is written once, and each repetition refers to it.
      int most = repeat.max() == Symbol.NO_END ? repeat.min() + 1 : repeat.max();
      return size(repeat.symbol()) + 3L * most;
    }
  }

  /** Adds the names of all rules for which the test holds, until there are no more. */
  private void grow(Set<String> names, Predicate<Symbol> test) {
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<String, Symbol> rule : rules.entrySet()) {
        if (!names.contains(rule.getKey()) && test.test(rule.getValue())) {
          more = names.add(rule.getKey());
        }
      }
    }
  }

  /**
   * Returns whether a symbol can end, if the rules of that name can.
   *
   * @param consuming whether it may match characters for that
   */
  private boolean can(Symbol symbol, Set<String> names, boolean consuming) {
    if (symbol instanceof Text text) {
      return consuming || text.text().isEmpty();
    } else if (symbol instanceof Chars) {
      return consuming;
    } else if (symbol instanceof Ref ref) {
      return names.contains(ref.rule());
    } else if (symbol instanceof Sequence sequence) {
      return sequence.parts().stream().allMatch(part -> can(part, names, consuming));
    } else if (symbol instanceof Choice choice) {
      return choice.alternatives().stream().anyMatch(part -> can(part, names, consuming));
    } else {
      Repeat repeat = (Repeat) symbol;
      return repeat.min() == 0 || can(repeat.symbol(), names, consuming);
    }
  }

  private void refuseLeftRecursion() {
    Map<String, Set<String>> firsts = new HashMap<>();
    rules.forEach(
        (name, symbol) -> {
          Set<String> first = new HashSet<>();
          firsts(symbol, first);
          firsts.put(name, first);
        });
    for (String name : rules.keySet()) {
      Set<String> reached = new HashSet<>();
      List<String> todo = new ArrayList<>(firsts.getOrDefault(name, Set.of()));
      while (!todo.isEmpty()) {
        String next = todo.remove(todo.size() - 1);
        if (next.equals(name)) {
          throw new ConfigurationException(
              "The schema refers to itself without a property or an item in between");
        }
        if (reached.add(next)) {
          todo.addAll(firsts.getOrDefault(next, Set.of()));
        }
      }
    }
  }

  /** Collects the rules with which a symbol can begin. */
  private void firsts(Symbol symbol, Set<String> into) {
    if (symbol instanceof Ref ref) {
      into.add(ref.rule());
    } else if (symbol instanceof Choice choice) {
      choice.alternatives().forEach(part -> firsts(part, into));
    } else if (symbol instanceof Repeat repeat) {
      firsts(repeat.symbol(), into);
    } else if (symbol instanceof Sequence sequence) {
      for (Symbol part : sequence.parts()) {
        firsts(part, into);
        if (!can(part, nullable, false)) {
          return;
        }
      }
    }
  }
}
