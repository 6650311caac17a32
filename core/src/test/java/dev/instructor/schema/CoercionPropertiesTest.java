package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of the coercion for every schema and every value. */
class CoercionPropertiesTest {
  private static final int SCHEMAS = 500;

  @Test
  void read_validValue_isTheValueItself() {
    int valid = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas source = new RandomSchemas(seed, seed % 2 == 0);
      JsonSchema schema = JsonSchema.of(source.schema());
      for (int i = 0; i < 6; i++) {
        Json value = source.value(schema.document(), schema.document(), 4);
        if (schema.check(value).isEmpty()) {
          valid++;
          Reading.Result result = Reading.of(schema).readValue(value);
          assertThat(result.value()).containsSame(value);
          assertThat(result.repairs()).isEmpty();
        }
      }
    }
    assertThat(valid).isGreaterThan(SCHEMAS);
  }

  @Test
  void probe_ofTheWholeSchema_agreesWithTheCheck() {
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas source = new RandomSchemas(seed, false);
      JsonSchema schema = JsonSchema.of(source.schema());
      CheckedParts.Probe probe = schema.checkedParts().probe();
      for (int i = 0; i < 6; i++) {
        Json value = source.value(schema.document(), schema.document(), 4);
        assertThat(probe.accepts("", value))
            .as("%s of %s", value, schema)
            .isEqualTo(schema.check(value).isEmpty());
      }
    }
  }

  @Test
  void read_messyValue_isValidOrAProblemAndStaysWhatItIs() {
    int recovered = 0;
    int messy = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas source = new RandomSchemas(seed, seed % 2 == 0);
      JsonSchema schema = JsonSchema.of(source.schema());
      Reading reading = Reading.of(schema);
      Mess mess = new Mess(new Random(seed));
      for (int i = 0; i < 6; i++) {
        Json said = mess.of(source.value(schema.document(), schema.document(), 4));
        if (schema.check(said).isEmpty()) {
          continue;
        }
        messy++;
        Reading.Result result = reading.readValue(said);
        String where = "seed " + seed + ": " + said + " as " + schema;
        Json value = result.value().orElseThrow();
        assertThat(result.problems()).as(where).isEqualTo(schema.check(value));
        assertThat(result.isValid() && result.repairs().isEmpty()).as(where).isFalse();
        Reading.Result again = reading.readValue(value);
        if (result.isValid()) {
          recovered++;
          assertThat(again.value()).as(where).containsSame(value);
          assertThat(again.repairs()).as(where).isEmpty();
        }
        assertThat(reading.readValue(said).value()).as(where).contains(value);
        Reading.Result strict = reading.refusing(EnumSet.allOf(Repair.Kind.class)).readValue(said);
        assertThat(strict.value()).as(where).containsSame(said);
        assertThat(strict.isValid()).as(where).isFalse();
      }
    }
    assertThat(messy).isGreaterThan(SCHEMAS);
    assertThat(recovered).isGreaterThan(messy / 4);
  }

  /** Writes values as a careless model would. */
  private record Mess(Random random) {
    Json of(Json value) {
      Json inside = inside(value);
      return switch (random.nextInt(12)) {
        case 0 -> Json.object().put("result", inside).build();
        case 1 -> Json.array(List.of(inside));
        case 2 -> Json.of(inside.toString());
        case 3 -> Json.object().put("name", "f").put("arguments", inside).build();
        default -> inside;
      };
    }

    private Json inside(Json value) {
      if (value instanceof JsonObject object) {
        Map<String, Json> members = new LinkedHashMap<>();
        object.members().forEach((name, member) -> members.put(name(name), of(member)));
        return JsonObject.of(members);
      } else if (value instanceof JsonArray array) {
        List<Json> items = new ArrayList<>();
        array.items().forEach(item -> items.add(of(item)));
        return items.size() == 1 && random.nextBoolean() ? items.get(0) : Json.array(items);
      } else if (value instanceof JsonNumber number) {
        return random.nextBoolean() ? Json.of(number.literal() + " kg") : value;
      } else if (value instanceof JsonBoolean) {
        return Json.of(value.equals(Json.of(true)) ? "Yes" : "no.");
      } else if (value instanceof JsonString text) {
        return Json.of(text.value().toUpperCase(Locale.ROOT));
      }
      return random.nextBoolean() ? Json.of("N/A") : value;
    }

    private String name(String name) {
      return random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name;
    }
  }
}
