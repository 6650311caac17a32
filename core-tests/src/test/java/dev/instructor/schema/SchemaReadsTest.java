package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.golden.GoldenType;
import dev.instructor.golden.GoldenTypes;
import dev.instructor.golden.Samples;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.shape.Binder;
import dev.instructor.shape.BindingException;
import dev.instructor.shape.JacksonBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a type is asked for is what its deserializer reads: no property too many, none too few. A
 * value that nothing can be bound from is put in each place in turn, and must be noticed exactly
 * where the schema has a property.
 */
class SchemaReadsTest {
  private static final int CHOICES = 3;
  private static final Json POISON = Json.parse("[{\"poison\": [[]]}]");
  private static final Json POISON_FOR_ARRAYS = Json.of("poison");

  /** Names in Java or in annotations that the JSON does not have. */
  private static final List<String> OTHER_NAMES =
      List.of("secret", "session", "firstName", "name", "content", "geo", "full", "rest", "zzz");

  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  private static Binder<?> binder(GoldenType type) {
    return JacksonBinder.standard().plan(type.shape()).binder();
  }

  @ParameterizedTest
  @MethodSource("types")
  void sampleOfTheSchema_binds(GoldenType type) {
    for (int choice = 0; choice < CHOICES; choice++) {
      Json sample = Samples.of(type.schema().document(), choice);

      assertThat(type.schema().check(sample)).as(sample.toString()).isEmpty();
      assertThatCode(() -> binder(type).bind(sample))
          .as(sample.toString())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyProperty_isRead(GoldenType type) {
    for (int choice = 0; choice < CHOICES; choice++) {
      Json sample = Samples.of(type.schema().document(), choice);
      Map<String, Json> places = new TreeMap<>();
      collect(sample, "", places);
      places.forEach(
          (pointer, value) -> {
            Json poison = value instanceof JsonArray ? POISON_FOR_ARRAYS : POISON;
            Json poisoned = changed(sample, "", pointer, old -> poison);
            BindingException failure =
                catchThrowableOfType(BindingException.class, () -> binder(type).bind(poisoned));

            assertThat(failure).as(pointer + " in " + poisoned).isNotNull();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void nameThatTheSchemaDoesNotHave_isNotRead(GoldenType type) {
    for (int choice = 0; choice < CHOICES; choice++) {
      Json sample = Samples.of(type.schema().document(), choice);
      Json widened = widened(sample);

      assertThatCode(() -> binder(type).bind(widened))
          .as(widened.toString())
          .doesNotThrowAnyException();
    }
  }

  private static void collect(Json value, String pointer, Map<String, Json> places) {
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, member) -> {
                String place = JsonPointer.child(pointer, name);
                places.put(place, member);
                collect(member, place, places);
              });
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.items().size(); i++) {
        collect(array.items().get(i), JsonPointer.child(pointer, i), places);
      }
    }
  }

  private static Json changed(Json value, String here, String there, UnaryOperator<Json> change) {
    if (here.equals(there)) {
      return change.apply(value);
    }
    if (value instanceof JsonObject object) {
      JsonObject.Builder copy = Json.object();
      object
          .members()
          .forEach(
              (name, member) ->
                  copy.put(name, changed(member, JsonPointer.child(here, name), there, change)));
      return copy.build();
    }
    if (value instanceof JsonArray array) {
      List<Json> items = new ArrayList<>();
      for (int i = 0; i < array.items().size(); i++) {
        items.add(changed(array.items().get(i), JsonPointer.child(here, i), there, change));
      }
      return Json.array(items);
    }
    return value;
  }

  /** Adds poison under other names to every object that is no map. */
  private static Json widened(Json value) {
    if (value instanceof JsonArray array) {
      return Json.array(array.items().stream().map(SchemaReadsTest::widened).toList());
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    JsonObject.Builder copy = Json.object();
    object.members().forEach((name, member) -> copy.put(name, widened(member)));
    Set<String> names = object.members().keySet();
    boolean map = names.contains("anyKey") || names.stream().allMatch(SchemaReadsTest::isConstant);
    boolean wrapper = names.equals(Set.of("move")) || names.equals(Set.of("stop"));
    if (!map && !wrapper) {
      OTHER_NAMES.stream()
          .filter(name -> !names.contains(name))
          .forEach(name -> copy.put(name, POISON));
    }
    return copy.build();
  }

  private static boolean isConstant(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT)) || name.equals("dark-red");
  }
}
