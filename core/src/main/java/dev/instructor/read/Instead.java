package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.json.Repair.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what may be meant instead of a value that cannot be made to fit as it stands: something
 * inside of it, or something that it is inside of.
 */
final class Instead {
  /** Words of a list in one text, each short: what a list of several is written as. */
  private static final int MAX_WORDS = 3;

  private final Coercion coercion;
  private final JsonInText texts = new JsonInText();

  Instead(Coercion coercion) {
    this.coercion = coercion;
  }

  /** Returns the first that fits, or null if none does. */
  @Nullable Outcome of(Form form, Json value) {
    if (coercion.isMade(value)) {
      return first(lone(form, value), () -> wrapped(form, value));
    } else if (value instanceof JsonObject object) {
      return first(
          unwrapped(form, object),
          () -> numbered(form, object),
          () -> lone(form, object),
          () -> wrapped(form, object));
    } else if (value instanceof JsonArray array) {
      return first(only(form, array), () -> pairs(form, array), () -> wrapped(form, array));
    } else if (value instanceof JsonString text) {
      return first(
          stringified(form, text),
          () -> several(form, text),
          () -> lone(form, text),
          () -> wrapped(form, text));
    } else if (!value.isNull()) {
      return first(lone(form, value), () -> wrapped(form, value));
    }
    return null;
  }

  @SafeVarargs
  private static @Nullable Outcome first(
      @Nullable Outcome first, Supplier<@Nullable Outcome>... others) {
    Outcome found = first;
    for (int i = 0; found == null && i < others.length; i++) {
      found = others[i].get();
    }
    return found;
  }

  private @Nullable Outcome found(Form form, Json before, Json inner, Kind kind, int weight) {
    if (!coercion.allows(kind)) {
      return null;
    }
    Outcome outcome = coercion.coerceFound(form, inner);
    return outcome.fits() ? outcome.after(kind, before, weight) : null;
  }

  private @Nullable Outcome unwrapped(Form form, JsonObject object) {
    List<Outcome> outcomes = new ArrayList<>(1);
    for (Json inner : Envelopes.inside(object, form, coercion.isRoot(form))) {
      Outcome outcome = found(form, object, inner, Kind.WRAPPER, 2);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    }
    return Coercion.lightest(outcomes);
  }

  private @Nullable Outcome numbered(Form form, JsonObject object) {
    Optional<JsonArray> list =
        form.wants(Form.Type.ARRAY) ? Pairs.list(object) : Optional.<JsonArray>empty();
    return list.isEmpty() ? null : found(form, object, list.get(), Kind.LIST, 2);
  }

  private @Nullable Outcome only(Form form, JsonArray array) {
    return array.items().size() == 1
            && (!form.wantsOnly(Form.Type.ARRAY) || array.items().get(0) instanceof JsonArray)
        ? found(form, array, array.items().get(0), Kind.LIST, 2)
        : null;
  }

  private @Nullable Outcome pairs(Form form, JsonArray array) {
    Optional<JsonObject> object =
        form.wants(Form.Type.OBJECT)
            ? Pairs.object(array, form.isMap() && form.names().isEmpty())
            : Optional.<JsonObject>empty();
    return object.isEmpty() ? null : found(form, array, object.get(), Kind.LIST, 2);
  }

  private @Nullable Outcome stringified(Form form, JsonString text) {
    if (!form.wants(Form.Type.OBJECT) && !form.wants(Form.Type.ARRAY)) {
      return null;
    }
    Optional<Json> inner = texts.read(text);
    return inner.isEmpty() ? null : found(form, text, inner.get(), Kind.STRINGIFIED, 1);
  }

  /** A list of items that are no free text, in one text. */
  private @Nullable Outcome several(Form form, JsonString text) {
    List<String> parts = parts(text.value());
    if (!form.wants(Form.Type.ARRAY) || parts.size() < 2 || !coercion.allows(Kind.LIST)) {
      return null;
    }
    boolean free =
        form.item(0).stream().anyMatch(i -> i.wants(Form.Type.STRING) && i.choices().isEmpty());
    boolean one = form.item(0).stream().allMatch(item -> coercion.coerce(item, text).fits());
    return free || one ? null : found(form, text, Json.strings(parts), Kind.LIST, 2);
  }

  private static List<String> parts(String text) {
    if (text.length() > 10_000) {
      return List.of();
    }
    String separator = text.indexOf(';') >= 0 ? ";" : text.indexOf('\n') >= 0 ? "\n" : ",";
    return Arrays.stream(text.split(separator)).map(String::strip).toList();
  }

  private @Nullable Outcome lone(Form form, Json value) {
    if (!form.wants(Form.Type.ARRAY) || (value instanceof JsonString text && seemsSeveral(text))) {
      return null;
    }
    return coercion.allows(Kind.LIST)
        ? made(form, value, Json.array(List.of(value)), Kind.LIST)
        : null;
  }

  private @Nullable Outcome made(Form form, Json before, Json around, Kind kind) {
    Outcome outcome = coercion.coerceMade(form, around);
    return outcome.fits() ? outcome.after(kind, before, 2) : null;
  }

  /** Returns whether a text may be a list of short words: then it is not one item of a list. */
  private static boolean seemsSeveral(JsonString text) {
    List<String> parts = parts(text.value());
    return text.value().isBlank()
        || ScalarWords.absence(text.value())
        || (parts.size() > 1
            && parts.stream().allMatch(part -> part.split(" ").length <= MAX_WORDS));
  }

  /** A value without the object of one property that it belongs into. */
  private @Nullable Outcome wrapped(Form form, Json value) {
    if (!form.wants(Form.Type.OBJECT) || !coercion.allows(Kind.WRAPPER)) {
      return null;
    }
    Set<String> names = form.required().isEmpty() ? form.names() : form.required();
    if (names.size() != 1 || form.isMap()) {
      return null;
    }
    String name = names.iterator().next();
    boolean foreign =
        value instanceof JsonObject object
            && object.members().keySet().stream().anyMatch(form.names()::contains);
    if (foreign || (value instanceof JsonString && takesAnyText(form.member(name)))) {
      return null;
    }
    JsonObject object = Json.object().put(name, value).build();
    return made(form, value, object, Kind.WRAPPER);
  }

  /** Returns whether any text fits, so that a text says nothing about being meant. */
  private static boolean takesAnyText(List<Form> forms) {
    return forms.isEmpty()
        || forms.stream()
            .anyMatch(
                form ->
                    (form.wants(Form.Type.STRING) && form.choices().isEmpty())
                        || form.wants(Form.Type.ARRAY));
  }
}
