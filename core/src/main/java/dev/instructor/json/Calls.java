package dev.instructor.json;

import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.Repair.Kind;
import java.util.Set;

/**
 * Reads the calls of constructors that languages write where a value is to come: one with named
 * arguments is an object, one round a text or a container is what it holds.
 */
final class Calls {
  private static final Set<String> LISTS =
      Set.of("list", "set", "frozenset", "tuple", "deque", "Set", "List", "Array", "ArrayList");
  private static final Set<String> MAPS = Set.of("dict", "OrderedDict", "Counter", "Map");

  /** Types whose names begin as those of functions do. */
  private static final Set<String> SCALARS =
      Set.of("str", "bytes", "int", "float", "date", "datetime", "namespace");

  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final Frames frames;

  Calls(JsonEngine engine, CharWindow window, Lookahead look, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.frames = frames;
  }

  /**
   * Skips the letters that Python puts before a quote, and begins the string behind them. Returns 0
   * if there are none, or {@link CharWindow#MORE}.
   */
  int prefix(int c, boolean key) {
    int width = look.prefix(0);
    if (width > 0) {
      boolean raw = c == 'r' || c == 'R' || (width == 2 && (window.peek(1) | 0x20) == 'r');
      engine.note(Kind.QUOTES, Character.toString(c), "");
      engine.consume(width);
      engine.startQuoted(key, raw);
    }
    return width;
  }

  /** Begins what a call holds. Returns 0 if there is no call ahead, or {@link CharWindow#MORE}. */
  int begin() {
    int made = look.startsWith(0, "new ");
    if (made == MORE) {
      return MORE;
    }
    int from = made == Lookahead.YES ? 4 : 0;
    int open = from;
    while (open < Lookahead.REACH && Lookahead.name(window.peek(open))) {
      open++;
    }
    int bracket = window.peek(open);
    if (bracket != '(' || open == from) {
      return bracket == MORE ? MORE : 0;
    }
    String name = name(from, open);
    boolean list = LISTS.contains(name);
    boolean map = MAPS.contains(name);
    if (!list && !map && !SCALARS.contains(name) && !Character.isUpperCase(name.charAt(0))) {
      // A function: what it returns is not known.
      return 0;
    }
    int at = look.skipBlanks(open + 1);
    int first = at == MORE ? MORE : window.peek(at);
    if (first == MORE) {
      return MORE;
    }
    int named = Lookahead.letter(first) ? look.assignment(at) : Lookahead.NO;
    if (named != Lookahead.NO) {
      return named == MORE ? MORE : enter(open, true);
    }
    int prefix = look.prefix(at);
    if (prefix == MORE) {
      return MORE;
    }
    if (Lookahead.closing(window.peek(at + prefix)) != 0) {
      int alone = look.alone(at + prefix);
      return alone == Lookahead.YES ? unwrap(open) : alone;
    }
    if (!list && !map) {
      return 0;
    }
    return switch (first) {
      case '[', '{', '(' -> unwrap(open);
      case ')' -> enter(open, !list);
      default -> 0;
    };
  }

  /** Returns the last part of a name. */
  private String name(int start, int end) {
    int from = end;
    while (from > start && (window.peek(from - 1) != '.' || from == end)) {
      from--;
    }
    StringBuilder name = new StringBuilder();
    for (int i = from; i < end; i++) {
      name.append((char) window.peek(i));
    }
    return name.toString();
  }

  private int enter(int open, boolean object) {
    engine.note(Kind.BRACKETS, "(", object ? "{" : "[");
    engine.consume(open + 1);
    if (object) {
      engine.startObject(Frames.ROUND);
    } else {
      engine.startArray(Frames.ROUND);
    }
    return 1;
  }

  private int unwrap(int open) {
    if (frames.wrapped()) {
      return 0;
    }
    engine.note(Kind.BRACKETS, "(", "");
    engine.consume(open + 1);
    frames.add(Frames.WRAPPED);
    return 1;
  }
}
