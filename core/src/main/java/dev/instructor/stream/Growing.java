package dev.instructor.stream;

import dev.instructor.call.internal.Plan;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJson.State;
import dev.instructor.read.Place;
import dev.instructor.read.Reading;
import dev.instructor.shape.Binder;
import dev.instructor.shape.BindingException;
import dev.instructor.shape.PropertyPlan;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Something that is there of a growing answer, and what can be made of it.
 *
 * @param place what the schema says
 * @param json what is there
 */
record Growing(Place place, PartialJson json) {

  /**
   * Makes a value of JSON.
   *
   * @param <T> the type of the value
   */
  @FunctionalInterface
  interface Binding<T> {
    Optional<T> bind(Json json) throws BindingException;
  }

  @SuppressWarnings("unchecked") // The property's own type is what its accessor returns.
  static <T> Binding<T> binding(PropertyPlan property) {
    return json -> (Optional<T>) property.bind(json);
  }

  static <T> Binding<T> binding(Plan<?> plan, Type type) {
    return json -> {
      Binder<T> binder = plan.binder(type);
      return Optional.of(binder.bind(json));
    };
  }

  /**
   * Returns what is there in the schema's own form, with what is wrong; nothing if it is hidden.
   */
  Optional<Reading.Result> read() {
    return place.shown(json).map(place::read);
  }

  /** Returns the value, if what is there makes one; of a growing list without its last item. */
  <T> Optional<T> bound(Binding<T> binding) {
    Optional<Json> shown = place.shown(json);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Reading.Result read = place.read(shown.get());
    if (!read.isValid()
        && json.state() == State.GROWING
        && shown.get() instanceof JsonArray array
        && !array.items().isEmpty()) {
      read = place.read(Json.array(array.items().subList(0, array.items().size() - 1)));
    }
    if (!read.isValid()) {
      return Optional.empty();
    }
    try {
      return binding.bind(read.value().orElseThrow());
    } catch (BindingException refused) {
      return Optional.empty();
    }
  }
}
