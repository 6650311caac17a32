package dev.instructor.json;

import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.Repair.Kind;

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
    /** Returns whether a value of this type is wanted. */
    boolean follows(String type);

    /** Takes note that a value begins. */
    default void began(long offset, boolean fenced) {}

    /** Returns whether the value may be dropped for one that seems to begin anew inside of it. */
    boolean mayRestart();

    /** Returns whether the whole text is there, so that nothing is lost by looking further. */
    default boolean patient() {
      return false;
    }

    /** Takes note that the value is complete; returns whether to search for another. */
    boolean ended();

    /**
     * Takes note that the text ends inside of the value.
     *
     * @param closable whether nothing but closing brackets is missing
     */
    void cutOff(boolean closable);

    /** Takes note that the value cannot be read; returns whether to search for another. */
    boolean broken(boolean tooDeep);

    /**
     * Takes note that a stretch was thinking.
     *
     * @param from where it begins, or -1 if it has no beginning and all before was thinking
     * @param closed whether it has an end
     */
    default void thought(long from, long to, boolean closed) {}
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

  /**
   * Reads what stands in a place of the value. One call goes to all of them, so that the JIT
   * compiler makes small methods of them, early, and not a huge one of all.
   */
  interface Reader {
    /** Reads on; returns whether it is to be asked again, or has to wait for more text. */
    boolean step();
  }

  private final CharWindow window;
  private final TreeGrower grower;
  private final Host host;
  private final RepairLog log;
  private final Lookahead look;
  private final Outside outside;
  private final Structure structure;
  private final QuotedText quoted;
  private final BareText bare;
  private final Comment comment;
  private final Reader commented = this::comment;
  private final Reader closed = this::skip;
  private final Frames frames = new Frames();
  private State state = State.OUTSIDE;
  private long blanks;
  private boolean lineStart;

  JsonEngine(CharWindow window, TreeGrower grower, Host host, RepairLog log) {
    this.window = window;
    this.grower = grower;
    this.host = host;
    this.log = log;
    Lookahead look = new Lookahead(window);
    this.outside = new Outside(this, window, look);
    this.look = look;
    this.structure = new Structure(this, window, look, frames);
    this.quoted = new QuotedText(this, window, look, grower, frames);
    this.bare = new BareText(this, window, look, frames);
    this.comment = new Comment(window, look);
  }

  boolean closed() {
    return state == State.CLOSED;
  }

  /** Returns whether a value has begun. */
  boolean inside() {
    return state != State.OUTSIDE;
  }

  /** Returns whether a bracket waits for what follows it, to tell whether a value begins there. */
  boolean waitsAt(char bracket) {
    return state == State.OUTSIDE && window.peek(0) == bracket && outside.waits();
  }

  Host host() {
    return host;
  }

  /** Notes a liberty at the member or item that is being read. */
  void note(Kind kind, String before, String after) {
    log.add(kind, grower::pointer, before, after);
  }

  /** Notes a liberty in the container of what is being read. */
  void noteInside(Kind kind, String before, String after) {
    log.add(kind, grower::container, before, after);
  }

  void run() {
    while (reader().step()) {
      // It goes on.
    }
  }

  private Reader reader() {
    return switch (state) {
      case OUTSIDE -> outside;
      case KEY, COLON, VALUE, NEXT -> structure;
      case QUOTED -> quoted;
      case BARE -> bare;
      case COMMENT -> commented;
      case CLOSED -> closed;
    };
  }

  State state() {
    return state;
  }

  private boolean skip() {
    window.clear();
    return false;
  }

  private boolean comment() {
    State resume = comment.step();
    if (resume == State.COMMENT) {
      return false;
    }
    state = resume;
    return true;
  }

  // Blanks

  /** Consumes blanks and returns the next character, without consuming it. */
  int skipBlanks() {
    while (true) {
      int c = window.peek(0);
      if (Lookahead.blank(c)) {
        lineStart = lineStart || c == '\n';
        if (c > ' ' && blanks == 0) {
          note(Kind.CHARACTERS, Character.toString(c), "");
        }
        int width = c == Lookahead.ESC ? look.colour(0) : 1;
        if (width == MORE) {
          return MORE;
        }
        if (width > 1 && blanks == 0) {
          note(Kind.CHARACTERS, "", "");
        }
        window.advance(width);
        blanks += width;
      } else if (c == '\\') {
        int next = window.peek(1);
        if (!Lookahead.writtenBlank(c, next)) {
          return next == MORE ? MORE : c;
        }
        if (blanks == 0) {
          note(Kind.ESCAPES, "\\" + (char) next, "");
        }
        lineStart = lineStart || next == 'n';
        window.advance(2);
        blanks += 2;
      } else {
        return c;
      }
    }
  }

  /** Returns whether a line has begun since the last part of the value. */
  boolean atLineStart() {
    return lineStart;
  }

  /** Consumes a character that is a part of the value. */
  void consume(int count) {
    window.advance(count);
    blanks = 0;
    lineStart = false;
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

  // Beginnings

  /** Begins a value outside of any other. */
  void begin(boolean fenced) {
    host.began(window.offset(), fenced);
  }

  void startObject(int flags) {
    if (enter(Frames.OBJECT | flags)) {
      grower.startObject();
      state = State.KEY;
    }
  }

  void startArray(int flags) {
    if (enter(flags)) {
      grower.startArray();
      state = State.VALUE;
    }
  }

  private boolean enter(int flags) {
    blanks = 0;
    lineStart = false;
    structure.entered();
    if (frames.depth() == StrictReader.MAX_DEPTH) {
      broken(true);
      return false;
    }
    frames.push(flags);
    return true;
  }

  void startQuoted(boolean key) {
    startQuoted(key, false);
  }

  void startQuoted(boolean key, boolean raw) {
    blanks = 0;
    lineStart = false;
    quoted.open(key, raw);
    state = State.QUOTED;
  }

  void startBare(boolean key) {
    blanks = 0;
    lineStart = false;
    bare.open(key);
    state = State.BARE;
  }

  /** Begins a comment, after which the state is as it is now. */
  void startComment(Comment.Kind kind) {
    if (frames.depth() > 0) {
      note(Kind.COMMENTS, kind.toString(), "");
    }
    comment.open(kind, state);
    state = State.COMMENT;
  }

  void become(State next) {
    state = next;
  }

  // Ends

  void keyDone(String name, boolean wasQuoted) {
    String whole = Escapes.withoutHalves(name);
    if (!whole.equals(name)) {
      noteInside(Kind.ESCAPES, "", "\uFFFD");
    }
    grower.name(whole);
    structure.named(wasQuoted);
    state = State.COLON;
  }

  void stringDone() {
    grower.end();
    valueDone();
  }

  void scalar(Json value) {
    grower.scalar(value);
    valueDone();
  }

  /** Returns whether no member of the open object is complete. */
  boolean firstMember() {
    return grower.count() == 0;
  }

  /** Makes the open object, which has no member but a name, an array with that name in it. */
  void becomeSet() {
    note(Kind.BRACKETS, "{", "[");
    grower.becomeItems();
    frames.becomeSet();
    structure.valued();
    state = State.NEXT;
  }

  /**
   * Makes the last item of the open array the name of what follows: of a member of a new object, or
   * of the object around the array. Returns whether that can be meant.
   */
  boolean nameLastItem() {
    Json item = grower.lastItem(0);
    if (!(item instanceof JsonString name) || (frames.flags(0) & Frames.SET) != 0) {
      return false;
    }
    Json before = grower.lastItem(1);
    boolean again = before instanceof JsonObject object && object.get(name.value()).isPresent();
    if (before != null && !again && (frames.flags(1) & Frames.OBJECT) == 0) {
      return false;
    }
    grower.removeItem();
    note(Kind.BRACKETS, "", before == null || again ? "{" : "]");
    if (before == null || again) {
      startObject(0);
    } else {
      pop();
    }
    if (state != State.CLOSED) {
      keyDone(name.value(), true);
    }
    return true;
  }

  /** Ends the innermost container. */
  void pop() {
    frames.pop();
    grower.end();
    valueDone();
  }

  private void valueDone() {
    structure.valued();
    state = State.NEXT;
    if (frames.depth() == 0) {
      leave();
      if (!host.ended()) {
        state = State.CLOSED;
      }
    }
  }

  /** Ends all open containers where the text around the value goes on. */
  void popAll() {
    note(Kind.BRACKETS, "", "closed");
    while (frames.depth() > 0) {
      pop();
    }
  }

  /** Gives up the value. */
  boolean breakOff() {
    broken(false);
    return true;
  }

  private void broken(boolean tooDeep) {
    leave();
    state = State.CLOSED;
    if (host.broken(tooDeep)) {
      state = State.OUTSIDE;
    }
  }

  private void leave() {
    frames.clear();
    state = State.OUTSIDE;
    outside.afterValue();
  }

  /** Drops the value and begins again inside of a new object. */
  void restart() {
    grower.clear();
    frames.clear();
    note(Kind.RESTART, "", "");
    startObject(0);
  }

  void close() {
    state = State.CLOSED;
  }

  /** The text ended inside of the value. */
  boolean cutOff(boolean closable) {
    state = State.CLOSED;
    host.cutOff(closable);
    return true;
  }
}
