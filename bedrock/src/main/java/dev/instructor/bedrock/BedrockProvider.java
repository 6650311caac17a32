package dev.instructor.bedrock;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Opens the models of Amazon Bedrock: {@code bedrock/…} through Converse, {@code
 * bedrock-anthropic/…} Claude in its own format. Thread-safe.
 *
 * <p>A model is named by its id, the id of an inference profile or an ARN. Which model stands
 * behind the ARN of an inference profile is told by the option {@code base-model}; else as little
 * is taken for granted as goes.
 */
public final class BedrockProvider implements ModelProvider {
  /** Creates a provider; {@link java.util.ServiceLoader} calls it. */
  public BedrockProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(Vendors.CONVERSE.info(), Vendors.CLAUDE.info());
  }

  @Override
  public List<ProfileRule> profiles(String provider) {
    return Family.profiles();
  }

  @Override
  public ChatModel open(ProviderSettings settings) {
    Optional<String> base = Optional.ofNullable(settings.options().get("base-model"));
    // The model that was opened has the base that was named; a request can name another.
    UnaryOperator<String> baseOf =
        model -> model.equals(settings.model()) ? base.orElse(model) : model;
    if (settings.provider().equals(Vendors.CONVERSE.name())) {
      return open(Vendors.CONVERSE, new ConverseCodec(Vendors.CONVERSE, baseOf), baseOf, settings);
    }
    if (settings.provider().equals(Vendors.CLAUDE.name())) {
      return open(Vendors.CLAUDE, new InvokeCodec(Vendors.CLAUDE, baseOf), baseOf, settings);
    }
    throw new ConfigurationException(
        "%s is no name of Bedrock's models; write bedrock/MODEL or bedrock-anthropic/MODEL"
            .formatted(settings.provider()));
  }

  private static ChatModel open(
      Vendor vendor, WireCodec codec, UnaryOperator<String> baseOf, ProviderSettings settings) {
    return new HttpChatModel(
        codec,
        BedrockEndpoint.of(vendor, settings),
        settings.transport().orElseGet(Transport::standard),
        vendor.profile(baseOf.apply(settings.model())).withModel(settings.model()));
  }
}
