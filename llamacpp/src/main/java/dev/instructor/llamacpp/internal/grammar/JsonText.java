package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.Symbol.chars;
import static dev.instructor.llamacpp.internal.grammar.Symbol.choice;
import static dev.instructor.llamacpp.internal.grammar.Symbol.repeat;
import static dev.instructor.llamacpp.internal.grammar.Symbol.sequence;
import static dev.instructor.llamacpp.internal.grammar.Symbol.text;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pieces of JSON's grammar (RFC 8259). */
final class JsonText {
  static final String VALUE = "value";
  static final String OBJECT = "object";
  static final String CHAR = "char";
  static final String SPACE = "space";

  private static final CodePoints CONTROL = CodePoints.between(0, 0x1F);
  private static final CodePoints RAW = CONTROL.or(CodePoints.of("\"\\")).complement();
  private static final Map<Integer, String> SHORT =
      Map.of(
          (int) '"',
          "\\\"",
          (int) '\\',
          "\\\\",
          (int) '\n',
          "\\n",
          (int) '\r',
          "\\r",
          (int) '\t',
          "\\t",
          (int) '\b',
          "\\b",
          (int) '\f',
          "\\f");

  private static final Symbol DIGIT = chars(CodePoints.DIGITS);
  private static final Symbol HEX =
      chars(CodePoints.DIGITS.or(CodePoints.between('a', 'f')).or(CodePoints.between('A', 'F')));

  /** What can stand between the parts of an object or a list: nothing, a blank, or a new line. */
  private static final Symbol SPACES =
      Symbol.optional(
          choice(text(" "), sequence(text("\n"), repeat(chars(CodePoints.of(" \t")), 0, 20))));

  private JsonText() {}

  /** Adds the rules that every grammar here refers to. */
  static void addTo(Map<String, Symbol> rules) {
    rules.put(SPACE, SPACES);
    rules.put(CHAR, choice(chars(RAW), escape()));
    rules.put(OBJECT, members(string(), new Symbol.Ref(VALUE), 0, Symbol.NO_END));
    rules.put(
        VALUE,
        choice(
            new Symbol.Ref(OBJECT),
            list(new Symbol.Ref(VALUE)),
            string(),
            NumberRules.any(),
            text("true"),
            text("false"),
            text("null")));
  }

  private static Symbol escape() {
    return sequence(
        text("\\"),
        choice(chars(CodePoints.of("\"\\/bfnrt")), sequence(text("u"), repeat(HEX, 4, 4))));
  }

  static Symbol digits(int min, int max) {
    return repeat(DIGIT, min, max);
  }

  static Symbol hex(int count) {
    return repeat(HEX, count, count);
  }

  static Symbol space() {
    return new Symbol.Ref(SPACE);
  }

  static Symbol string() {
    return string(0, Symbol.NO_END);
  }

  static Symbol string(int min, int max) {
    return stringOf(repeat(new Symbol.Ref(CHAR), min, max));
  }

  /** Returns a string with this between its quotes. */
  static Symbol stringOf(Symbol content) {
    return sequence(text("\""), content, text("\""));
  }

  /** Returns one character of a string that is one of these, as JSON writes it. */
  static Symbol oneOf(CodePoints points) {
    List<Symbol> written = new ArrayList<>();
    CodePoints raw = points.and(RAW);
    if (!raw.isEmpty()) {
      written.add(chars(raw));
    }
    for (CodePoints.Range range : points.without(RAW).ranges()) {
      for (int c = range.first(); c <= range.last(); c++) {
        written.add(text(SHORT.getOrDefault(c, String.format(Locale.ROOT, "\\u%04x", c))));
      }
    }
    return choice(written);
  }

  /** Returns a value as it is written without blanks. */
  static Symbol literal(Json value) {
    return text(value.toString());
  }

  /** Returns what stands before a member's value: the name and a colon. */
  static Symbol name(Symbol string) {
    return sequence(string, text(":"), Symbol.optional(text(" ")));
  }

  static Symbol comma() {
    return sequence(text(","), space());
  }

  static Symbol list(Symbol item) {
    return list(item, 0, Symbol.NO_END);
  }

  static Symbol list(Symbol item, int min, int max) {
    return sequence(text("["), space(), separated(item, min, max), space(), text("]"));
  }

  /** Returns an object of any members with these names and values. */
  static Symbol members(Symbol string, Symbol value, int min, int max) {
    Symbol member = sequence(name(string), value);
    return sequence(text("{"), space(), separated(member, min, max), space(), text("}"));
  }

  /** Returns items with commas between them. */
  static Symbol separated(Symbol item, int min, int max) {
    if (max == 0 || (item.equals(Symbol.NEVER) && min == 0)) {
      return Symbol.EMPTY;
    }
    int more = max == Symbol.NO_END ? max : max - 1;
    Symbol some = sequence(item, repeat(sequence(comma(), item), Math.max(0, min - 1), more));
    return min == 0 ? Symbol.optional(some) : some;
  }

  /**
   * Returns one of these texts. What they have in common at the beginning is written once, so that
   * the engine need not follow each of them.
   */
  static Symbol anyOf(List<String> texts) {
    if (texts.contains("")) {
      List<String> rest = texts.stream().filter(text -> !text.isEmpty()).toList();
      return rest.isEmpty() ? Symbol.EMPTY : Symbol.optional(anyOf(rest));
    }
    Map<Integer, List<String>> byFirst = new TreeMap<>();
    for (String text : texts) {
      byFirst.computeIfAbsent(text.codePointAt(0), c -> new ArrayList<>()).add(text);
    }
    return choice(byFirst.values().stream().map(JsonText::together).toList());
  }

  /** Returns one of some texts that begin with the same character. */
  private static Symbol together(List<String> texts) {
    String common = texts.get(0);
    for (String text : texts) {
      common = common.substring(0, commonLength(common, text));
    }
    int length = common.length();
    return sequence(
        text(common), anyOf(texts.stream().distinct().map(t -> t.substring(length)).toList()));
  }

  private static int commonLength(String a, String b) {
    int i = 0;
    while (i < Math.min(a.length(), b.length()) && a.codePointAt(i) == b.codePointAt(i)) {
      i += Character.charCount(a.codePointAt(i));
    }
    return Math.min(i, Math.min(a.length(), b.length()));
  }
}
