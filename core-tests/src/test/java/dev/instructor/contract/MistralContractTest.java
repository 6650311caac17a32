package dev.instructor.contract;

import dev.instructor.test.MistralTwin;
import java.util.Optional;

class MistralContractTest extends CodecContract {
  MistralContractTest() {
    super(MistralTwin.builder(), "mistral/magistral-medium-latest");
  }

  @Override
  protected Optional<String> reasoningEffort() {
    return Optional.of("high");
  }

  @Override
  protected boolean marksRefusals() {
    return false;
  }
}
