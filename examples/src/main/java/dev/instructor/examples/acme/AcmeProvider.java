package dev.instructor.examples.acme;

import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;

import dev.instructor.chat.ChatModel;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.provider.Vendor;
import dev.instructor.schema.SchemaDialects;
import java.util.List;

/** Opens Acme's models: {@code acme/large}. Its name stands in {@code META-INF/services}. */
public final class AcmeProvider implements ModelProvider {
  private static final Vendor ACME =
      Vendor.of(
          "acme",
          "https://api.acme.example",
          "ACME_API_KEY",
          ProfileRule.of(SchemaDialects.plain(), JSON_SCHEMA, PROMPTED));

  /** Creates a provider. */
  public AcmeProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(ACME.info());
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    return new HttpChatModel(
        new AcmeCodec(),
        ACME.endpoint(settings),
        settings.transport().orElseGet(Transport::standard),
        ACME.profile(settings.model()));
  }
}
