package dev.instructor.contract;

import dev.instructor.provider.ProviderSettings;
import dev.instructor.test.BedrockTwin;
import java.util.Map;
import java.util.Optional;

/** Another family of models, and requests that are signed. */
class BedrockNovaContractTest extends CodecContract {
  BedrockNovaContractTest() {
    super(BedrockTwin.builder(), "bedrock/us.amazon.nova-2-lite-v1:0");
  }

  @Override
  protected ProviderSettings settings(ProviderSettings settings) {
    Map<String, String> environment = BedrockTwin.environment();
    return new ProviderSettings(
        settings.provider(),
        settings.model(),
        Optional.empty(),
        settings.baseUrl(),
        settings.headers(),
        settings.transport(),
        settings.options(),
        name -> Optional.ofNullable(environment.get(name)));
  }
}
