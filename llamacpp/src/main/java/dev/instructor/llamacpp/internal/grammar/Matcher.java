package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.llamacpp.internal.grammar.Symbol.Chars;
import dev.instructor.llamacpp.internal.grammar.Symbol.Choice;
import dev.instructor.llamacpp.internal.grammar.Symbol.Ref;
import dev.instructor.llamacpp.internal.grammar.Symbol.Repeat;
import dev.instructor.llamacpp.internal.grammar.Symbol.Sequence;
import dev.instructor.llamacpp.internal.grammar.Symbol.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text piece by piece and tells whether it can still become one of the grammar. It follows
 * all ways at once. Not thread-safe.
 */
public final class Matcher {
  private final Map<String, Symbol> rules;
  private List<Frame> ways = List.of();
  private boolean complete;
  private final Set<Key> seen = new HashSet<>();
  private final Map<Key, Frame> later = new HashMap<>();
  private final Deque<Frame> todo = new ArrayDeque<>();
  private char high;

  /**
   * Where one way stands: in a symbol, and what comes after it.
   *
   * @param at how far it has come in it: characters of a text, parts of a sequence, repetitions
   */
  private record Frame(Symbol symbol, int at, @Nullable Frame next) {}

  /** Frames are the same if they stand in the same symbol before the same frame. */
  private static final class Key {
    private final Symbol symbol;
    private final int at;
    private final @Nullable Frame next;

    Key(Symbol symbol, int at, @Nullable Frame next) {
      this.symbol = symbol;
      this.at = at;
      this.next = next;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && symbol == key.symbol && at == key.at && next == key.next;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * System.identityHashCode(symbol) + at) + System.identityHashCode(next);
    }
  }

  Matcher(Map<String, Symbol> rules) {
    this.rules = rules;
    List<Frame> start = new ArrayList<>();
    push(rule(Grammar.ROOT), 0, null);
    settle(start);
    ways = start;
  }

  private Symbol rule(String name) {
    Symbol symbol = rules.get(name);
    if (symbol == null) {
      throw new IllegalStateException("There is no rule " + name);
    }
    return symbol;
  }

  /** Reads more of the text and returns whether what was read can still be continued, or ended. */
  public boolean read(CharSequence text) {
    for (int i = 0; i < text.length() && canGoOn(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        high = c;
      } else {
        step(Character.isLowSurrogate(c) ? Character.toCodePoint(high, c) : c);
      }
    }
    return canGoOn();
  }

  private boolean canGoOn() {
    return complete || !ways.isEmpty();
  }

  /** Returns whether what was read is a whole text of the grammar. */
  public boolean isComplete() {
    return complete;
  }

  private void step(int codePoint) {
    seen.clear();
    complete = false;
    List<Frame> before = ways;
    for (Frame frame : before) {
      if (frame.symbol() instanceof Text text) {
        if (text.text().codePointAt(frame.at()) == codePoint) {
          push(text, frame.at() + Character.charCount(codePoint), frame.next());
        }
      } else if (frame.symbol() instanceof Chars chars && chars.points().contains(codePoint)) {
        push(Symbol.EMPTY, 0, frame.next());
      }
    }
    List<Frame> after = new ArrayList<>();
    settle(after);
    ways = after;
  }

  /** Puts a frame among those that have to be looked into, unless it was there in this step. */
  private void push(Symbol symbol, int at, @Nullable Frame next) {
    if (seen.add(new Key(symbol, at, next))) {
      todo.add(new Frame(symbol, at, next));
    }
  }

  /** Follows all frames to the characters that can come next. */
  private void settle(List<Frame> into) {
    while (!todo.isEmpty()) {
      Frame frame = todo.remove();
      Symbol symbol = frame.symbol();
      if (symbol instanceof Chars || (symbol instanceof Text text && isOpen(text, frame.at()))) {
        into.add(frame);
      } else if (symbol instanceof Text) {
        leave(frame.next());
      } else if (symbol instanceof Ref ref) {
        push(rule(ref.rule()), 0, frame.next());
      } else if (symbol instanceof Choice choice) {
        choice.alternatives().forEach(part -> push(part, 0, frame.next()));
      } else if (symbol instanceof Sequence sequence) {
        enter(sequence, frame);
      } else {
        enter((Repeat) symbol, frame);
      }
    }
  }

  private static boolean isOpen(Text text, int at) {
    return at < text.text().length();
  }

  private void leave(@Nullable Frame next) {
    if (next == null) {
      complete = true;
    } else {
      push(next.symbol(), next.at(), next.next());
    }
  }

  private void enter(Sequence sequence, Frame frame) {
    int at = frame.at();
    boolean last = at == sequence.parts().size() - 1;
    push(
        sequence.parts().get(at), 0, last ? frame.next() : waiting(sequence, at + 1, frame.next()));
  }

  private void enter(Repeat repeat, Frame frame) {
    int at = frame.at();
    if (at >= repeat.min()) {
      leave(frame.next());
    }
    if (at < repeat.max()) {
      // Without an end it makes no difference how often it was, once it was often enough.
      int times = repeat.max() == Symbol.NO_END ? Math.min(at + 1, repeat.min()) : at + 1;
      push(repeat.symbol(), 0, waiting(repeat, times, frame.next()));
    }
  }

  /** Returns the one frame of its kind, to look into when what stands before it is done. */
  private Frame waiting(Symbol symbol, int at, @Nullable Frame next) {
    return later.computeIfAbsent(
        new Key(symbol, at, next), key -> new Frame(key.symbol, key.at, key.next));
  }
}
