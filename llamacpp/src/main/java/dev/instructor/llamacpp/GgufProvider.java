package dev.instructor.llamacpp;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.llamacpp.internal.hub.HubFile;
import dev.instructor.llamacpp.internal.hub.Progress;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens GGUF models that run in this process: {@code gguf//models/model.gguf} is a file, {@code
 * gguf/user/repository:file.gguf} one of a model hub, which is fetched once. Options, in
 * llama.cpp's words: {@code ctx-size} (tokens of question and answer together; the model's own, but
 * at most 8,192), {@code threads}, {@code gpu-layers}, {@code parallel} (requests at once, 1).
 */
public final class GgufProvider implements ModelProvider {
  private static final String HUB = "https://huggingface.co";
  private static final String ENDPOINT = "HF_ENDPOINT";
  private static final String TOKEN = "HF_TOKEN";
  private static final String OFFLINE = "HF_HUB_OFFLINE";
  private static final Pattern OF_HUB =
      Pattern.compile("([\\w.-]+/[\\w.-]+)(?:@([\\w.-]+))?:([\\w./ -]+)");

  /** Creates a provider; the engine itself is loaded at the first request. */
  public GgufProvider() {}

  @Override
  public List<VendorInfo> vendors() {
    return List.of(
        new VendorInfo(
            GgufModel.PROVIDER, List.of(TOKEN), false, HUB, List.of(ENDPOINT), GgufModel.MODES));
  }

  /**
   * Opens a model. Loads and fetches nothing yet.
   *
   * @throws ConfigurationException if the engine is not on the class path, there is no such file,
   *     or the settings hold what has no meaning here
   */
  @Override
  public ChatModel open(ProviderSettings settings) {
    NativeLibrary.engineClass();
    refuse(!settings.headers().isEmpty(), "headers");
    refuse(settings.transport().isPresent(), "a transport");
    Set<String> unknown = new TreeSet<>(settings.options().keySet());
    unknown.removeAll(EngineOptions.NAMES);
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "A GGUF file has no option %s; it has %s"
              .formatted(String.join(", ", unknown), String.join(", ", EngineOptions.NAMES)));
    }
    CacheFolder cache = new CacheFolder(settings.environment());
    return new GgufModel(
        settings.model(),
        source(settings, cache),
        EngineOptions.of(settings.options()),
        cache.libraries());
  }

  private static ModelSource source(ProviderSettings settings, CacheFolder cache) {
    Matcher ofHub = OF_HUB.matcher(settings.model());
    if (!ofHub.matches()) {
      refuse(settings.apiKey().isPresent(), "a key");
      refuse(settings.baseUrl().isPresent(), "a base URL");
      Path file = Path.of(settings.model());
      GgufHeader.read(file);
      return () -> file;
    }
    HubFile file =
        new HubFile(
            settings
                .baseUrl()
                .or(() -> settings.environment().apply(ENDPOINT))
                .filter(address -> !address.isBlank())
                .orElse(HUB),
            ofHub.group(1),
            Optional.ofNullable(ofHub.group(2)).orElse("main"),
            ofHub.group(3),
            settings
                .apiKey()
                .map(ApiKey::reveal)
                .or(() -> settings.environment().apply(TOKEN))
                .filter(token -> !token.isBlank()),
            settings
                .environment()
                .apply(OFFLINE)
                .filter(value -> value.matches("(?i)1|on|yes|true"))
                .isPresent());
    return () -> parts(file, cache);
  }

  /** A model can be in several files, of which the engine wants the first, beside the others. */
  private static Path parts(HubFile file, CacheFolder cache) {
    List<Path> all = new ArrayList<>();
    for (HubFile part : file.parts()) {
      all.add(part.fetched(cache.models(), cache.hub(), Progress.onTerminal()));
    }
    return all.get(0);
  }

  private static void refuse(boolean given, String what) {
    if (given) {
      throw new ConfigurationException(
          "A GGUF file runs in this process and takes no %s; a model hub takes a key and a base URL"
              .formatted(what.replaceFirst("^an? ", "")));
    }
  }
}
