package dev.instructor.openai;

import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.Optional;

/**
 * The address of an Azure OpenAI resource (Microsoft, "Azure OpenAI REST API reference"). The model
 * is the name of a deployment and stands in the path; the version stands in the query.
 *
 * <p>The base URL is the resource's endpoint, {@code https://NAME.openai.azure.com}, as Microsoft's
 * and OpenAI's SDKs take it, or one that goes further: up to {@code /openai}, to a deployment, or
 * to {@code /openai/v1}, where there is no version and the deployment stands in the body.
 *
 * <p>The Responses API has the last of these forms alone (Microsoft, "Azure OpenAI Responses API"):
 * it is made of the resource's endpoint.
 *
 * <p>Options: {@code api-version} (else {@code OPENAI_API_VERSION}, else the first stable version
 * with structured outputs), and {@code auth}: {@code bearer} if the key that was given is a token
 * of Microsoft Entra.
 */
final class AzureEndpoint {
  static final String ENDPOINT = "AZURE_OPENAI_ENDPOINT";
  static final String KEY = "AZURE_OPENAI_API_KEY";
  static final String TOKEN = "AZURE_OPENAI_AD_TOKEN";

  private static final String DEFAULT_VERSION = "2024-10-21";

  private AzureEndpoint() {}

  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    Endpoint plain = vendor.endpoint(settings);
    return withKey(addressed(plain, settings), settings);
  }

  /**
   * Returns the endpoint of the Responses API. It needs no version; the option {@code api-version}
   * names one, and the variable, which is meant for the older forms, does not.
   *
   * @throws ConfigurationException if the address is that of a deployment
   */
  static Endpoint responses(Vendor vendor, ProviderSettings settings) {
    Endpoint plain = vendor.endpoint(settings);
    String base = plain.baseUrl();
    if (base.contains("/deployments/")) {
      throw new ConfigurationException(
          "%s: a deployment has no Responses API; give the resource's endpoint as base URL, such as https://NAME.openai.azure.com, and the deployment as model"
              .formatted(vendor.name()));
    }
    Endpoint addressed =
        base.contains("/openai/v1")
            ? plain
            : plain.withBaseUrl((base.endsWith("/openai") ? base : base + "/openai") + "/v1");
    String version = settings.options().getOrDefault("api-version", "");
    return withKey(version.isBlank() ? addressed : versioned(addressed, version), settings);
  }

  private static Endpoint withKey(Endpoint endpoint, ProviderSettings settings) {
    ApiKey key = endpoint.key().orElseThrow();
    return endpoint.withKey(isToken(settings) ? Endpoint.AUTHORIZATION : "api-key", key);
  }

  private static Endpoint addressed(Endpoint endpoint, ProviderSettings settings) {
    String base = endpoint.baseUrl();
    if (base.contains("/openai/v1")) {
      return endpoint;
    }
    Endpoint versioned = versioned(endpoint, version(settings));
    if (base.contains("/deployments/")) {
      return versioned;
    }
    return versioned.withBaseUrl(
        (base.endsWith("/openai") ? base : base + "/openai") + "/deployments/{model}");
  }

  /** A version that stands in the address already stays. */
  private static Endpoint versioned(Endpoint endpoint, String version) {
    return endpoint.query().contains("api-version=")
        ? endpoint
        : endpoint.withQuery(
            (endpoint.query().isEmpty() ? "" : endpoint.query() + "&") + "api-version=" + version);
  }

  private static String version(ProviderSettings settings) {
    return Optional.ofNullable(settings.options().get("api-version"))
        .or(() -> settings.environment().apply("OPENAI_API_VERSION"))
        .filter(version -> !version.isBlank())
        .orElse(DEFAULT_VERSION);
  }

  private static boolean isToken(ProviderSettings settings) {
    if (settings.apiKey().isPresent()) {
      return "bearer".equals(settings.options().get("auth"));
    }
    return settings.environment().apply(KEY).filter(key -> !key.isBlank()).isEmpty();
  }
}
