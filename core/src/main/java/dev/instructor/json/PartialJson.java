package dev.instructor.json;

import java.util.List;
import java.util.Optional;

/**
 * An immutable picture of a JSON value that may still be growing. It shares structure with earlier
 * and later pictures. Thread-safe.
 *
 * <p>A string is shown as far as it goes. A number, a literal, a name, an escape or half of a
 * surrogate pair that touches the end of the text is not shown: the member or item is not there
 * yet. What is done never changes. Of several members with the same name the first is shown until
 * the object is done; in the done object the last has won.
 */
public sealed interface PartialJson permits PartialDone, PartialObject, PartialArray, PartialText {

  /** Returns the picture of a value that is done. */
  static PartialJson of(Json value) {
    return new PartialDone(value);
  }

  /** How far a value has come. */
  enum State {
    /** Nothing of it can be shown. */
    ABSENT,
    /** A part of it can be shown, and more may follow. */
    GROWING,
    /** It is complete and never changes. */
    DONE
  }

  /** Returns {@link State#GROWING} or {@link State#DONE}. */
  State state();

  /** Returns the JSON type name: object, array, string, number, boolean or null. */
  String type();

  /**
   * Returns a member of an object, or nothing if nothing of it can be shown or this is no object.
   */
  default Optional<PartialJson> member(String name) {
    return Optional.empty();
  }

  /**
   * Returns the names of an object's members of which something can be shown, in order;
   * unmodifiable, and empty for other values.
   */
  default List<String> names() {
    return List.of();
  }

  /** Returns how many members or items can be shown; 0 for scalars. */
  default int size() {
    return 0;
  }

  /**
   * Returns an item of an array.
   *
   * @throws IndexOutOfBoundsException if no such item can be shown, or this is no array
   */
  default PartialJson item(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Returns what is there of a string; empty for other values. The view costs nothing to get, never
   * changes, and does not see later growth.
   */
  default CharSequence text() {
    return "";
  }

  /**
   * Returns the value so far as a tree: the value itself if it is done, else a tree that is built
   * at each call.
   */
  Json json();
}
