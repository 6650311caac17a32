package dev.instructor.json;

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
  public Json json() {
    return new JsonString(text.toString());
  }

  /** Returns type and state, without content. */
  @Override
  public String toString() {
    return "PartialJson[string, GROWING]";
  }
}
