package dev.instructor.bedrock;

import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RequestSigner;
import java.util.Optional;

/**
 * The way to AWS's authentication library, which need not be there: this class names none of its
 * types.
 */
final class AwsLibrary {
  private static final String SOME_CLASS =
      "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";

  private AwsLibrary() {}

  /**
   * Returns what signs with the credentials of AWS's default chain.
   *
   * @throws ConfigurationException if the library is missing
   */
  static RequestSigner signer(String provider, String region, ProviderSettings settings) {
    if (!isThere()) {
      throw new ConfigurationException(
          provider
              + " needs a key: set the environment variable "
              + Vendors.TOKEN
              + ", or call apiKey(…). To sign with AWS credentials instead, such as"
              + " AWS_ACCESS_KEY_ID or a profile, add AWS's library for it:\n<dependency>\n"
              + "  <groupId>software.amazon.awssdk</groupId>\n  <artifactId>auth</artifactId>\n"
              + "  <version>2.57.8</version>\n</dependency>");
    }
    return AwsSigner.of(provider, region, settings);
  }

  /** Returns the region of the profile, if the library is there to read it. */
  static Optional<String> region(ProviderSettings settings) {
    return isThere() ? AwsSigner.regionOfProfile(settings) : Optional.empty();
  }

  private static boolean isThere() {
    try {
      Class.forName(SOME_CLASS, false, AwsLibrary.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
