package dev.instructor.json;

import java.util.Optional;
import java.util.Set;

/**
 * Reads a JSON value while its text is still coming: a push parser that is fed pieces of any size
 * and reads each character once. Not thread-safe; its pictures are.
 *
 * <p>It reads as tolerantly as {@link LenientJson}: prose, fences and thinking in front of the
 * value are skipped, and what is not quite JSON is read as what was meant. The first value of a
 * wanted type outside of thinking is followed; what comes after it is ignored. What is read depends
 * on the text alone, never on how it was cut into pieces.
 */
public final class PartialJsonParser {

  /** Is told about each value that is complete, children before their parents. */
  @FunctionalInterface
  public interface Observer {
    /** Ignores all. */
    Observer NONE = (pointer, value) -> {};

    /**
     * Takes a complete value. Called while the parser is fed.
     *
     * @param pointer where the value stands, from the root
     * @param value the value
     */
    void done(JsonPointer pointer, Json value);
  }

  private static final Optional<PartialJson> NOTHING_OF_OBJECT =
      Optional.of(new PartialObject(new String[0], new Json[0], 0, null, null, null));
  private static final Optional<PartialJson> NOTHING_OF_ARRAY =
      Optional.of(new PartialArray(new Json[0], 0, null));

  private final Set<String> types;
  private final CharWindow window = new CharWindow();
  private final Utf8Pieces utf8 = new Utf8Pieces();
  private final TreeGrower grower;
  private final JsonEngine engine;

  /**
   * Creates a parser.
   *
   * @param rootTypes the JSON types that the wanted value may have, such as {@code object}
   * @param observer what is told about complete values
   */
  public PartialJsonParser(Set<String> rootTypes, Observer observer) {
    this.types = Set.copyOf(rootTypes);
    this.grower = new TreeGrower(observer);
    this.engine =
        new JsonEngine(window, grower, new FirstValue(types, grower), new RepairLog(false));
  }

  /**
   * Creates a parser that tells nobody.
   *
   * @param rootTypes the JSON types that the wanted value may have, such as {@code object}
   */
  public PartialJsonParser(Set<String> rootTypes) {
    this(rootTypes, Observer.NONE);
  }

  /**
   * Takes the next characters, cut anywhere.
   *
   * @throws InvalidJsonException if the value is nested deeper than 1,000 levels; what follows is
   *     ignored
   */
  public void feed(CharSequence text) {
    if (!engine.closed()) {
      window.append(text);
      engine.run();
    }
  }

  /**
   * Takes the next bytes of UTF-8, cut anywhere. Invalid bytes are read as U+FFFD.
   *
   * @param utf8Bytes the array that holds the bytes
   * @param from where they begin
   * @param to where they end, exclusive
   * @throws InvalidJsonException if the value is nested deeper than 1,000 levels; what follows is
   *     ignored
   */
  public void feed(byte[] utf8Bytes, int from, int to) {
    if (!engine.closed()) {
      feed(utf8.decode(utf8Bytes, from, to));
    }
  }

  /**
   * Says that nothing more comes, and so decides what waited for more text.
   *
   * @throws InvalidJsonException if the value is nested deeper than 1,000 levels
   */
  public void end() {
    feed(utf8.end());
    window.end();
    engine.run();
  }

  /**
   * Returns a picture of the value so far; nothing before the value has begun. It is the same
   * instance as before if nothing that can be seen has changed.
   */
  public Optional<PartialJson> value() {
    if (types.contains("object") && engine.waitsAt('{')) {
      return NOTHING_OF_OBJECT;
    }
    if (types.contains("array") && engine.waitsAt('[')) {
      return NOTHING_OF_ARRAY;
    }
    return grower.picture();
  }

  /** Returns whether the value is complete. */
  public boolean complete() {
    return grower.root() != null;
  }

  /**
   * Returns how many blanks stand at the current end of the text, outside of strings and inside the
   * value: a model that is caught in a loop sends nothing else.
   */
  public long blankRun() {
    return complete() ? 0 : engine.blankRun();
  }

  /**
   * Returns what is there of the string that is growing at the end of the text; empty if none is. A
   * view that costs nothing and does not change.
   */
  public CharSequence growingText() {
    return grower.growingText();
  }

  /**
   * Returns where what is growing at the end of the text stands, or what is to come next, from the
   * root.
   */
  public JsonPointer growingPointer() {
    return grower.next();
  }

  /** Returns how often a character was looked at. */
  long visits() {
    return window.visits();
  }

  /** Follows the first value of a wanted type. */
  private record FirstValue(Set<String> types, TreeGrower grower) implements JsonEngine.Host {
    @Override
    public boolean follows(String type) {
      return types.contains(type);
    }

    @Override
    public boolean mayRestart() {
      return !grower.anyDone();
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void cutOff(boolean closable) {
      // What is there stays as it is: the caller knows that the text has ended.
    }

    @Override
    public boolean broken(boolean tooDeep) {
      if (tooDeep) {
        throw new InvalidJsonException(
            "the JSON is nested deeper than " + StrictReader.MAX_DEPTH + " levels", -1);
      }
      if (grower.anyDone()) {
        // What is done never changes, so this value stays as far as it was read.
        return false;
      }
      grower.clear();
      return true;
    }
  }
}
