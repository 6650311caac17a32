package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.Symbol.choice;
import static dev.instructor.llamacpp.internal.grammar.Symbol.repeat;
import static dev.instructor.llamacpp.internal.grammar.Symbol.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the content of a JSON string of a regular expression (ECMA-262), as far as a grammar can
 * say it: literals, classes, groups, alternatives, repetitions, and anchors at the ends. What looks
 * around or back, and bounds above {@link Bounds#LARGEST}, are left to the check of the answer.
 */
final class PatternRules {
  private static final Symbol ANYTHING = repeat(new Symbol.Ref(JsonText.CHAR), 0, Symbol.NO_END);

  /** Deeper groups are left to the check of the answer. */
  private static final int DEEPEST = 50;

  private static final CodePoints LINE_ENDS = CodePoints.of("\n\r\u2028\u2029");
  private static final CodePoints WORD =
      CodePoints.DIGITS
          .or(CodePoints.between('a', 'z'))
          .or(CodePoints.between('A', 'Z'))
          .or(CodePoints.of("_"));
  private static final CodePoints BLANK =
      CodePoints.of("\t\n\u000B\f\r \u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF")
          .or(CodePoints.between(0x2000, 0x200A));

  private final String pattern;
  private int at;
  private int depth;

  /** What a grammar cannot say. */
  private static final class Beyond extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Beyond() {
      super(null, null, false, false);
    }
  }

  private PatternRules(String pattern) {
    this.pattern = pattern;
  }

  /** Returns what matches the pattern; nothing if a grammar cannot say it. */
  static Optional<Symbol> of(String pattern) {
    try {
      PatternRules rules = new PatternRules(pattern);
      List<Symbol> alternatives = new ArrayList<>();
      do {
        alternatives.add(rules.outermost());
      } while (rules.take('|'));
      return rules.at < pattern.length() ? Optional.empty() : Optional.of(choice(alternatives));
    } catch (Beyond e) {
      return Optional.empty();
    }
  }

  /** An alternative with its anchors: without one, anything can stand there. */
  private Symbol outermost() {
    Symbol before = take('^') ? Symbol.EMPTY : ANYTHING;
    Symbol inner = row();
    Symbol after = take('$') ? Symbol.EMPTY : ANYTHING;
    return sequence(before, inner, after);
  }

  private Symbol row() {
    List<Symbol> parts = new ArrayList<>();
    while (at < pattern.length() && "|)$".indexOf(pattern.charAt(at)) < 0) {
      parts.add(repeated(single()));
    }
    return sequence(parts);
  }

  private Symbol single() {
    if (take('(')) {
      return group();
    } else if (take('[')) {
      return JsonText.oneOf(set());
    } else if (take('.')) {
      return JsonText.oneOf(LINE_ENDS.complement());
    } else if (take('\\')) {
      return JsonText.oneOf(escaped());
    }
    int c = next();
    if ("^*+?{}]".indexOf(c) >= 0) {
      throw new Beyond();
    }
    return JsonText.oneOf(CodePoints.between(c, c));
  }

  private Symbol group() {
    if (take('?')) {
      if (take('<')) {
        // A name; what looks behind begins with = or !.
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
          at++;
        }
        require('>');
      } else {
        require(':');
      }
    }
    if (++depth > DEEPEST) {
      throw new Beyond();
    }
    List<Symbol> alternatives = new ArrayList<>();
    do {
      alternatives.add(row());
    } while (take('|'));
    require(')');
    depth--;
    return choice(alternatives);
  }

  private Symbol repeated(Symbol symbol) {
    int min;
    int max;
    if (take('*')) {
      min = 0;
      max = Symbol.NO_END;
    } else if (take('+')) {
      min = 1;
      max = Symbol.NO_END;
    } else if (take('?')) {
      min = 0;
      max = 1;
    } else if (take('{')) {
      min = number();
      max = !take(',') ? min : peek() == '}' ? Symbol.NO_END : number();
      require('}');
    } else {
      return symbol;
    }
    // How eager it is makes no difference to what matches.
    take('?');
    if ("*+?{".indexOf(peek()) >= 0) {
      throw new Beyond();
    }
    return repeat(symbol, min, max);
  }

  private int number() {
    int begin = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == begin || at - begin > 4) {
      throw new Beyond();
    }
    int value = Integer.parseInt(pattern, begin, at, 10);
    if (value > Bounds.LARGEST) {
      throw new Beyond();
    }
    return value;
  }

  private CodePoints set() {
    boolean negated = take('^');
    CodePoints all = new CodePoints(List.of());
    while (!take(']')) {
      CodePoints first = take('\\') ? escaped() : one();
      if (peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
        at++;
        CodePoints last = take('\\') ? escaped() : one();
        all = all.or(range(first, last));
      } else {
        all = all.or(first);
      }
    }
    return negated ? all.complement() : all;
  }

  private CodePoints one() {
    int c = next();
    return CodePoints.between(c, c);
  }

  private static CodePoints range(CodePoints first, CodePoints last) {
    int from = lone(first);
    int to = lone(last);
    if (from > to) {
      throw new Beyond();
    }
    return CodePoints.between(from, to);
  }

  private static int lone(CodePoints points) {
    if (points.ranges().size() != 1
        || points.ranges().get(0).first() != points.ranges().get(0).last()) {
      throw new Beyond();
    }
    return points.ranges().get(0).first();
  }

  /** Returns what stands for the letter behind a backslash. */
  private CodePoints escaped() {
    int c = next();
    return switch (c) {
      case 'd' -> CodePoints.DIGITS;
      case 'D' -> CodePoints.DIGITS.complement();
      case 'w' -> WORD;
      case 'W' -> WORD.complement();
      case 's' -> BLANK;
      case 'S' -> BLANK.complement();
      case 'n' -> CodePoints.of("\n");
      case 'r' -> CodePoints.of("\r");
      case 't' -> CodePoints.of("\t");
      case 'f' -> CodePoints.of("\f");
      case 'v' -> CodePoints.of("\u000B");
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Beyond();
        }
        yield CodePoints.between(c, c);
      }
    };
  }

  private CodePoints hex(int digits) {
    if (at + digits > pattern.length()) {
      throw new Beyond();
    }
    String text = pattern.substring(at, at + digits);
    if (!text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new Beyond();
    }
    at += digits;
    int c = Integer.parseInt(text, 16);
    return CodePoints.between(c, c);
  }

  private int peek() {
    return at < pattern.length() ? pattern.charAt(at) : -1;
  }

  private int next() {
    if (at >= pattern.length()) {
      throw new Beyond();
    }
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void require(char c) {
    if (!take(c)) {
      throw new Beyond();
    }
  }
}
