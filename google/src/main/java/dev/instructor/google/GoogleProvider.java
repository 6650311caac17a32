package dev.instructor.google;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.util.List;

/** Opens Google's models, through the Gemini API and through Vertex AI. Thread-safe. */
public final class GoogleProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public GoogleProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return Vendors.ALL.stream().map(service -> service.vendor().info()).toList();
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    Vendors.Service service =
        Vendors.ALL.stream()
            .filter(s -> s.vendor().name().equals(settings.provider()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s is no name of Google's models; write google/MODEL or vertexai/MODEL"
                            .formatted(settings.provider())));
    return new HttpChatModel(
        new GenerateContentCodec(service.vendor()),
        service.endpoint().apply(service.vendor(), settings),
        settings.transport().orElseGet(Transport::standard),
        service.vendor().profile(settings.model()));
  }
}
