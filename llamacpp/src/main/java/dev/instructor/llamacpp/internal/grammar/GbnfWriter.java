package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.llamacpp.internal.grammar.Symbol.Chars;
import dev.instructor.llamacpp.internal.grammar.Symbol.Choice;
import dev.instructor.llamacpp.internal.grammar.Symbol.Ref;
import dev.instructor.llamacpp.internal.grammar.Symbol.Repeat;
import dev.instructor.llamacpp.internal.grammar.Symbol.Sequence;
import dev.instructor.llamacpp.internal.grammar.Symbol.Text;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes rules in llama.cpp's form ("GBNF Guide"). All but printable ASCII is escaped, so that
 * nothing depends on an encoding on the way to the engine.
 */
final class GbnfWriter {
  private final StringBuilder out = new StringBuilder();

  private GbnfWriter() {}

  static String write(Map<String, Symbol> rules) {
    GbnfWriter writer = new GbnfWriter();
    rules.forEach(
        (name, symbol) -> {
          writer.out.append(name).append(" ::= ");
          writer.alternatives(symbol);
          writer.out.append('\n');
        });
    return writer.out.toString();
  }

  private void alternatives(Symbol symbol) {
    if (symbol instanceof Choice choice) {
      joined(choice.alternatives(), " | ");
    } else {
      part(symbol);
    }
  }

  private void joined(List<Symbol> symbols, String between) {
    for (Iterator<Symbol> i = symbols.iterator(); i.hasNext(); ) {
      part(i.next());
      out.append(i.hasNext() ? between : "");
    }
  }

  /** Writes what can stand in a sequence; a sequence within one needs no brackets. */
  private void part(Symbol symbol) {
    if (symbol instanceof Text text) {
      out.append('"');
      text.text().codePoints().forEach(c -> escaped(c, "\"\\"));
      out.append('"');
    } else if (symbol instanceof Chars chars) {
      chars(chars.points());
    } else if (symbol instanceof Ref ref) {
      out.append(ref.rule());
    } else if (symbol instanceof Sequence sequence) {
      joined(sequence.parts(), " ");
    } else if (symbol instanceof Repeat repeat) {
      one(repeat.symbol());
      out.append(times(repeat.min(), repeat.max()));
    } else {
      bracketed(symbol);
    }
  }

  /** Writes what can be repeated. */
  private void one(Symbol symbol) {
    if (symbol instanceof Chars || symbol instanceof Ref) {
      part(symbol);
    } else {
      bracketed(symbol);
    }
  }

  private void bracketed(Symbol symbol) {
    out.append('(');
    alternatives(symbol);
    out.append(')');
  }

  private static String times(int min, int max) {
    if (max == Symbol.NO_END) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    if (min == 0 && max == 1) {
      return "?";
    }
    return min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
  }

  private void chars(CodePoints points) {
    out.append('[');
    for (CodePoints.Range range : points.ranges()) {
      escaped(range.first(), "\\[]^-");
      if (range.last() > range.first()) {
        out.append('-');
        escaped(range.last(), "\\[]^-");
      }
    }
    out.append(']');
  }

  private void escaped(int codePoint, String special) {
    if (codePoint >= ' ' && codePoint < 0x7F && special.indexOf(codePoint) < 0) {
      out.append((char) codePoint);
    } else if (codePoint <= 0xFF) {
      out.append(String.format(Locale.ROOT, "\\x%02X", codePoint));
    } else if (codePoint <= 0xFFFF) {
      out.append(String.format(Locale.ROOT, "\\u%04X", codePoint));
    } else {
      out.append(String.format(Locale.ROOT, "\\U%08X", codePoint));
    }
  }
}
