package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

import java.util.Locale;
import java.util.Set;

/**
 * Recognises the marks that models set around their answers: tags of thinking, the channels of chat
 * formats, special tokens, and tags of leaked tool calls.
 */
final class Marks {
  /** What a mark says. */
  enum Meaning {
    /** It is no mark, or one that means nothing here. */
    NONE,
    /** Thinking begins. */
    THINK,
    /** Thinking ends. */
    ANSWER,
    /** A part of a chat format begins or ends; it ends the thinking of a channel. */
    CHANNEL
  }

  private static final int LONGEST = 80;

  private static final Set<String> THOUGHT =
      Set.of(
          "think",
          "thinking",
          "thought",
          "thoughts",
          "reasoning",
          "reason",
          "reflection",
          "scratchpad",
          "analysis",
          "seed:think",
          "antthinking",
          "inner_thoughts",
          "internal_monologue",
          "chain_of_thought",
          "cot");

  private static final Set<String> THOUGHT_BEGINS =
      Set.of("begin_of_thought", "start_thinking", "think", "thinking", "inner_prefix");

  private static final Set<String> THOUGHT_ENDS =
      Set.of("end_of_thought", "end_thinking", "/think", "/thinking", "inner_suffix");

  /** What ends the part of a channel. */
  private static final Set<String> PART_ENDS =
      Set.of("end", "start", "channel", "return", "call", "im_start", "im_end", "eot_id");

  private final CharWindow window;
  private Meaning meaning = Meaning.NONE;

  Marks(CharWindow window) {
    this.window = window;
  }

  /** Returns what the last mark says. */
  Meaning meaning() {
    return meaning;
  }

  /** Returns the width of the mark ahead, 0 if there is none, or {@link CharWindow#MORE}. */
  int read() {
    meaning = Meaning.NONE;
    int c = window.peek(0);
    int next = window.peek(1);
    if (next == MORE) {
      return MORE;
    }
    return switch (c) {
      case '<' -> next == '|' ? token() : next == '/' || Lookahead.letter(next) ? tag() : 0;
      case '[' -> next == '/' || (next >= 'A' && next <= 'Z') ? bracket() : 0;
      case '◁' -> triangle();
      default -> 0;
    };
  }

  /** Returns how far ahead a character is, -1 for beyond reach, or {@link CharWindow#MORE}. */
  private int find(int from, char wanted) {
    for (int at = from; at < LONGEST; at++) {
      int c = window.peek(at);
      if (c == wanted) {
        return at;
      }
      if (c == MORE) {
        return MORE;
      }
      if (c == END || c == '\n' || c == '{' || c == '"') {
        return -1;
      }
    }
    return -1;
  }

  private String text(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int at = from; at < to; at++) {
      text.append((char) window.peek(at));
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private int tag() {
    int close = find(1, '>');
    if (close < 0) {
      return close == MORE ? MORE : 0;
    }
    boolean closing = window.peek(1) == '/';
    String name = text(closing ? 2 : 1, close).strip();
    if (THOUGHT.contains(name)) {
      meaning = closing ? Meaning.ANSWER : Meaning.THINK;
    }
    return close + 1;
  }

  private int token() {
    int bar = find(2, '|');
    if (bar < 0) {
      return bar == MORE ? MORE : 0;
    }
    int close = window.peek(bar + 1);
    if (close == MORE) {
      return MORE;
    }
    if (close != '>') {
      return 0;
    }
    String name = text(2, bar);
    if (THOUGHT_BEGINS.contains(name)) {
      meaning = Meaning.THINK;
    } else if (THOUGHT_ENDS.contains(name)) {
      meaning = Meaning.ANSWER;
    } else if (PART_ENDS.contains(name)) {
      meaning = Meaning.CHANNEL;
    }
    return name.equals("channel") ? channel(bar + 2) : bar + 2;
  }

  /** The name of a channel stands behind its token. */
  private int channel(int from) {
    int at = from;
    while (at < from + 12) {
      int c = window.peek(at);
      if (c == MORE) {
        return MORE;
      }
      if (!Lookahead.letter(c)) {
        break;
      }
      at++;
    }
    String name = text(from, at);
    if (name.equals("analysis") || THOUGHT.contains(name)) {
      meaning = Meaning.THINK;
    }
    return at;
  }

  private int bracket() {
    int close = find(1, ']');
    if (close < 0) {
      return close == MORE ? MORE : 0;
    }
    boolean closing = window.peek(1) == '/';
    int from = closing ? 2 : 1;
    for (int at = from; at < close; at++) {
      int c = window.peek(at);
      if ((c < 'A' || c > 'Z') && c != '_') {
        return 0;
      }
    }
    String name = text(from, close);
    if (THOUGHT.contains(name)) {
      meaning = closing ? Meaning.ANSWER : Meaning.THINK;
      return close + 1;
    }
    // Such as [TOOL_CALLS]; one word alone is an item or a citation.
    return name.indexOf('_') > 0 || closing ? close + 1 : 0;
  }

  private int triangle() {
    int close = find(1, '▷');
    if (close < 0) {
      return close == MORE ? MORE : 0;
    }
    boolean closing = window.peek(1) == '/';
    if (THOUGHT.contains(text(closing ? 2 : 1, close))) {
      meaning = closing ? Meaning.ANSWER : Meaning.THINK;
    }
    return close + 1;
  }
}
