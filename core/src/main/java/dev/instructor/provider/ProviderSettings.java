package dev.instructor.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the caller wrote about the model to open.
 *
 * @param provider the vendor's name
 * @param model the model's name
 * @param apiKey the key; empty to take it from the environment
 * @param baseUrl the address; empty for the vendor's own
 * @param headers further headers of every request; values can be secrets
 * @param transport the transport; empty for the default one
 * @param options further settings of the vendor by name, such as {@code api-version}
 * @param environment the environment variables
 */
public record ProviderSettings(
    String provider,
    String model,
    Optional<ApiKey> apiKey,
    Optional<String> baseUrl,
    Map<String, String> headers,
    Optional<Transport> transport,
    Map<String, String> options,
    Function<String, Optional<String>> environment) {

  /** Creates settings with copies of the maps. */
  public ProviderSettings {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    options = Map.copyOf(options);
  }

  /** Returns settings with everything left to the vendor and the process's environment. */
  public static ProviderSettings of(String provider, String model) {
    return new ProviderSettings(
        provider,
        model,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        name -> Optional.ofNullable(System.getenv(name)));
  }

  /** Returns these settings with a key. */
  public ProviderSettings withApiKey(ApiKey value) {
    return new ProviderSettings(
        provider, model, Optional.of(value), baseUrl, headers, transport, options, environment);
  }

  /** Returns these settings with an address. */
  public ProviderSettings withBaseUrl(String value) {
    return new ProviderSettings(
        provider, model, apiKey, Optional.of(value), headers, transport, options, environment);
  }

  /** Returns these settings with one more header. */
  public ProviderSettings withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ProviderSettings(
        provider, model, apiKey, baseUrl, more, transport, options, environment);
  }

  /** Returns these settings with a transport. */
  public ProviderSettings withTransport(Transport value) {
    return new ProviderSettings(
        provider, model, apiKey, baseUrl, headers, Optional.of(value), options, environment);
  }

  /** Returns these settings with one more setting of the vendor's own. */
  public ProviderSettings withOption(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(name, value);
    return new ProviderSettings(
        provider, model, apiKey, baseUrl, headers, transport, more, environment);
  }

  /** Returns these settings with other environment variables. */
  public ProviderSettings withEnvironment(Function<String, Optional<String>> value) {
    return new ProviderSettings(
        provider, model, apiKey, baseUrl, headers, transport, options, value);
  }

  /** Returns provider and model, the names of the headers, and no values. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ProviderSettings[%s/%s, apiKey=%s, baseUrl=%s, headers=%s]",
        provider,
        model,
        apiKey,
        baseUrl,
        headers.keySet());
  }
}
