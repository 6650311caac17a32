package dev.instructor.provider;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The providers on the class path, found with {@link ServiceLoader}. */
public final class ModelProviders {
  /** The vendors of our modules, so that a missing module can be told from a misspelt name. */
  private static final Map<String, List<String>> VENDORS_OF_MODULES =
      Map.of(
          "instructor-anthropic",
          List.of("anthropic"),
          "instructor-bedrock",
          List.of("bedrock", "bedrock-anthropic"),
          "instructor-openai",
          List.of(
              "anyscale",
              "azure_openai",
              "cerebras",
              "dashscope",
              "databricks",
              "deepseek",
              "fireworks",
              "github",
              "groq",
              "huggingface",
              "litellm",
              "llamacpp",
              "lmstudio",
              "mistral",
              "moonshot",
              "nvidia",
              "ollama-openai",
              "openai",
              "openai-compatible",
              "openai-responses",
              "openrouter",
              "perplexity",
              "sambanova",
              "together",
              "vllm",
              "writer",
              "xai",
              "zai"),
          "instructor-google",
          List.of("anthropic-vertex", "gemini", "generative-ai", "google", "vertexai"),
          "instructor-cohere",
          List.of("cohere"),
          "instructor-ollama",
          List.of("ollama"),
          "instructor-llamacpp",
          List.of("gguf"),
          "instructor-embedded",
          List.of("embedded"));

  private ModelProviders() {}

  /**
   * Returns vendor and model of a text such as {@code openai/gpt-5-mini}; the model can hold
   * further slashes.
   *
   * @return settings with nothing else set
   * @throws ConfigurationException if the text has no slash, or nothing on one side of it
   */
  public static ProviderSettings parse(String providerAndModel) {
    int slash = providerAndModel.indexOf('/');
    if (slash <= 0 || slash == providerAndModel.length() - 1) {
      throw new ConfigurationException(
          "'"
              + providerAndModel
              + "' names no model: write provider/model, such as openai/gpt-5-mini or"
              + " embedded/extractor");
    }
    return ProviderSettings.of(
        providerAndModel.substring(0, slash), providerAndModel.substring(slash + 1));
  }

  /**
   * Opens a model. Sends nothing.
   *
   * @throws ConfigurationException if no provider has the vendor, or something it needs is missing
   */
  public static ChatModel open(ProviderSettings settings) {
    for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
      for (ModelProvider.VendorInfo vendor : provider.vendors()) {
        if (vendor.name().equals(settings.provider())) {
          return provider.open(settings);
        }
      }
    }
    throw unknown(settings.provider());
  }

  /** Returns the vendors of all providers on the class path, in their order. */
  public static List<ModelProvider.VendorInfo> vendors() {
    List<ModelProvider.VendorInfo> all = new ArrayList<>();
    for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
      all.addAll(provider.vendors());
    }
    return all;
  }

  private static ConfigurationException unknown(String name) {
    Optional<String> module = module(name);
    if (module.isPresent()) {
      return new ConfigurationException(
          "The provider "
              + name
              + " needs a module that is not on the class path. Add:\n<dependency>\n"
              + "  <groupId>dev.instructor</groupId>\n  <artifactId>"
              + module.get()
              + "</artifactId>\n</dependency>");
    }
    TreeSet<String> known = new TreeSet<>();
    vendors().forEach(vendor -> known.add(vendor.name()));
    return new ConfigurationException(
        "There is no provider '"
            + name
            + "'. Known here: "
            + (known.isEmpty()
                ? "none; add the module instructor-openai"
                : String.join(", ", known))
            + ". For any other server that speaks OpenAI's form write openai-compatible/model with"
            + " a baseUrl.");
  }

  /** Returns the artifact of ours that has a vendor. */
  static Optional<String> module(String vendor) {
    return VENDORS_OF_MODULES.entrySet().stream()
        .filter(module -> module.getValue().contains(vendor))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
