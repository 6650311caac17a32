package dev.instructor.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedDataTest {
  @Test
  void cassettes_areAllRead() {
    assertThat(SharedData.cassettes())
        .hasSizeGreaterThan(800)
        .allSatisfy(cassette -> assertThat(cassette.status()).isBetween(200, 599))
        .extracting(Cassette::id)
        .doesNotHaveDuplicates();
    assertThat(SharedData.cassettes("openai-chat"))
        .anyMatch(cassette -> cassette.request().isPresent() && cassette.body().length > 0);
  }
}
