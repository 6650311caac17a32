package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks an answer to a schema while it is read, token by token. Immutable, thread-safe.
 *
 * <p>It says yes or gives up, and never says what is wrong: where it says yes, the answer's tree
 * would have had no problem, and nothing in it would have been repaired.
 */
public interface TokenCheck {
  /**
   * Returns the name of the property that an answer may be wrapped into; empty if the answer stands
   * at the root.
   */
  Optional<String> wrapper();

  /** Begins with one answer. */
  Walk walk();

  /** What is to be done about a value that begins. */
  enum Step {
    /** It is right as far as it can be seen: go on, into it if it is an object or an array. */
    TAKE,
    /** It is a scalar that has to be {@linkplain Walk#accepts looked at}. */
    LOOK,
    /** It has to be read as a whole, then {@linkplain Walk#restored checked}. */
    COLLECT,
    /** It may be wrong: read the answer as a tree. */
    GIVE_UP
  }

  /** The way through one answer. For one thread. */
  interface Walk {
    /** A value's type as far as a token tells it; integers are told from other numbers. */
    int OBJECT = 1;

    int ARRAY = 2;
    int STRING = 4;
    int NUMBER = 8;
    int INTEGER = 16;
    int BOOLEAN = 32;
    int NULL = 64;

    /** Returns the name of the member that comes next, if the members come in their order. */
    @Nullable String expected();

    /** Goes to a member of the object. Returns false to give up. */
    boolean name(String name);

    /** Goes to the next value, which is of a type. */
    Step value(int type);

    /** Returns whether the scalar at hand is right. */
    boolean accepts(Json scalar);

    /** Returns the collected value at hand in the schema's own form, or nothing to give up. */
    @Nullable Json restored(Json value);

    /** Leaves the object or array. Returns false to give up. */
    boolean end();
  }
}
