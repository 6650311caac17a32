package dev.instructor.bedrock;

import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where requests go and what proves who sends them, as AWS's own SDKs find it: a bearer key if
 * there is one (Amazon Bedrock, "Use an Amazon Bedrock API key"), else a signature with the
 * credentials of AWS's default chain.
 *
 * <p>Options: {@code region} (else {@code AWS_REGION}, {@code AWS_DEFAULT_REGION}, the region of
 * the profile), {@code profile} (else {@code AWS_PROFILE}).
 */
final class BedrockEndpoint {
  /** As in the documentation, {@code REGION} standing for the region. */
  static final String ADDRESS = "https://bedrock-runtime.REGION.amazonaws.com";

  /** For servers of one's own, which have no region. */
  private static final String ANY_REGION = "us-east-1";

  private static final Pattern REGION_OF_HOST =
      Pattern.compile(
          "^https?://bedrock-runtime(?:-fips)?[.]([a-z0-9-]+)[.](?:amazonaws|api[.]aws)");

  private BedrockEndpoint() {}

  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    String address = vendor.address(settings);
    boolean own = address.equals(ADDRESS);
    boolean keyed = vendor.key(settings).isPresent();
    Optional<String> region = region(settings, keyed);
    if (own && region.isEmpty()) {
      throw new ConfigurationException(
          "%s needs a region: set the environment variable AWS_REGION, or the option region"
              .formatted(vendor.name()));
    }
    Endpoint endpoint =
        vendor.endpoint(own ? settings.withBaseUrl(host(region.orElseThrow())) : settings);
    if (keyed) {
      return endpoint;
    }
    String scope = hostRegion(endpoint.baseUrl()).or(() -> region).orElse(ANY_REGION);
    return endpoint.withSigner(AwsLibrary.signer(vendor.name(), scope, settings));
  }

  private static String host(String region) {
    String suffix = region.startsWith("cn-") ? ".cn" : "";
    return ADDRESS.replace("REGION", region) + suffix;
  }

  private static Optional<String> hostRegion(String baseUrl) {
    Matcher matcher = REGION_OF_HOST.matcher(baseUrl);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> region(ProviderSettings settings, boolean keyed) {
    return Optional.ofNullable(settings.options().get("region"))
        .or(() -> settings.environment().apply("AWS_REGION"))
        .or(() -> settings.environment().apply("AWS_DEFAULT_REGION"))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .or(() -> keyed ? Optional.empty() : AwsLibrary.region(settings));
  }
}
