package dev.instructor.google;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Opens Google's models, through the Gemini API and through Vertex AI, and Claude through Vertex
 * AI. Thread-safe.
 */
public final class GoogleProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public GoogleProvider() {}

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
        Vendors.ALL.stream().map(Vendors.Service::vendor),
        Stream.of(Vendors.claude(Vendors.CLAUDE)));
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    if (isClaude(settings)) {
      return claude(settings);
    }
    Vendors.Service service =
        Vendors.ALL.stream()
            .filter(s -> s.vendor().name().equals(settings.provider()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s is no name of Google's models; write google/MODEL or vertexai/MODEL"
                            .formatted(settings.provider())));
    Vendor vendor = service.vendor();
    ProviderSettings keyed =
        vendor.name().equals(VertexEndpoint.NAME) ? withToken(settings, vendor) : settings;
    return model(
        new GenerateContentCodec(vendor),
        service.endpoint().apply(vendor, keyed),
        keyed,
        vendor.profile(settings.model()));
  }

  private static boolean isClaude(ProviderSettings settings) {
    return settings.provider().equals(Vendors.CLAUDE)
        || (settings.provider().equals(VertexEndpoint.NAME)
            && settings.model().toLowerCase(Locale.ROOT).startsWith("claude"));
  }

  private static ChatModel claude(ProviderSettings settings) {
    Vendor vendor = Vendors.claude(settings.provider());
    ProviderSettings keyed = withToken(settings, vendor);
    ModelProfile known = vendor.profile(ClaudeCodec.anthropicName(settings.model()));
    return model(
        new ClaudeCodec(vendor),
        VertexEndpoint.ofClaude(vendor, keyed),
        keyed,
        known.withModel(settings.model()));
  }

  /** Looks for credentials where no token is given. */
  private static ProviderSettings withToken(ProviderSettings settings, Vendor vendor) {
    boolean given =
        settings.apiKey().isPresent()
            || vendor.keyVariables().stream()
                .anyMatch(
                    variable ->
                        settings
                            .environment()
                            .apply(variable)
                            .filter(token -> !token.isBlank())
                            .isPresent());
    return given ? settings : settings.withApiKey(ApplicationDefault.key(settings));
  }

  private static ChatModel model(
      WireCodec codec, Endpoint endpoint, ProviderSettings settings, ModelProfile profile) {
    return new HttpChatModel(
        codec, endpoint, settings.transport().orElseGet(Transport::standard), profile);
  }
}
