package dev.instructor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "[-1E+99999999999]", "{\"a\":1e-99999999999}"})
  void parse_exponentBeyondEveryRange_isInvalidJson(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-0.0", "12345678901234567890.50"})
  void parse_oddNumber_isKeptAsWritten(String text) {
    assertThat(Json.parse(text)).hasToString(text);
  }
}
