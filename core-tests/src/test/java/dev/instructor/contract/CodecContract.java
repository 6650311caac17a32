package dev.instructor.contract;

import dev.instructor.golden.GoldenTypes;
import dev.instructor.golden.Samples;
import dev.instructor.test.ContractCase;
import dev.instructor.test.ProviderContract;
import dev.instructor.test.TwinBuilder;
import java.util.List;
import java.util.stream.Stream;

/** The contract with the golden types besides its own. */
abstract class CodecContract extends ProviderContract {
  CodecContract(TwinBuilder<?, ?> twin, String providerAndModel) {
    super(twin, providerAndModel);
  }

  @Override
  protected List<ContractCase> types() {
    Stream<ContractCase> golden =
        GoldenTypes.all().stream()
            .map(
                type ->
                    new ContractCase(
                        type.name(), type.shape(), Samples.of(type.schema().document(), 0)));
    return Stream.concat(super.types().stream(), golden).toList();
  }
}
