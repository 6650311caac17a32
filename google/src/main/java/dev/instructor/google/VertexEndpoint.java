package dev.instructor.google;

import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.Optional;

/**
 * The address of a project in Vertex AI (Google Cloud, "Vertex AI API", REST resource
 * publishers.models). The key is an OAuth access token, such as {@code gcloud auth
 * print-access-token} prints, and ends after an hour: {@code apiKey(() -> …)} is asked for every
 * request.
 *
 * <p>Options: {@code project} (else {@code GOOGLE_CLOUD_PROJECT}), {@code location} (else {@code
 * GOOGLE_CLOUD_LOCATION}, else {@code global}), {@code api-version}. A base URL that holds the
 * project already is taken as it is, up to {@code /models}.
 */
final class VertexEndpoint {
  static final String TOKEN = "GOOGLE_OAUTH_ACCESS_TOKEN";

  /** As in the documentation, {@code LOCATION} standing for the location. */
  static final String ADDRESS = "https://LOCATION-aiplatform.googleapis.com";

  private static final String GLOBAL = "global";
  private static final String VERSION = "v1beta1";

  private VertexEndpoint() {}

  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    String location = option(settings, "location", "GOOGLE_CLOUD_LOCATION").orElse(GLOBAL);
    String address = vendor.address(settings);
    Endpoint endpoint =
        vendor.endpoint(address.equals(ADDRESS) ? settings.withBaseUrl(host(location)) : settings);
    String base = endpoint.baseUrl();
    if (base.contains("/projects/")) {
      return base.contains("/publishers/")
          ? endpoint
          : endpoint.withBaseUrl(base + "/publishers/google");
    }
    String project =
        option(settings, "project", "GOOGLE_CLOUD_PROJECT")
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s needs a project: set the environment variable GOOGLE_CLOUD_PROJECT or the option project"
                            .formatted(vendor.name())));
    String version =
        GeminiEndpoint.isVersioned(base)
            ? ""
            : "/" + settings.options().getOrDefault(GeminiEndpoint.VERSION_OPTION, VERSION);
    return endpoint.withBaseUrl(
        "%s%s/projects/%s/locations/%s/publishers/google"
            .formatted(base, version, project, location));
  }

  /** Returns the host: one for the world, one for each multi-region, one for each region. */
  private static String host(String location) {
    return switch (location) {
      case GLOBAL -> "https://aiplatform.googleapis.com";
      case "us", "eu" -> "https://aiplatform.%s.rep.googleapis.com".formatted(location);
      default -> "https://%s-aiplatform.googleapis.com".formatted(location);
    };
  }

  private static Optional<String> option(ProviderSettings settings, String name, String variable) {
    return Optional.ofNullable(settings.options().get(name))
        .or(() -> settings.environment().apply(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
