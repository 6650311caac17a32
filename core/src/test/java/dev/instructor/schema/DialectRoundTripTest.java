package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialectRoundTripTest {
  private static final int SCHEMAS = 600;

  static List<SchemaDialect> dialects() {
    return SchemaDialects.all();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void restore_adaptedAndOriginalForm_giveTheValue(SchemaDialect dialect) {
    int values = 0;
    int strict = 0;
    int changed = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas source = new RandomSchemas(seed, true);
      JsonSchema schema = JsonSchema.of(source.schema());
      AdaptedSchema adapted = dialect.adapt(schema);
      JsonSchema sentSchema = JsonSchema.of(adapted.schema());
      strict += adapted.strict() ? 1 : 0;
      for (int i = 0; i < 6; i++) {
        Json value = source.value(schema.document(), schema.document(), 4);
        if (!schema.check(value).isEmpty()) {
          continue;
        }
        values++;
        Json sent = adapt(adapted, value);
        changed += sent.sameAs(value) ? 0 : 1;
        String where = "seed " + seed + " " + schema + "\nas " + adapted.schema() + "\n" + value;
        assertThat(sentSchema.check(sent)).as(where + "\n" + sent).isEmpty();
        Json back = adapted.restoration().restore(sent);
        // A property that may be absent or null comes back as null: for the schema both are one.
        assertThat(withoutNulls(back).sameAs(withoutNulls(value)))
            .as(where + "\n" + sent + "\n" + back)
            .isTrue();
        assertThat(schema.check(back)).as(where + "\n" + back).isEmpty();
        Json kept = adapted.restoration().restore(value);
        assertThat(kept.sameAs(value)).as(where + "\n" + kept).isTrue();
        assertThat(adapted.restoration().restore(back).sameAs(back)).as(where).isTrue();
      }
    }
    assertThat(values).isGreaterThan(SCHEMAS);
    if (dialect == SchemaDialects.gemini()) {
      assertThat(strict).isGreaterThan(SCHEMAS * 99 / 100);
    } else {
      assertThat(changed).isPositive();
    }
    if (dialect == SchemaDialects.openAiStrict()) {
      assertThat(strict).isGreaterThan(SCHEMAS * 9 / 10);
    }
  }

  private static Json withoutNulls(Json value) {
    if (value instanceof JsonObject object) {
      JsonObject.Builder rest = Json.object();
      object
          .members()
          .forEach(
              (name, member) -> {
                if (!member.isNull()) {
                  rest.put(name, withoutNulls(member));
                }
              });
      return rest.build();
    }
    return value instanceof JsonArray array
        ? Json.array(array.items().stream().map(DialectRoundTripTest::withoutNulls).toList())
        : value;
  }

  /** Writes a value as a model would that keeps to what was sent. */
  private static Json adapt(AdaptedSchema adapted, Json value) {
    JsonObject sent = adapted.schema();
    // This one changes nothing but the root.
    boolean strict = adapted.strict() && !adapted.dialect().equals("gemini");
    if (adapted.restoration() instanceof RootShape.Unwrapping wrapped) {
      JsonObject root =
          sent.at("/properties/" + wrapped.name()).orElseThrow().asObject().orElseThrow();
      return Json.object().put(wrapped.name(), adapt(sent, root, value, strict)).build();
    }
    return adapt(sent, sent, value, strict);
  }

  private static Json adapt(JsonObject document, JsonObject schema, Json value, boolean strict) {
    if (!strict) {
      return value;
    }
    if (schema.has("$ref")) {
      String pointer = schema.text("$ref").orElseThrow().substring(1);
      return adapt(
          document, document.at(pointer).orElseThrow().asObject().orElseThrow(), value, true);
    }
    for (Json branch : schema.items("anyOf")) {
      Json tried = adapt(document, branch.asObject().orElseThrow(), value, true);
      if (JsonSchema.of(SchemaSupport.standalone(document, branch.asObject().orElseThrow()))
          .check(tried)
          .isEmpty()) {
        return tried;
      }
    }
    JsonObject values = schema.object("additionalProperties").orElse(JsonObject.empty());
    if (!values.members().isEmpty() && value instanceof JsonObject map) {
      JsonObject.Builder all = Json.object();
      map.members().forEach((key, each) -> all.put(key, adapt(document, values, each, true)));
      return all.build();
    }
    if (schema.has("prefixItems") && value instanceof JsonArray tuple) {
      List<Json> all = new ArrayList<>();
      for (Json item : tuple.items()) {
        JsonObject kind = schema.items("prefixItems").get(all.size()).asObject().orElseThrow();
        all.add(adapt(document, kind, item, true));
      }
      return Json.array(all);
    }
    boolean array = schema.text("type").filter("array"::equals).isPresent();
    JsonObject items = schema.object("items").orElse(JsonObject.empty());
    if (array && value instanceof JsonObject map && items.at("/properties/value").isPresent()) {
      List<Json> entries = new ArrayList<>();
      map.members()
          .forEach(
              (key, each) ->
                  entries.add(
                      Json.object()
                          .put("key", key)
                          .put(
                              "value",
                              adapt(
                                  document,
                                  items
                                      .at("/properties/value")
                                      .orElseThrow()
                                      .asObject()
                                      .orElseThrow(),
                                  each,
                                  true))
                          .build()));
      return Json.array(entries);
    }
    if (array && value instanceof JsonArray list) {
      return Json.array(
          list.items().stream().map(item -> adapt(document, items, item, true)).toList());
    }
    if (schema.has("properties") && value instanceof JsonObject object) {
      JsonObject.Builder all = Json.object();
      schema
          .object("properties")
          .orElseThrow()
          .members()
          .forEach(
              (name, property) -> {
                Json member = object.get(name).orElse(Json.ofNull());
                // What is not required is left out, rather than null.
                if (!member.isNull() || schema.items("required").contains(Json.of(name))) {
                  all.put(
                      name,
                      object.has(name)
                          ? adapt(document, property.asObject().orElseThrow(), member, true)
                          : member);
                }
              });
      object
          .members()
          .forEach(
              (name, v) -> {
                if (!schema.object("properties").orElseThrow().has(name)) {
                  all.put(name, v);
                }
              });
      return all.build();
    }
    return value;
  }
}
