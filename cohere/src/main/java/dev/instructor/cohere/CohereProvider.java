package dev.instructor.cohere;

import dev.instructor.chat.ChatModel;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.util.List;

/** Opens Cohere's models. Thread-safe. */
public final class CohereProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public CohereProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(Cohere.VENDOR.info());
  }

  @Override
  public List<ProfileRule> profiles(String provider) {
    return Cohere.VENDOR.profiles();
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    Endpoint endpoint = Cohere.VENDOR.endpoint(settings);
    return new HttpChatModel(
        new ChatCodec(Cohere.VENDOR),
        // The vendor's SDK takes an address without a version; one with it works too.
        endpoint.withBaseUrl(endpoint.baseUrl().replaceFirst("/v[12]$", "")),
        settings.transport().orElseGet(Transport::standard),
        Cohere.VENDOR.profile(settings.model()));
  }
}
