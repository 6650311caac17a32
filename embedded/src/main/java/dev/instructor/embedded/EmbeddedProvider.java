package dev.instructor.embedded;

import dev.instructor.chat.ChatModel;
import dev.instructor.embedded.internal.Extractor;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import java.util.List;

/**
 * Opens the bundled model {@code embedded/extractor}: a small extraction model in pure Java that
 * runs in this process, without key, network or native code. It is a default to begin with and it
 * is weak: {@code docs/embedded.md} says what it can and cannot do.
 */
public final class EmbeddedProvider implements ModelProvider {

  /** As measured; {@code EvaluationTest} sees to it that nothing better is claimed anywhere. */
  static final String ACCURACY =
      "325 of 409 hand-written cases exactly right, 1384 of 1529 fields (90 %)";

  /** Returns in a few sentences what the bundled model is, how good it was measured, what else. */
  public static String about() {
    return "embedded/extractor is a small extractor for plain English text, a default to try things"
        + " with, not an LLM: "
        + ACCURACY
        + ". Another model is another word, such as openai/gpt-5-mini";
  }

  /** Creates a provider. Loads nothing: that begins when a model is opened. */
  public EmbeddedProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(
        new VendorInfo(
            ExtractorModel.PROVIDER,
            List.of(),
            false,
            "",
            List.of(),
            ExtractorModel.PROFILE.modes()));
  }

  /**
   * Opens the model, and begins to load it in the background. The first request waits for that.
   *
   * @throws ConfigurationException if another model than {@code extractor} is asked for, or if the
   *     settings hold a key, an address, headers or options, which have no meaning here
   */
  @Override
  public ChatModel open(ProviderSettings settings) {
    if (!settings.model().equals(ExtractorModel.MODEL)) {
      throw new ConfigurationException(
          "The bundled model is embedded/extractor; there is no embedded/" + settings.model());
    }
    if (settings.apiKey().isPresent()
        || settings.baseUrl().isPresent()
        || !settings.headers().isEmpty()
        || !settings.options().isEmpty()) {
      throw new ConfigurationException(
          "embedded/extractor runs in this process and takes no key, base URL, headers or options:"
              + " name the model they are meant for, such as openai/gpt-5-mini");
    }
    Extractor.prepare();
    return new ExtractorModel();
  }
}
