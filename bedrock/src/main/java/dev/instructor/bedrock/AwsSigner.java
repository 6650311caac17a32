package dev.instructor.bedrock;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RequestSigner;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Signs with Signature Version 4 (AWS, "AWS Signature Version 4 for API requests") through AWS's
 * own library. Of the headers, those of the signature itself, the host and the content type are
 * signed: what a proxy may change is not. Thread-safe.
 */
final class AwsSigner implements RequestSigner {
  private static final String SERVICE = "bedrock";

  private final String provider;
  private final String region;
  private final AwsCredentialsProvider credentials;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  AwsSigner(String provider, String region, AwsCredentialsProvider credentials, Clock clock) {
    this.provider = provider;
    this.region = region;
    this.credentials = credentials;
    this.clock = clock;
  }

  static AwsSigner of(String provider, String region, ProviderSettings settings) {
    return new AwsSigner(provider, region, credentials(settings), Clock.systemUTC());
  }

  /**
   * The keys in the environment the caller gave, if there are any; they are the chain's, unless
   * that environment is not the process's.
   */
  private static AwsCredentialsProvider credentials(ProviderSettings settings) {
    Optional<String> profile = Optional.ofNullable(settings.options().get("profile"));
    Optional<String> id = variable(settings, "AWS_ACCESS_KEY_ID");
    Optional<String> secret = variable(settings, "AWS_SECRET_ACCESS_KEY");
    boolean stated = profile.isEmpty() && System.getProperty("aws.accessKeyId") == null;
    if (stated && id.isPresent() && secret.isPresent()) {
      Optional<String> token = variable(settings, "AWS_SESSION_TOKEN");
      return StaticCredentialsProvider.create(
          token.isPresent()
              ? AwsSessionCredentials.create(id.get(), secret.get(), token.get())
              : AwsBasicCredentials.create(id.get(), secret.get()));
    }
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    profile.ifPresent(chain::profileName);
    return chain.build();
  }

  private static Optional<String> variable(ProviderSettings settings, String name) {
    return settings.environment().apply(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** Returns the region that the profile in use names. Reads AWS's files, and nothing else. */
  static Optional<String> regionOfProfile(ProviderSettings settings) {
    String name =
        Optional.ofNullable(settings.options().get("profile"))
            .or(() -> variable(settings, "AWS_PROFILE"))
            .orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
    try {
      return ProfileFile.defaultProfileFile()
          .profile(name)
          .flatMap(profile -> profile.property(ProfileProperty.REGION));
    } catch (RuntimeException e) {
      // A file that cannot be read is told when it is needed for the credentials.
      return Optional.empty();
    }
  }

  @Override
  public Map<String, String> headers(HttpCall call) {
    AwsCredentials identity = credentials();
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(call.method().toUpperCase(Locale.ROOT)))
            .uri(call.uri());
    call.headers()
        .forEach(
            (name, value) -> {
              if (name.equalsIgnoreCase("Content-Type")) {
                request.putHeader(name, value);
              }
            });
    SignedRequest signed =
        signer.sign(
            order ->
                order
                    .identity(identity)
                    .request(request.build())
                    .payload(ContentStreamProvider.fromUtf8String(call.body()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed.request().forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    // The transport writes it itself.
    headers.remove("Host");
    return headers;
  }

  private AwsCredentials credentials() {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw ProviderException.builder(provider, ProviderException.Kind.INTERRUPTED)
            .what("the thread was interrupted while AWS's credentials were fetched")
            .build();
      }
      throw new ConfigurationException(
          "%s needs AWS credentials, and AWS's default chain found none: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with AWS_PROFILE or the option profile, or give a bearer key (%s, apiKey(…))"
              .formatted(provider, Vendors.TOKEN),
          e);
    }
  }

  /** Returns the region, and no credentials. */
  @Override
  public String toString() {
    return "AwsSigner[" + region + "]";
  }
}
