package dev.instructor.json;

import java.util.List;
import java.util.Optional;

/** The picture of a string that is growing. */
record PartialText(CharSequence text) implements PartialJson {
  @Override
  public State state() {
    return State.GROWING;
  }

  @Override
  public String type() {
    return "string";
  }

  @Override
  public Optional<PartialJson> member(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public PartialJson item(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public Json json() {
    return new JsonString(text.toString());
  }

  /** Returns type and state, without content. */
  @Override
  public String toString() {
    return "PartialJson[string, GROWING]";
  }
}
