package dev.instructor.google;

import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address of a project in Vertex AI (Google Cloud, "Vertex AI API", REST resource
 * publishers.models). The key is an OAuth access token, such as {@code gcloud auth
 * print-access-token} prints, and ends after an hour: {@code apiKey(() -> …)} is asked for every
 * request. Without one, {@link ApplicationDefault} finds it.
 *
 * <p>Options: {@code project} (else {@code GOOGLE_CLOUD_PROJECT}, else that of the credentials'
 * file), {@code location} (else {@code GOOGLE_CLOUD_LOCATION}, else {@code global}), {@code
 * api-version}. For Claude the variables of Anthropic's SDK are asked first ({@code
 * ANTHROPIC_VERTEX_PROJECT_ID}, {@code CLOUD_ML_REGION}, {@code ANTHROPIC_VERTEX_BASE_URL}). A base
 * URL that holds the project already is taken as it is, up to {@code /models}.
 */
final class VertexEndpoint {
  static final String NAME = "vertexai";
  static final String TOKEN = "GOOGLE_OAUTH_ACCESS_TOKEN";

  /** As in the documentation, {@code LOCATION} standing for the location. */
  static final String ADDRESS = "https://LOCATION-aiplatform.googleapis.com";

  private static final String GLOBAL = "global";
  private static final String PROJECT = "GOOGLE_CLOUD_PROJECT";
  private static final String LOCATION = "GOOGLE_CLOUD_LOCATION";

  private VertexEndpoint() {}

  /** Returns the endpoint of Google's own models. */
  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    return of(vendor, settings, GOOGLE);
  }

  /** Returns the endpoint of Anthropic's models. */
  static Endpoint ofClaude(Vendor vendor, ProviderSettings settings) {
    return of(vendor, settings, ANTHROPIC);
  }

  /**
   * Whose models they are.
   *
   * @param name the name in the address
   * @param version the version of the interface unless the caller says another
   * @param projects the variables that can name the project, in the order in which they are asked
   * @param locations the variables that can name the location, likewise
   */
  private record Publisher(
      String name, String version, List<String> projects, List<String> locations) {}

  private static final Publisher GOOGLE =
      new Publisher("google", "v1beta1", List.of(PROJECT), List.of(LOCATION));

  /** The variables of Anthropic's SDK come first. */
  private static final Publisher ANTHROPIC =
      new Publisher(
          "anthropic",
          "v1",
          List.of("ANTHROPIC_VERTEX_PROJECT_ID", PROJECT),
          List.of("CLOUD_ML_REGION", LOCATION));

  private static Endpoint of(Vendor vendor, ProviderSettings settings, Publisher publisher) {
    String location = option(settings, "location", publisher.locations()).orElse(GLOBAL);
    String address = vendor.address(settings);
    Endpoint endpoint =
        vendor.endpoint(address.equals(ADDRESS) ? settings.withBaseUrl(host(location)) : settings);
    String base = endpoint.baseUrl();
    if (base.contains("/projects/")) {
      return base.contains("/publishers/")
          ? endpoint
          : endpoint.withBaseUrl(base + "/publishers/" + publisher.name());
    }
    String project =
        option(settings, "project", publisher.projects())
            .or(() -> ApplicationDefault.project(settings))
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s needs a project: set the environment variable %s or the option project"
                            .formatted(vendor.name(), String.join(" or ", publisher.projects()))));
    String version =
        GeminiEndpoint.isVersioned(base)
            ? ""
            : "/"
                + settings
                    .options()
                    .getOrDefault(GeminiEndpoint.VERSION_OPTION, publisher.version());
    return endpoint.withBaseUrl(
        "%s%s/projects/%s/locations/%s/publishers/%s"
            .formatted(base, version, project, location, publisher.name()));
  }

  /** Returns the host: one for the world, one for each multi-region, one for each region. */
  private static String host(String location) {
    return switch (location) {
      case GLOBAL -> "https://aiplatform.googleapis.com";
      case "us", "eu" -> "https://aiplatform.%s.rep.googleapis.com".formatted(location);
      default -> "https://%s-aiplatform.googleapis.com".formatted(location);
    };
  }

  private static Optional<String> option(
      ProviderSettings settings, String name, List<String> variables) {
    return Stream.concat(
            Optional.ofNullable(settings.options().get(name)).stream(),
            variables.stream().flatMap(variable -> settings.environment().apply(variable).stream()))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
