package dev.instructor.json;

import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.Repair.Kind;
import java.util.Set;

/**
 * Reads the calls of constructors that languages write where a value is to come: one with named
 * arguments is an object, one round a text or a container is what it holds.
 */
final class Calls {
  private static final Set<String> LISTS = Set.of("list", "set", "frozenset", "tuple", "deque");
  private static final Set<String> MAPS = Set.of("dict", "OrderedDict", "Counter");

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

  /** Begins what a call holds. Returns 0 if there is no call ahead, or {@link CharWindow#MORE}. */
  int begin() {
    int open = 0;
    while (open < Lookahead.REACH && Lookahead.name(window.peek(open))) {
      open++;
    }
    int bracket = window.peek(open);
    if (bracket != '(') {
      return bracket == MORE ? MORE : 0;
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
    String name = name(open);
    boolean list = LISTS.contains(name);
    if (!list && !MAPS.contains(name)) {
      return 0;
    }
    return switch (first) {
      case '[', '{', '(' -> unwrap(open);
      case ')' -> enter(open, !list);
      default -> 0;
    };
  }

  private String name(int end) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < end; i++) {
      name.append((char) window.peek(i));
    }
    return name.substring(name.lastIndexOf(".") + 1);
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
