package dev.instructor.openai;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens the models of all vendors that speak OpenAI's chat completions or its Responses API: the
 * latter is meant by {@code openai-responses/…}, and by the option {@code api} = {@code responses}
 * (else {@code chat}) of vendors that have both. Thread-safe.
 */
public final class OpenAiProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public OpenAiProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return all().map(Vendor::info).toList();
  }

  @Override
  public List<ProfileRule> profiles(String provider) {
    return all()
        .filter(vendor -> vendor.name().equals(provider))
        .flatMap(vendor -> vendor.profiles().stream())
        .toList();
  }

  private static Stream<Vendor> all() {
    return Stream.concat(
        Vendors.ALL.stream().map(OpenAiVendor::vendor), Stream.of(ResponsesVendors.OWN));
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    return ResponsesVendors.open(settings).orElseGet(() -> chat(settings));
  }

  private static ChatModel chat(ProviderSettings settings) {
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
