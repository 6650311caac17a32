package dev.instructor.anthropic;

import dev.instructor.chat.ChatModel;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.util.List;

/** Opens Anthropic's models. Thread-safe. */
public final class AnthropicProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public AnthropicProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(Anthropic.VENDOR.info());
  }

  @Override
  public List<ProfileRule> profiles(String provider) {
    return Anthropic.VENDOR.profiles();
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    return new HttpChatModel(
        new MessagesCodec(Anthropic.VENDOR),
        AnthropicEndpoint.of(Anthropic.VENDOR, settings),
        settings.transport().orElseGet(Transport::standard),
        Anthropic.VENDOR.profile(settings.model()));
  }
}
