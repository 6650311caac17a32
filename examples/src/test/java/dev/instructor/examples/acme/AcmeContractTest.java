package dev.instructor.examples.acme;

import dev.instructor.test.FormatTwin;
import dev.instructor.test.ProviderContract;
import java.util.Optional;

class AcmeContractTest extends ProviderContract {
  AcmeContractTest() {
    super(FormatTwin.of(new AcmeFormat(), "acme/large"), "acme/large");
  }

  @Override
  protected Optional<String> reasoningEffort() {
    return Optional.empty();
  }
}
