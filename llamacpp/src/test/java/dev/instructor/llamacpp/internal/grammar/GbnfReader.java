package dev.instructor.llamacpp.internal.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads llama.cpp's form of a grammar, as its "GBNF Guide" describes it, so that the tests look at
 * what the engine is given and not at what it was written from.
 */
final class GbnfReader {
  private final String text;
  private int at;

  private GbnfReader(String text) {
    this.text = text;
  }

  static Grammar read(String gbnf) {
    Map<String, Symbol> rules = new LinkedHashMap<>();
    for (String line : gbnf.split("\n")) {
      int arrow = line.indexOf(" ::= ");
      String name = line.substring(0, arrow);
      if (!name.matches("[a-zA-Z][a-zA-Z0-9-]*")) {
        throw new IllegalArgumentException("no name of a rule: " + name);
      }
      GbnfReader reader = new GbnfReader(line.substring(arrow + 5));
      rules.put(name, reader.alternatives());
      if (reader.at < reader.text.length()) {
        throw new IllegalArgumentException("not read to the end: " + line.substring(reader.at));
      }
    }
    return Grammar.of(rules);
  }

  private Symbol alternatives() {
    List<Symbol> alternatives = new ArrayList<>();
    do {
      blanks();
      List<Symbol> parts = new ArrayList<>();
      while (at < text.length() && "|)".indexOf(text.charAt(at)) < 0) {
        parts.add(repeated(single()));
        blanks();
      }
      alternatives.add(Symbol.sequence(parts));
    } while (take('|'));
    return Symbol.choice(alternatives);
  }

  private Symbol single() {
    if (take('"')) {
      StringBuilder literal = new StringBuilder();
      while (!take('"')) {
        literal.appendCodePoint(character());
      }
      return Symbol.text(literal.toString());
    } else if (take('(')) {
      Symbol inner = alternatives();
      require(')');
      return inner;
    } else if (take('[')) {
      CodePoints all = CodePoints.of("");
      while (!take(']')) {
        int first = character();
        all = all.or(CodePoints.between(first, take('-') ? character() : first));
      }
      return Symbol.chars(all);
    }
    int begin = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
      at++;
    }
    if (at == begin) {
      throw new IllegalArgumentException("unknown: " + text.substring(at));
    }
    return new Symbol.Ref(text.substring(begin, at));
  }

  private Symbol repeated(Symbol symbol) {
    if (take('*')) {
      return Symbol.repeat(symbol, 0, Symbol.NO_END);
    } else if (take('+')) {
      return Symbol.repeat(symbol, 1, Symbol.NO_END);
    } else if (take('?')) {
      return Symbol.optional(symbol);
    } else if (take('{')) {
      int min = number();
      int max = !take(',') ? min : text.charAt(at) == '}' ? Symbol.NO_END : number();
      require('}');
      return Symbol.repeat(symbol, min, max);
    }
    return symbol;
  }

  private int character() {
    if (!take('\\')) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      return c;
    }
    char kind = text.charAt(at++);
    return switch (kind) {
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      default -> throw new IllegalArgumentException("unknown escape " + kind);
    };
  }

  private int hex(int digits) {
    int value = Integer.parseInt(text.substring(at, at + digits), 16);
    at += digits;
    return value;
  }

  private int number() {
    int begin = at;
    while (Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Integer.parseInt(text.substring(begin, at));
  }

  private void blanks() {
    while (take(' ')) {}
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char c) {
    if (!take(c)) {
      throw new IllegalArgumentException(c + " is missing at " + at + " of " + text);
    }
  }
}
