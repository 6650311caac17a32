package dev.instructor.contract;

import dev.instructor.provider.ProviderSettings;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.ProviderContract;

class VertexContractTest extends ProviderContract {
  VertexContractTest() {
    super(GoogleTwin.builder(), "vertexai/gemini-2.5-flash");
  }

  @Override
  protected ProviderSettings settings(ProviderSettings settings) {
    return settings.withOption("project", "my-project");
  }
}
