package dev.instructor.benchmarks;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.schema.SchemaDialects;
import java.util.List;

/**
 * Opens {@code ready/any}, which answers at once: Jason is 25. What is asked makes no difference.
 */
public final class ReadyProvider implements ModelProvider {
  private static final String NAME = "ready";
  private static final List<Mode> MODES = List.of(Mode.TOOLS, Mode.JSON_SCHEMA);

  /** Creates a provider. */
  public ReadyProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(new VendorInfo(NAME, List.of(), false, "", List.of(), MODES));
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    return new RepeatingModel(
        ModelProfile.of(NAME, settings.model(), SchemaDialects.plain(), MODES),
        "{\"name\":\"Jason\",\"age\":25}");
  }
}
