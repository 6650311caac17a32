package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldListTest {
  @ParameterizedTest
  @MethodSource("golden")
  void parse_eachNotation_becomesItsSchema(String notation, String schema) {
    assertThat(FieldList.parse(notation)).hasToString(schema);
  }

  static Stream<Arguments> golden() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    StringBuilder notation = new StringBuilder();
    try (InputStream in = FieldListTest.class.getResourceAsStream("fields.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("=> ")) {
          cases.add(Arguments.of(notation.toString(), line.substring(3)));
          notation.setLength(0);
        } else if (!line.isBlank() && !line.startsWith("#")) {
          notation.append(line).append('\n');
        }
      }
    }
    assertThat(cases).hasSizeGreaterThan(10);
    return cases.stream();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^",
        "name^",
        "name: ^",
        "name: ^intger",
        "name: string ^x: string",
        "name: string, ^: string",
        "name: string, ^name: string",
        "name: string^? , x: string",
        "a: {b: string^",
        "a: {b: string^]",
        "a: string[^x]",
        "a: string[1..2^",
        "a: integer 1^",
        "a: integer ^..",
        "a: integer ^5..1",
        "a: integer ^0.5..1",
        "a: string ^-1..",
        "a: string[^-2..-1]",
        "a: string[^0.5..]",
        "a: date ^1..2",
        "a: ^string|b",
        "a: b|^date",
        "a: b|^b",
        "a: b|^",
        "a: ^\"never ends",
        "a: ^\"\"",
        "a: string ^string",
        "a: string,^, b: string",
      })
  void parse_mistake_isShownAtItsPlace(String marked) {
    int place = marked.indexOf('^');
    String notation = marked.replace("^", "");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> FieldList.parse(notation))
        .satisfies(
            e -> {
              String[] lines = e.getMessage().split("\n", -1);
              assertThat(lines[0]).startsWith("-F, character " + (place + 1) + ": ");
              assertThat(lines[1]).isEqualTo("  " + notation);
              assertThat(lines[2]).isEqualTo("  " + " ".repeat(place) + "^");
            });
  }

  @Test
  void parse_mistakeInALaterLine_showsThatLine() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> FieldList.parse("name: string,\n\tage: integr,\nx: string"))
        .withMessageContaining("\n  \tage: integr,\n  \t     ^")
        .withMessageContaining("'integr' is no type. Types: string, integer, number, boolean");
  }

  @Test
  void parse_nestedTooDeep_isAMistake() {
    String notation = "a: {".repeat(10_000) + "b: string" + "}".repeat(10_000);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> FieldList.parse(notation))
        .withMessageContaining("nested deeper than 64 levels");
  }
}
