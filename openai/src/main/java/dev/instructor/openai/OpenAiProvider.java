package dev.instructor.openai;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import java.util.List;

/** Opens the models of all vendors that speak OpenAI's chat completions. Thread-safe. */
public final class OpenAiProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public OpenAiProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return Vendors.ALL.stream().map(vendor -> vendor.vendor().info()).toList();
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    return Vendors.ALL.stream()
        .filter(vendor -> vendor.vendor().name().equals(settings.provider()))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s is no vendor that speaks chat completions; for a server of your own write openai-compatible/MODEL with a base URL"
                        .formatted(settings.provider())))
        .open(settings);
  }
}
