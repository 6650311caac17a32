package dev.instructor.llamacpp.internal.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * What the right side of a grammar's rule is made of. The factories simplify: what can match
 * nothing at all is {@link #NEVER}, and takes its surroundings with it.
 */
@SuppressWarnings("ClassInitializationDeadlock") // An interface is initialised without its kinds.
sealed interface Symbol {
  /** No text, not even the empty one. */
  Symbol NEVER = new Choice(List.of());

  /** The empty text. */
  Symbol EMPTY = new Text("");

  /** Without a last one. */
  int NO_END = Integer.MAX_VALUE;

  /** This text. */
  record Text(String text) implements Symbol {}

  /** One of these characters. */
  record Chars(CodePoints points) implements Symbol {}

  /** What a rule matches. */
  record Ref(String rule) implements Symbol {}

  /** One after the other. */
  record Sequence(List<Symbol> parts) implements Symbol {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of them. */
  record Choice(List<Symbol> alternatives) implements Symbol {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** At least {@code min} times and at most {@code max}, which can be {@link #NO_END}. */
  record Repeat(Symbol symbol, int min, int max) implements Symbol {}

  static Symbol text(String text) {
    return new Text(text);
  }

  static Symbol chars(CodePoints points) {
    return points.isEmpty() ? NEVER : new Chars(points);
  }

  static Symbol sequence(Symbol... parts) {
    return sequence(List.of(parts));
  }

  static Symbol sequence(List<Symbol> parts) {
    List<Symbol> flat = new ArrayList<>();
    for (Symbol part : parts) {
      if (part.equals(NEVER)) {
        return NEVER;
      }
      List<Symbol> inner = part instanceof Sequence sequence ? sequence.parts() : List.of(part);
      inner.forEach(symbol -> append(flat, symbol));
    }
    return flat.isEmpty() ? EMPTY : flat.size() == 1 ? flat.get(0) : new Sequence(flat);
  }

  private static void append(List<Symbol> parts, Symbol symbol) {
    int end = parts.size() - 1;
    if (symbol instanceof Text text && end >= 0 && parts.get(end) instanceof Text before) {
      parts.set(end, new Text(before.text() + text.text()));
    } else if (!symbol.equals(EMPTY)) {
      parts.add(symbol);
    }
  }

  static Symbol choice(Symbol... alternatives) {
    return choice(List.of(alternatives));
  }

  static Symbol choice(List<Symbol> alternatives) {
    List<Symbol> flat =
        alternatives.stream()
            .flatMap(
                symbol ->
                    symbol instanceof Choice choice
                        ? choice.alternatives().stream()
                        : List.of(symbol).stream())
            .distinct()
            .toList();
    return flat.size() == 1 ? flat.get(0) : new Choice(flat);
  }

  static Symbol optional(Symbol symbol) {
    return repeat(symbol, 0, 1);
  }

  static Symbol repeat(Symbol symbol, int min, int max) {
    if (max < min) {
      return NEVER;
    }
    if (symbol.equals(NEVER)) {
      return min == 0 ? EMPTY : NEVER;
    }
    if (max == 0 || symbol.equals(EMPTY)) {
      return EMPTY;
    }
    return min == 1 && max == 1 ? symbol : new Repeat(symbol, min, max);
  }
}
