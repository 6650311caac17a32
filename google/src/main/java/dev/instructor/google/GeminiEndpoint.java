package dev.instructor.google;

import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.regex.Pattern;

/**
 * The address of the Gemini API (Gemini API, "API versions explained"): the base URL as Google's
 * SDK takes it, without a version, or one that ends in a version such as {@code /v1beta}. Option:
 * {@code api-version}.
 */
final class GeminiEndpoint {
  static final String ADDRESS = "https://generativelanguage.googleapis.com";
  static final String KEY_HEADER = "x-goog-api-key";

  static final String VERSION_OPTION = "api-version";

  private static final String VERSION = "v1beta";
  private static final Pattern VERSIONED = Pattern.compile(".*/v[0-9]+[a-z]*[0-9]*");

  private GeminiEndpoint() {}

  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    Endpoint endpoint = vendor.endpoint(settings);
    return isVersioned(endpoint.baseUrl())
        ? endpoint
        : endpoint.withBaseUrl(
            endpoint.baseUrl() + "/" + settings.options().getOrDefault(VERSION_OPTION, VERSION));
  }

  static boolean isVersioned(String baseUrl) {
    return VERSIONED.matcher(baseUrl).matches();
  }
}
