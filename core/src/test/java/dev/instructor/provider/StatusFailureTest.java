package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.ProviderException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFailureTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static HttpHeaders headers(String... namesAndValues) {
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After    | 7                             | PT7S",
        "Retry-After    | 0.5                           | PT0.5S",
        "Retry-After    | -3                            | PT0S",
        "Retry-After    | 99999999999999999999999999    | PT24H",
        "Retry-After    | Infinity                      | PT24H",
        "retry-after-ms | 1500                          | PT1.5S",
        "retry-after-ms | -1                            | PT0S",
        "Retry-After    | Sun, 22 Nov 2026 12:00:30 GMT | PT30S",
        "Retry-After    | Sun, 22 Nov 2026 11:00:00 GMT | PT0S",
        "Retry-After    | Thu, 22 Nov 2035 12:00:00 GMT | PT24H",
      })
  void retryAfter_everyForm_isRead(String name, String value, Duration expected) {
    assertThat(StatusFailure.retryAfter(headers(name, value), NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"soon", "NaN", "''", "2026-11-22"})
  void retryAfter_noSuchThing_isNothing(String value) {
    assertThat(StatusFailure.retryAfter(headers("Retry-After", value), NOW)).isNull();
  }

  @Test
  void retryAfter_bothHeaders_millisecondsWin() {
    assertThat(StatusFailure.retryAfter(headers("Retry-After", "9", "retry-after-ms", "20"), NOW))
        .isEqualTo(Duration.ofMillis(20));
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "401, false",
    "404, false",
    "408, true",
    "409, true",
    "422, false",
    "429, true",
    "500, true",
    "502, true",
    "503, true",
    "529, true",
  })
  void of_status_tellsWhetherARepetitionMayHelp(int status, boolean expected) {
    HttpReply reply = new HttpReply(status, headers(), "");

    assertThat(StatusFailure.of("acme", status, reply).build().retryable()).isEqualTo(expected);
  }

  @Test
  void of_serverSaysWhetherToRetry_isBelieved() {
    HttpReply no = new HttpReply(500, headers("x-should-retry", "false"), "");
    HttpReply yes = new HttpReply(400, headers("x-should-retry", "true"), "");

    assertThat(StatusFailure.of("acme", 500, no).build().retryable()).isFalse();
    assertThat(StatusFailure.of("acme", 400, yes).build().retryable()).isTrue();
  }

  @Test
  void of_headers_areKept() {
    HttpReply reply =
        new HttpReply(429, headers("x-request-id", "req_1", "Retry-After", "2"), "the body");
    ProviderException failure = StatusFailure.of("acme", 429, reply).build();

    assertThat(failure.requestId()).contains("req_1");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(failure.body()).contains("the body");
    assertThat(failure).hasMessage("acme: HTTP 429 [request req_1]");
  }

  @Test
  void of_errorWithinASuccess_ignoresRetryAfter() {
    HttpReply reply = new HttpReply(200, headers("Retry-After", "2"), "");

    assertThat(StatusFailure.of("acme", 200, reply).build().retryAfter()).isEmpty();
  }
}
