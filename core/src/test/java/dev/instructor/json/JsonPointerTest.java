package dev.instructor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {
  private static final Json VALUE =
      Json.parse("{\"a\":[1,[2]],\"\":{\"\":3},\"x/y\":4,\"~1\":5,\"0\":6,\"b\":{\"01\":7}}");

  @ParameterizedTest
  @CsvSource({
    "/a/0, 1",
    "/a/1/0, 2",
    "/, '{\"\":3}'",
    "//, 3",
    "/x~1y, 4",
    "/~01, 5",
    "/0, 6",
    "/b/01, 7"
  })
  void at_placeThatIsThere_isItsValue(String pointer, String json) {
    assertThat(VALUE.at(pointer)).contains(Json.parse(json));
    assertThat(JsonPointer.parse(pointer)).hasToString(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/2",
        "/a/",
        "/a/-",
        "/a/-1",
        "/a/00",
        "/a/01",
        "/a/1.0",
        "/a/ 1",
        "/a/١",
        "/a/9999999999",
        "/a/0/x",
        "/c",
        "/a/1/0/",
        "/x/y"
      })
  void at_placeThatIsNotThere_isEmpty(String pointer) {
    assertThat(VALUE.at(pointer)).isEmpty();
  }

  @Test
  void parse_textWithoutASlash_isRefused() {
    assertThatThrownBy(() -> JsonPointer.parse("a")).isInstanceOf(IllegalArgumentException.class);
    assertThat(JsonPointer.parse("").segments()).isEmpty();
  }
}
