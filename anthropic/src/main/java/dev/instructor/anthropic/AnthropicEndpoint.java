package dev.instructor.anthropic;

import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where requests go, as Anthropic's own SDKs find it: a base URL without {@code /v1} (one with it
 * works too), a key in {@code x-api-key}, or a bearer token from {@code ANTHROPIC_AUTH_TOKEN}, and
 * further headers from {@code ANTHROPIC_CUSTOM_HEADERS}, one {@code name: value} a line.
 *
 * <p>Option {@code auth}: {@code bearer} if the key that was given is a token.
 */
final class AnthropicEndpoint {
  static final String KEY_HEADER = "x-api-key";
  static final String KEY = "ANTHROPIC_API_KEY";
  static final String TOKEN = "ANTHROPIC_AUTH_TOKEN";

  private static final String HEADERS = "ANTHROPIC_CUSTOM_HEADERS";
  private static final String VERSION = "/v1";

  private AnthropicEndpoint() {}

  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    Endpoint endpoint = vendor.endpoint(settings);
    String base = endpoint.baseUrl();
    return new Endpoint(
        endpoint.provider(),
        base.endsWith(VERSION) ? base.substring(0, base.length() - VERSION.length()) : base,
        endpoint.query(),
        isToken(settings) ? Endpoint.AUTHORIZATION : KEY_HEADER,
        endpoint.key(),
        headers(endpoint, settings));
  }

  /** What the caller wrote wins over the environment, and that over what is always sent. */
  private static Map<String, String> headers(Endpoint endpoint, ProviderSettings settings) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(endpoint.headers());
    settings
        .environment()
        .apply(HEADERS)
        .ifPresent(
            text ->
                text.lines()
                    .filter(line -> line.indexOf(':') > 0)
                    .forEach(
                        line ->
                            all.put(
                                line.substring(0, line.indexOf(':')).strip(),
                                line.substring(line.indexOf(':') + 1).strip())));
    all.putAll(settings.headers());
    return all;
  }

  private static boolean isToken(ProviderSettings settings) {
    if (settings.apiKey().isPresent()) {
      return "bearer".equals(settings.options().get("auth"));
    }
    return Optional.of(KEY).flatMap(settings.environment()).filter(key -> !key.isBlank()).isEmpty();
  }
}
