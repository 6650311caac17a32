package dev.instructor.ollama;

import dev.instructor.chat.ChatModel;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.util.List;

/**
 * Opens the models of an Ollama server. A base URL that ends in {@code /v1} means the server's
 * OpenAI form, which the module {@code instructor-openai} speaks. Thread-safe.
 */
public final class OllamaProvider implements ModelProvider {
  private static final String OPENAI_FORM = "ollama-openai";

  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public OllamaProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(Ollama.VENDOR.info());
  }

  @Override
  public List<ProfileRule> profiles(String provider) {
    return Ollama.VENDOR.profiles();
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    if (OllamaEndpoint.isOpenAiForm(settings)) {
      return ModelProviders.open(openAiForm(settings));
    }
    Endpoint endpoint = OllamaEndpoint.of(settings);
    return new HttpChatModel(
        new ChatCodec(Ollama.VENDOR),
        endpoint,
        settings.transport().orElseGet(Transport::standard),
        Ollama.profile(settings.model(), endpoint.baseUrl()),
        Ollama.VENDOR);
  }

  private static ProviderSettings openAiForm(ProviderSettings settings) {
    return new ProviderSettings(
            OPENAI_FORM,
            settings.model(),
            settings.apiKey(),
            settings.baseUrl(),
            settings.headers(),
            settings.transport(),
            settings.options(),
            settings.environment())
        .withBaseUrl(Ollama.VENDOR.address(settings));
  }
}
