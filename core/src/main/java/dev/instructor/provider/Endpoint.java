package dev.instructor.provider;

import dev.instructor.error.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the requests of one model go. Its {@code toString} shows no header values.
 *
 * @param provider the vendor's name
 * @param baseUrl the address without a slash at the end; {@code {model}} in it stands for the
 *     request's model
 * @param query what follows the question mark; empty for nothing
 * @param keyHeader the header that carries the key; in {@code Authorization} as a bearer token
 * @param key the key
 * @param headers further headers; values can be secrets
 * @param signer signs each request; empty where a key is all the proof there is
 */
public record Endpoint(
    String provider,
    String baseUrl,
    String query,
    String keyHeader,
    Optional<ApiKey> key,
    Map<String, String> headers,
    Optional<RequestSigner> signer) {

  /** The header for bearer tokens (RFC 6750, section 2.1). */
  public static final String AUTHORIZATION = "Authorization";

  /** Stands in an address for the request's model. */
  static final String MODEL = "{model}";

  /**
   * Creates an endpoint.
   *
   * @throws ConfigurationException if the address is no {@code http} or {@code https} URL with a
   *     host
   */
  public Endpoint {
    while (baseUrl.endsWith("/")) {
      baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
    }
    check(provider, baseUrl.replace(MODEL, "model"));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * Creates an endpoint whose requests are not signed.
   *
   * @throws ConfigurationException if the address is no {@code http} or {@code https} URL with a
   *     host
   */
  public Endpoint(
      String provider,
      String baseUrl,
      String query,
      String keyHeader,
      Optional<ApiKey> key,
      Map<String, String> headers) {
    this(provider, baseUrl, query, keyHeader, key, headers, Optional.empty());
  }

  static Endpoint of(
      String baseUrl, Optional<ApiKey> key, Vendor vendor, ProviderSettings settings) {
    String trimmed = baseUrl.strip();
    int mark = trimmed.indexOf('?');
    return new Endpoint(
        vendor.name(),
        mark < 0 ? trimmed : trimmed.substring(0, mark),
        mark < 0 ? "" : trimmed.substring(mark + 1),
        vendor.keyHeader(),
        key,
        merge(vendor.headers(), settings.headers()));
  }

  /** Returns both, the second one's values winning, whatever the case of the names. */
  private static Map<String, String> merge(Map<String, String> first, Map<String, String> second) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(first);
    all.putAll(second);
    return all;
  }

  private static void check(String provider, String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()))) {
        return;
      }
    } catch (URISyntaxException e) {
      // Told below: the exception's own text is no clearer.
    }
    throw new ConfigurationException(
        "%s: the base URL is no address for HTTP requests; it looks like https://host/v1, with no user name or password in it"
            .formatted(provider));
  }

  /** Returns this endpoint with another address. */
  public Endpoint withBaseUrl(String value) {
    return new Endpoint(provider, value, query, keyHeader, key, headers, signer);
  }

  /** Returns this endpoint with another query. */
  public Endpoint withQuery(String value) {
    return new Endpoint(provider, baseUrl, value, keyHeader, key, headers, signer);
  }

  /** Returns this endpoint with the key in another header. */
  public Endpoint withKey(String header, ApiKey value) {
    return new Endpoint(provider, baseUrl, query, header, Optional.of(value), headers, signer);
  }

  /** Returns this endpoint with requests that are signed. */
  public Endpoint withSigner(RequestSigner value) {
    return new Endpoint(provider, baseUrl, query, keyHeader, key, headers, Optional.of(value));
  }

  /** Returns the address of a request. */
  URI uri(String path, String model) {
    String base =
        baseUrl.contains(MODEL)
            ? baseUrl.replace(
                MODEL, URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20"))
            : baseUrl;
    String separator = path.indexOf('?') < 0 ? "?" : "&";
    return URI.create(query.isEmpty() ? base + path : base + path + separator + query);
  }

  /**
   * Returns the request with the signer's headers. Where the caller wrote an {@code Authorization}
   * of his own, nothing is signed.
   */
  HttpCall signed(HttpCall call) {
    if (signer.isEmpty() || call.headers().containsKey(AUTHORIZATION)) {
      return call;
    }
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(call.headers());
    all.putAll(signer.get().headers(call));
    return new HttpCall(
        call.provider(), call.method(), call.uri(), all, call.body(), call.timeout());
  }

  /**
   * Returns all headers of a request. The caller's own come last and win.
   *
   * @param accept the media type of the answer
   * @param secret the key
   */
  Map<String, String> headers(String accept, Optional<String> secret) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", "application/json");
    all.put("Accept", accept);
    all.put("User-Agent", "instructor-java");
    if (secret.isPresent() && !headers.containsKey(keyHeader)) {
      all.put(keyHeader, AUTHORIZATION.equals(keyHeader) ? "Bearer " + secret.get() : secret.get());
    }
    all.putAll(headers);
    return all;
  }

  /** Returns provider, address and the names of the headers. */
  @Override
  public String toString() {
    return "Endpoint[%s, %s, headers=%s]".formatted(provider, baseUrl, headers.keySet());
  }
}
