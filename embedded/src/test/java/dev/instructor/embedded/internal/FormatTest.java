package dev.instructor.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email|Write to jo.v@fjordmail.no.|jo.v@fjordmail.no",
        "uri|see https://example.com/a?b=1.|https://example.com/a?b=1",
        "uuid|id 123e4567-e89b-12d3-a456-426614174000 ok|123e4567-e89b-12d3-a456-426614174000",
        "ipv4|host 10.0.0.1 is up|10.0.0.1",
        "date|on February 17, 2021.|2021-02-17",
        "date|on 3 May 2024|2024-05-03",
        "date|the 21st of June 1999|1999-06-21",
        "date|due 2025-10-12|2025-10-12",
        "date|on 3/4/2025|2025-03-04",
        "date|on 13/4/2025|2025-04-13",
        "date|am 3.4.2025|2025-04-03",
        "date|on March 3rd, 2024.|2024-03-03",
        "date|on Monday, 3-Mar-2024|2024-03-03",
        "date|on 2024/3/9|2024-03-09",
        "date|on 3/4/25 or 1.2.99|2025-03-041999-02-01",
        "date|on October 12|''",
        "date|on February 30, 2021|''",
        "time|at 10:30Z sharp|10:30:00Z",
        "time|at 10:30|''",
        "date-time|at 2025-03-03T10:00:00Z today|2025-03-03T10:00:00Z",
        "date-time|at 2025-03-03 10:00|''",
        "date-time|at 2025-03-03 10:00 UTC|2025-03-03T10:00:00Z",
        "date-time|at 2025-03-03 15:00 GMT|2025-03-03T15:00:00Z",
      })
  void find_textWithValue_givesItInTheFormOfTheFormat(String name, String text, String expected) {
    assertThat(values(Format.named(name).orElseThrow(), text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOCAL_TIME|at 3:30 pm|15:30:00",
        "LOCAL_TIME|at 12 a.m. exactly|00:00:00",
        "LOCAL_TIME|at noon|12:00:00",
        "LOCAL_TIME|at 25:00|''",
        "LOCAL_DATE_TIME|on March 3, 2025 at 3:30 pm|2025-03-03T15:30:00",
        "LOCAL_DATE_TIME|2025-03-03T08:00|2025-03-03T08:00:00",
      })
  void find_timeWithoutOffset_makesNoneUp(Format format, String text, String expected) {
    assertThat(values(format, text)).isEqualTo(expected);
  }

  @Test
  void spelledOutBy_patternOfLocalTimes_isKnown() {
    Pattern times = Pattern.compile("^\\d{2}:\\d{2}(:\\d{2})?$");

    assertThat(Format.spelledOutBy(text -> times.matcher(text).find()))
        .isEqualTo(Optional.of(Format.LOCAL_TIME));
    assertThat(Format.spelledOutBy(text -> true)).isEmpty();
  }

  private static String values(Format format, String text) {
    return format.find(text).stream()
        .map(found -> found.value().asText().orElseThrow())
        .reduce("", (a, b) -> a + b);
  }
}
