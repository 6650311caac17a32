package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A vendor for which a key was found. The key itself is neither kept nor shown.
 *
 * @param provider the vendor's name
 * @param variables the names of the environment variables that are set
 * @param missing what it lacks nevertheless; empty if it can be used
 */
record KeyCheck(String provider, List<String> variables, Optional<String> missing) {
  /** A model of each of some vendors, to show what a command looks like; the documentation's. */
  private static final Map<String, String> MODELS =
      Map.of(
          "anthropic", "claude-sonnet-5-5",
          "bedrock", "us.amazon.nova-2-lite-v1:0",
          "cohere", "command-a-plus-05-2026",
          "google", "gemini-3-flash-preview",
          "groq", "openai/gpt-oss-120b",
          "mistral", "mistral-medium-latest",
          "openai", "gpt-5-mini",
          "openai-responses", "gpt-5-mini");

  /**
   * Returns the vendors for which a key is set, but not those of one's own servers, for which a key
   * says nothing. Sends nothing.
   */
  static List<KeyCheck> all(Function<String, Optional<String>> environment) {
    List<KeyCheck> found = new ArrayList<>();
    for (VendorInfo vendor : ModelProviders.vendors()) {
      List<String> set =
          vendor.keyVariables().stream()
              .filter(name -> environment.apply(name).filter(key -> !key.isBlank()).isPresent())
              .toList();
      if (!set.isEmpty() && vendor.server().isEmpty()) {
        Optional<String> missing = missing(vendor, environment);
        // The key of another vendor is no sign that this one is meant.
        if (missing.isEmpty() || vendor.keyNeeded()) {
          found.add(new KeyCheck(vendor.name(), set, missing));
        }
      }
    }
    return found;
  }

  /** Returns those that can be used, the ones with the same variables together. */
  static List<List<KeyCheck>> usable(List<KeyCheck> all) {
    Map<List<String>, List<KeyCheck>> byVariables = new LinkedHashMap<>();
    all.stream()
        .filter(key -> key.missing().isEmpty())
        .forEach(
            key -> byVariables.computeIfAbsent(key.variables(), set -> new ArrayList<>()).add(key));
    return List.copyOf(byVariables.values());
  }

  private static Optional<String> missing(
      VendorInfo vendor, Function<String, Optional<String>> environment) {
    try {
      ModelProviders.open(
              ProviderSettings.of(vendor.name(), model(vendor.name())).withEnvironment(environment))
          .close();
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static String model(String provider) {
    return MODELS.getOrDefault(provider, "MODEL");
  }

  /** Returns provider and model, for a command. */
  String example() {
    return provider + "/" + model(provider);
  }

  Json json() {
    return Json.object()
        .put("provider", provider)
        .put("variables", Json.strings(variables))
        .put("missing", missing.<Json>map(Json::of).orElse(Json.ofNull()))
        .build();
  }
}
