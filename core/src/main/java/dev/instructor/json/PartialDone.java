package dev.instructor.json;

import java.util.List;
import java.util.Optional;

/** The picture of a complete value. */
record PartialDone(Json json) implements PartialJson {
  @Override
  public State state() {
    return State.DONE;
  }

  @Override
  public String type() {
    return json.type();
  }

  @Override
  public Optional<PartialJson> member(String name) {
    return json instanceof JsonObject object
        ? object.get(name).map(PartialDone::new)
        : Optional.empty();
  }

  @Override
  public List<String> names() {
    return json instanceof JsonObject object ? List.copyOf(object.members().keySet()) : List.of();
  }

  @Override
  public int size() {
    if (json instanceof JsonObject object) {
      return object.members().size();
    }
    return json instanceof JsonArray array ? array.items().size() : 0;
  }

  @Override
  public PartialJson item(int index) {
    List<Json> items = json instanceof JsonArray array ? array.items() : List.of();
    return new PartialDone(items.get(index));
  }

  @Override
  public CharSequence text() {
    return json instanceof JsonString string ? string.value() : "";
  }

  /** Returns type and state, without content. */
  @Override
  public String toString() {
    return "PartialJson[" + type() + ", DONE]";
  }
}
