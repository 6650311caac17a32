package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.schema.internal.TokenCheck;
import dev.instructor.shape.BindingException;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.shape.internal.DirectBinder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is bound from tokens is what is bound from the tree. */
class DirectBindingTest {
  private static final int SCHEMAS = 1_500;

  private final DirectBinder<Anything> binder =
      (DirectBinder<Anything>) JacksonBinder.standard().plan(Shape.of(Anything.class)).binder();

  /** Whatever it is. */
  @SchemaOf("{}")
  record Anything(Object value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Anything {}
  }

  static List<SchemaDialect> dialects() {
    return SchemaDialects.all();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void bindDirectly_randomAnswers_givesTheTreesValueOrNothing(SchemaDialect dialect) {
    int right = 0;
    int direct = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas source = new RandomSchemas(seed, seed % 3 != 0);
      JsonSchema schema = JsonSchema.of(source.schema());
      AdaptedSchema adapted = dialect.adapt(schema);
      Optional<TokenCheck> check = schema.tokenCheck(adapted.restoration(), false);
      Random random = new Random(seed);
      for (int i = 0; check.isPresent() && i < 12; i++) {
        Json value = source.value(schema.document(), schema.document(), 4);
        if (adapted.restoration() instanceof RootShape.Unwrapping wrapping && i % 3 > 0) {
          value = Json.object().put(wrapping.name(), value).build();
        }
        String text = new Spelling(random, i % 2 == 1).of(value);
        Object expected = throughTree(schema, adapted.restoration(), text);
        DirectBinder.Bound<Anything> bound = binder.bindDirectly(text, check.get());
        if (bound != null) {
          String where = "seed " + seed + " " + schema + "\nas " + adapted.schema() + "\n" + text;
          assertThat(bound.value().value()).as(where).isEqualTo(expected);
          assertThat(bound.array()).as(where).isEqualTo(expected instanceof List);
        }
        right += i % 2 == 0 && (expected instanceof List || expected instanceof Map) ? 1 : 0;
        direct += i % 2 == 0 && bound != null ? 1 : 0;
      }
    }
    // What is left over: names twice, and schemas that allow more than they name.
    assertThat(right).isGreaterThan(SCHEMAS / 2);
    assertThat(direct).isGreaterThan(right * 2 / 3);
  }

  private @Nullable Object throughTree(JsonSchema schema, String text) {
    return throughTree(schema, json -> json, text);
  }

  private @Nullable Object throughTree(
      JsonSchema schema, AdaptedSchema.Restoration restoration, String text) {
    try {
      Json value = restoration.restore(Json.parse(text));
      return schema.check(value).isEmpty() ? binder.bind(value).value() : null;
    } catch (InvalidJsonException | BindingException wrong) {
      return null;
    }
  }

  private static TokenCheck check(String schema) {
    return JsonSchema.parse(schema.replace('\'', '"'))
        .tokenCheck(Restorer.SAME.restoration(), false)
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1,'a':2}",
        "{'a':1,'b':2}",
        "{'a':1} ",
        "{'a':1}x",
        "{'a':1,}",
        "{'a' 1}",
        "{a:1}",
        "{'a':01}",
        "{'a':1.}",
        "{'a':.5}",
        "{'a':+1}",
        "{'a':1e}",
        "{'a':1e99999999999}",
        "{'a':'\n'}",
        "{'a':'\\x'}",
        "{'a':'\\u12g4'}",
        "{'a':nul}",
        "{'a':truee}",
        "{'a':1",
        "{'a':'",
        "{'a':[1}",
        "{'a':{'b':]}}",
        "{'a':1]",
        "{'a':NaN}",
        "{'a':1/**/}",
        "\uFEFF{'a':1}",
        "{'a':1\u00a0}",
        "{'a':1\f}",
        "{'a':1\0}",
        "{'a\0':1}",
        "{}",
        "",
        " ",
        "{'a':1}{'a':1}"
      })
  void bindDirectly_notStrictOrNotRight_givesNothingThatTheTreeDoesNot(String answer)
      throws BindingException {
    String text = answer.replace('\'', '"');
    DirectBinder.Bound<Anything> bound =
        binder.bindDirectly(
            text, check("{'type':'object','properties':{'a':{}},'required':['a']}"));

    if (bound != null) {
      assertThat(bound.value().value()).isEqualTo(binder.bind(Json.parse(text)).value());
    } else {
      assertThat(answer).isNotEqualTo("{'a':1} ");
    }
  }

  @Test
  void bindDirectly_nameThatIsNotKnown_isTakenUnlessItMayBeAnAlias() throws BindingException {
    JsonSchema schema =
        JsonSchema.parse("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}");
    String text = "{\"a\":1,\"b\":{\"c\":[2.0,{}]},\"d\":null}";

    DirectBinder.Bound<Anything> bound =
        binder.bindDirectly(
            text, schema.tokenCheck(Restorer.SAME.restoration(), false).orElseThrow());

    assertThat(bound).isNotNull();
    assertThat(bound.value()).isEqualTo(binder.bind(Json.parse(text)));
    assertThat(
            binder.bindDirectly(
                text, schema.tokenCheck(Restorer.SAME.restoration(), true).orElseThrow()))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"b\":1,\"b\":1}",
        "{\"m\":{\"b\":1,\"b\":1}}"
      })
  void bindDirectly_nameTwice_isLeftToTheTree(String text) {
    TokenCheck check =
        check(
            "{'type':'object','properties':{'a':{'type':'integer'},'m':{'type':'object',"
                + "'additionalProperties':{'type':'integer'}}}}");

    assertThat(binder.bindDirectly(text, check)).isNull();
    assertThat(binder.bindDirectly("{\"a\":1,\"b\":1,\"m\":{\"b\":1}}", check)).isNotNull();
  }

  @Test
  void bindDirectly_mapSentAsListThatMayBeNull_isRestored() {
    JsonSchema schema =
        JsonSchema.parse(
            """
            {"type": "object", "required": ["m"], "additionalProperties": false, "properties":
             {"m": {"anyOf": [{"type": "object", "additionalProperties": {"type": "integer"}},
                              {"type": "null"}]}}}
            """);
    AdaptedSchema adapted = SchemaDialects.openAiStrict().adapt(schema);
    TokenCheck check = schema.tokenCheck(adapted.restoration(), false).orElseThrow();

    assertThat(adapted.strict()).isTrue();
    assertThat(binder.bindDirectly("{\"m\":[{\"key\":\"x\",\"value\":1}]}", check))
        .isEqualTo(new DirectBinder.Bound<>(new Anything(Map.of("m", Map.of("x", 1))), false));
    assertThat(binder.bindDirectly("{\"m\":null}", check)).isNotNull();
    assertThat(binder.bindDirectly("{\"m\":[{\"key\":\"x\",\"value\":\"1\"}]}", check)).isNull();
  }

  @Test
  void bindDirectly_nameWithAQuote_isTakenOnlyWithItsEscape() {
    TokenCheck check = check("{'type':'object','properties':{'a\\'b':{'type':'integer'}}}");

    assertThat(binder.bindDirectly("{\"a\\\"b\":1}", check)).isNotNull();
    assertThat(binder.bindDirectly("{\"a\"b\":1}", check)).isNull();
  }

  @Test
  void bindDirectly_numbers_areExact() {
    TokenCheck check =
        check("{'type':'array','items':{'anyOf':[{'type':'number'},{'type':'null'}]}}");
    String numbers =
        "[0, -0, 7.0, 1e3, 0.1, 12.50, 123456789012345678, 1234567890123456789012, -1E-2,"
            + "0.30000000000000000000000000000000004, 9007199254740993, 2147483648, null]";

    DirectBinder.Bound<Anything> bound = binder.bindDirectly(numbers, check);

    assertThat(bound).isNotNull();
    assertThat(bound.value().value()).isEqualTo(throughTree(JsonSchema.parse("{}"), numbers));
    assertThat(bound.value().value())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .contains(0, 7, new BigDecimal("12.50"), 123456789012345678L, 2147483648L);
  }

  @Test
  void bindDirectly_tooDeep_isLeftToTheTree() {
    String schema =
        "{'$ref':'#/$defs/L','$defs':{'L':{'type':'array','items':{'$ref':'#/$defs/L'}}}}";

    assertThat(binder.bindDirectly("[".repeat(500) + "]".repeat(500), check(schema))).isNotNull();
    assertThat(binder.bindDirectly("[".repeat(950) + "]".repeat(950), check(schema))).isNull();
    assertThat(binder.bindDirectly("[".repeat(100_000), check(schema))).isNull();
  }

  /** Writes JSON as a model might, and with {@code faults} as it should not. */
  private record Spelling(Random random, boolean faults) {
    String of(Json value) {
      StringBuilder text = new StringBuilder();
      write(value, text);
      if (faults && random.nextInt(3) == 0 && text.length() > 0) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[],:\"\\0e-.n ".charAt(random.nextInt(14)));
          default -> text.setLength(at);
        }
      }
      return text.toString();
    }

    private void write(Json value, StringBuilder text) {
      blanks(text);
      if (value instanceof JsonObject object) {
        text.append('{');
        String between = "";
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          text.append(between);
          string(member.getKey(), text);
          blanks(text);
          text.append(':');
          write(member.getValue(), text);
          between = ",";
          if (faults && random.nextInt(12) == 0) {
            text.append(",").append(Json.of(member.getKey())).append(":");
            write(random.nextBoolean() ? Json.ofNull() : member.getValue(), text);
          }
        }
        blanks(text);
        text.append('}');
      } else if (value instanceof JsonArray array) {
        text.append('[');
        String between = "";
        for (Json item : array.items()) {
          text.append(between);
          write(item, text);
          between = ",";
        }
        blanks(text);
        text.append(']');
      } else if (value instanceof JsonString string) {
        string(string.value(), text);
      } else if (value instanceof JsonNumber number && random.nextInt(3) == 0) {
        String[] forms = {number + "0", number + ".0", number + "e0", number + "E+2", "-" + number};
        text.append(forms[random.nextInt(forms.length)]);
      } else {
        text.append(value);
      }
      blanks(text);
    }

    private void string(String value, StringBuilder text) {
      if (random.nextInt(3) > 0) {
        text.append(Json.of(value));
        return;
      }
      text.append('"');
      for (int i = 0; i < value.length(); i++) {
        text.append(String.format(java.util.Locale.ROOT, "\\u%04X", (int) value.charAt(i)));
      }
      text.append('"');
    }

    private void blanks(StringBuilder text) {
      if (random.nextInt(6) == 0) {
        text.append(" \n\t\r".charAt(random.nextInt(4)));
      }
    }
  }
}
