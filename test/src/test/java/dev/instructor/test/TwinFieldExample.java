package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run by {@link ProviderTwinTest} alone. */
class TwinFieldExample {
  @RegisterExtension
  static final TwinExtension TWIN = TwinExtension.of(OpenAiTwin.builder().models("gpt-5-mini"));

  @Test
  void modelUnknown(OpenAiTwin twin) throws Exception {
    assertThat(new TwinClient(twin).post(TwinClient.REQUEST).statusCode()).isEqualTo(404);
  }
}
