package dev.instructor.contract;

import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderContract;
import java.util.Optional;

/** A server that is merely compatible with OpenAI. */
class CompatibleContractTest extends ProviderContract {
  CompatibleContractTest() {
    super(OpenAiTwin.builder().compatible(), "openai-compatible/m");
  }

  @Override
  protected Optional<String> reasoningEffort() {
    return Optional.empty();
  }
}
