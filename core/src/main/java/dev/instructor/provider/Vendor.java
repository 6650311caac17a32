package dev.instructor.provider;

import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who serves models, as data: address, key and what its models can do. A new vendor of a known wire
 * format is one of these and nothing else.
 *
 * @param name the name in {@code provider/model}
 * @param baseUrl the address, as the vendor's own SDK takes it; empty if the caller must give one
 * @param baseUrlVariables the environment variables that can hold another address, in the order in
 *     which they are asked
 * @param keyVariables the environment variables that can hold the key, likewise
 * @param keyUse whether a key is needed
 * @param keyHeader the header that carries the key; in {@code Authorization} as a bearer token
 * @param headers further headers of every request
 * @param profiles what its models can do; the first row that matches holds, the last must match all
 * @param unsupported the vendor's words for "this mode is not supported here"
 * @param server the server, if people run it themselves
 */
public record Vendor(
    String name,
    String baseUrl,
    List<String> baseUrlVariables,
    List<String> keyVariables,
    KeyUse keyUse,
    String keyHeader,
    Map<String, String> headers,
    List<ProfileRule> profiles,
    List<UnsupportedSignal> unsupported,
    Optional<LocalServer> server) {

  /** Whether a vendor needs a key. */
  public enum KeyUse {
    /** Without a key no model is opened. */
    REQUIRED,
    /** A key is sent if there is one. */
    OPTIONAL
  }

  /** Creates a vendor with copies of the collections. */
  public Vendor {
    baseUrlVariables = List.copyOf(baseUrlVariables);
    keyVariables = List.copyOf(keyVariables);
    headers = Map.copyOf(headers);
    profiles = List.copyOf(profiles);
    unsupported = List.copyOf(unsupported);
  }

  /** Creates a vendor that runs its servers itself, with copies of the collections. */
  public Vendor(
      String name,
      String baseUrl,
      List<String> baseUrlVariables,
      List<String> keyVariables,
      KeyUse keyUse,
      String keyHeader,
      Map<String, String> headers,
      List<ProfileRule> profiles,
      List<UnsupportedSignal> unsupported) {
    this(
        name,
        baseUrl,
        baseUrlVariables,
        keyVariables,
        keyUse,
        keyHeader,
        headers,
        profiles,
        unsupported,
        Optional.empty());
  }

  /**
   * Returns a vendor that needs a bearer key.
   *
   * @param keyVariable the environment variable that can hold it; empty for none
   */
  public static Vendor of(
      String name, String baseUrl, String keyVariable, ProfileRule... profiles) {
    return new Vendor(
        name,
        baseUrl,
        List.of(),
        keyVariable.isEmpty() ? List.of() : List.of(keyVariable),
        KeyUse.REQUIRED,
        Endpoint.AUTHORIZATION,
        Map.of(),
        List.of(profiles),
        List.of());
  }

  /** Returns this vendor with environment variables that can hold another address. */
  public Vendor baseUrlFrom(String... variables) {
    return new Vendor(
        name,
        baseUrl,
        List.of(variables),
        keyVariables,
        keyUse,
        keyHeader,
        headers,
        profiles,
        unsupported,
        server);
  }

  /** Returns this vendor with other environment variables for the key. */
  public Vendor keyFrom(KeyUse use, String... variables) {
    return new Vendor(
        name,
        baseUrl,
        baseUrlVariables,
        List.of(variables),
        use,
        keyHeader,
        headers,
        profiles,
        unsupported,
        server);
  }

  /** Returns this vendor with its words for "this mode is not supported here". */
  public Vendor unsupported(List<UnsupportedSignal> signals) {
    return new Vendor(
        name,
        baseUrl,
        baseUrlVariables,
        keyVariables,
        keyUse,
        keyHeader,
        headers,
        profiles,
        signals,
        server);
  }

  /** Returns this vendor with the server that people run themselves. */
  public Vendor server(LocalServer value) {
    return new Vendor(
        name,
        baseUrl,
        baseUrlVariables,
        keyVariables,
        keyUse,
        keyHeader,
        headers,
        profiles,
        unsupported,
        Optional.of(value));
  }

  /** Returns what is known of a model. */
  public ModelProfile profile(String model) {
    return profiles.stream()
        .filter(rule -> rule.matches(model))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s: nothing is known of the model %s; the vendor's last profile row must match all"
                        .formatted(name, model)))
        .profile(name, model, unsupported);
  }

  /** Returns what a person wants to know of this vendor. */
  public ModelProvider.VendorInfo info() {
    return new ModelProvider.VendorInfo(
        name,
        keyVariables,
        keyUse == KeyUse.REQUIRED,
        baseUrl,
        baseUrlVariables,
        profile("").modes(),
        server);
  }

  /**
   * Returns where to send requests, and with which key.
   *
   * @param settings what the caller wrote
   * @throws ConfigurationException if the key or the address is missing, or the address is none
   */
  public Endpoint endpoint(ProviderSettings settings) {
    return Endpoint.of(address(settings), key(settings), this, settings);
  }

  /**
   * Returns the address: the caller's, the environment's or the vendor's own.
   *
   * @throws ConfigurationException if there is none
   */
  public String address(ProviderSettings settings) {
    return settings
        .baseUrl()
        .or(() -> environment(settings, baseUrlVariables))
        .or(() -> baseUrl.isEmpty() ? Optional.empty() : Optional.of(baseUrl))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s has no address of its own: set %sInstructor.builder(\"%s/%s\").baseUrl(…)"
                        .formatted(name, orVariables(baseUrlVariables), name, settings.model())));
  }

  /**
   * Returns the key: the caller's or the environment's.
   *
   * @throws ConfigurationException if there is none and one is needed
   */
  public Optional<ApiKey> key(ProviderSettings settings) {
    Optional<ApiKey> key =
        settings.apiKey().or(() -> environment(settings, keyVariables).map(ApiKey::of));
    if (key.isEmpty() && keyUse == KeyUse.REQUIRED) {
      throw new ConfigurationException(
          "%s needs an API key: set %sInstructor.builder(\"%s/%s\").apiKey(…)"
              .formatted(name, orVariables(keyVariables), name, settings.model()));
    }
    return key;
  }

  private static String orVariables(List<String> variables) {
    return variables.isEmpty()
        ? ""
        : "the environment variable " + String.join(" or ", variables) + ", or call ";
  }

  /** Returns the first variable that is set and not blank. */
  static Optional<String> environment(ProviderSettings settings, List<String> variables) {
    return variables.stream()
        .flatMap(variable -> settings.environment().apply(variable).stream())
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
