package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

/**
 * The tolerant reader: one machine over a growing window, with a stack of its own. For one thread.
 *
 * <p>What needs to look ahead is decided when enough characters are there or the end is known, and
 * nothing looks further ahead than {@link Lookahead#REACH}. So the outcome depends on the text
 * alone, each character is consumed once, and the work is linear. Strict JSON is read without
 * waiting for more than the next character that is no blank.
 */
final class JsonEngine {
  /** Decides what becomes of values. */
  interface Host {
    /** Returns whether a value of this type that begins here is wanted. */
    boolean follows(String type);

    /** Returns whether the value may be dropped for one that seems to begin anew inside of it. */
    boolean mayRestart();

    /** Takes note that the value is complete; returns whether to search for another. */
    boolean ended();

    /**
     * Takes note that the text ends inside of the value.
     *
     * @param closable whether nothing but closing brackets is missing
     */
    void cutOff(boolean closable);

    /** Takes note that the value cannot be read. */
    void broken(boolean tooDeep);
  }

  enum State {
    OUTSIDE,
    KEY,
    COLON,
    VALUE,
    NEXT,
    QUOTED,
    BARE,
    COMMENT,
    CLOSED
  }

  private final CharWindow window;
  private final TreeGrower grower;
  private final Host host;
  private final Lookahead look;
  private final Outside outside;
  private final QuotedText quoted;
  private final BareText bare;
  private final Comment comment;
  private final Frames frames = new Frames();
  private State state = State.OUTSIDE;
  private long blanks;

  JsonEngine(CharWindow window, TreeGrower grower, Host host) {
    this.window = window;
    this.grower = grower;
    this.host = host;
    this.look = new Lookahead(window);
    this.outside = new Outside(this, window, look);
    this.quoted = new QuotedText(this, window, look, grower, frames);
    this.bare = new BareText(this, window, look, frames);
    this.comment = new Comment(window, look);
  }

  boolean closed() {
    return state == State.CLOSED;
  }

  void run() {
    boolean more = true;
    while (more) {
      more =
          switch (state) {
            case OUTSIDE -> outside.step();
            case KEY -> beforeKey();
            case COLON -> beforeColon();
            case VALUE -> beforeValue();
            case NEXT -> afterValue();
            case QUOTED -> quoted.step();
            case BARE -> bare.step();
            case COMMENT -> comment();
            case CLOSED -> {
              window.clear();
              yield false;
            }
          };
    }
  }

  /** Returns how many blanks stand at the current end, outside of strings and inside the value. */
  long blankRun() {
    if (state == State.OUTSIDE || state == State.CLOSED) {
      return 0;
    }
    int pending = window.available();
    if (pending == 0) {
      return state == State.QUOTED ? 0 : blanks;
    }
    int run = 0;
    while (run < pending && Lookahead.blank(window.peek(pending - 1 - run))) {
      run++;
    }
    return run == pending ? blanks + run : run;
  }

  Host host() {
    return host;
  }

  // Roots

  void startObject(int flags) {
    push(Frames.OBJECT | flags);
  }

  void startArray(int flags) {
    push(flags & ~Frames.OBJECT);
  }

  void startQuoted(boolean key) {
    blanks = 0;
    quoted.open(key);
    state = State.QUOTED;
  }

  void startBare(boolean key) {
    blanks = 0;
    bare.open(key);
    state = State.BARE;
  }

  void startComment(Comment.Kind kind) {
    comment.open(kind, state);
    state = State.COMMENT;
  }

  private void push(int flags) {
    blanks = 0;
    if (frames.depth() == StrictReader.MAX_DEPTH) {
      leave();
      host.broken(true);
      return;
    }
    frames.push(flags);
    if ((flags & Frames.OBJECT) != 0) {
      grower.startObject();
      state = State.KEY;
    } else {
      grower.startArray();
      state = State.VALUE;
    }
  }

  /** Gives up the value. */
  void breakOff() {
    leave();
    host.broken(false);
  }

  private void leave() {
    frames.clear();
    state = State.OUTSIDE;
    outside.afterValue();
  }

  void close() {
    state = State.CLOSED;
  }

  private boolean cutOff(boolean closable) {
    state = State.CLOSED;
    host.cutOff(closable);
    return true;
  }

  // Ends of parts

  void keyDone(String name) {
    grower.name(name);
    state = State.COLON;
  }

  /** Goes on after a value has been built. */
  void valueDone() {
    if (frames.depth() == 0) {
      rootDone();
    } else {
      state = State.NEXT;
    }
  }

  /** Goes on where a name is to come, after a value whose end was missing. */
  void valueDoneBeforeKey() {
    state = State.KEY;
  }

  /** Drops the value and begins again inside of a new object. */
  void restart() {
    grower.clear();
    frames.clear();
    startObject(0);
  }

  private void rootDone() {
    leave();
    if (!host.ended()) {
      state = State.CLOSED;
    }
  }

  private void pop() {
    frames.pop();
    grower.end();
    valueDone();
  }

  /** The text ended inside of a scalar. */
  boolean endInScalar() {
    return cutOff(false);
  }

  // Steps

  private int skipBlanks() {
    while (true) {
      int c = window.peek(0);
      if (Lookahead.blank(c)) {
        window.advance(1);
        blanks++;
      } else if (c == '\\') {
        int next = window.peek(1);
        if (!Lookahead.writtenBlank(c, next)) {
          return next == MORE ? MORE : c;
        }
        window.advance(2);
        blanks += 2;
      } else {
        return c;
      }
    }
  }

  private boolean comment() {
    State resume = comment.step();
    if (resume == State.COMMENT) {
      return false;
    }
    state = resume;
    return true;
  }

  private boolean beforeKey() {
    int c = skipBlanks();
    switch (c) {
      case MORE -> {
        return false;
      }
      case END -> {
        return cutOff(false);
      }
      case '}', ']', ')', '｝', '］', '）' -> {
        return closer(c);
      }
      case '"' -> {
        startQuoted(true);
        return true;
      }
      default -> {
        return oddKey(c);
      }
    }
  }

  private boolean oddKey(int c) {
    if (Lookahead.comma(c)) {
      window.advance(1);
      return true;
    }
    if (Lookahead.closing(c) != 0 || c == '\\' || c == '&') {
      startQuoted(true);
      return true;
    }
    if (Lookahead.name(c)) {
      startBare(true);
      return true;
    }
    breakOff();
    return true;
  }

  private boolean beforeColon() {
    int c = skipBlanks();
    if (c == MORE) {
      return false;
    }
    if (c == END) {
      return cutOff(false);
    }
    if (Lookahead.colon(c)) {
      window.advance(1);
    }
    state = State.VALUE;
    return true;
  }

  private boolean beforeValue() {
    int c = skipBlanks();
    switch (c) {
      case MORE -> {
        return false;
      }
      case END -> {
        return cutOff(false);
      }
      case '"' -> startQuoted(false);
      case '{', '｛' -> {
        window.advance(1);
        startObject(0);
      }
      case '[', '［' -> {
        window.advance(1);
        startArray(0);
      }
      case ']', '}', ')', '］', '｝', '）' -> {
        return closer(c);
      }
      default -> {
        if (Lookahead.comma(c)) {
          window.advance(1);
          state = frames.inObject() ? State.KEY : State.VALUE;
        } else if (Lookahead.closing(c) != 0 || c == '\\' || c == '&') {
          startQuoted(false);
        } else {
          startBare(false);
        }
      }
    }
    return true;
  }

  private boolean afterValue() {
    int c = skipBlanks();
    switch (c) {
      case MORE -> {
        return false;
      }
      case END -> {
        return cutOff(true);
      }
      case ']', '}', ')', '］', '｝', '）' -> {
        return closer(c);
      }
      default -> {
        if (Lookahead.comma(c)) {
          window.advance(1);
          blanks = 0;
        }
        state = frames.inObject() ? State.KEY : State.VALUE;
      }
    }
    return true;
  }

  private boolean closer(int c) {
    window.advance(1);
    blanks = 0;
    pop();
    return true;
  }

  void scalar(Json value) {
    grower.scalar(value);
    valueDone();
  }
}
