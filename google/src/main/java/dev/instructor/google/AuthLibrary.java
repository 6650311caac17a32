package dev.instructor.google;

import com.google.auth.oauth2.GoogleCredentials;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one class that knows Google's auth library; it is not loaded where a token is given.
 * Thread-safe.
 */
final class AuthLibrary {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final String provider;
  private final Optional<Path> file;
  private final AtomicReference<@Nullable GoogleCredentials> credentials = new AtomicReference<>();

  AuthLibrary(String provider, Optional<Path> file) {
    this.provider = provider;
    this.file = file;
  }

  /** Returns a token that is good for the next request. */
  String token() {
    GoogleCredentials found = credentials();
    try {
      found.refreshIfExpired();
      return found.getAccessToken().getTokenValue();
    } catch (IOException e) {
      // The cause can quote the answer of the token server, and with it an account's name.
      throw ProviderException.builder(provider, ProviderException.Kind.CONNECTION)
          .retryable(true)
          .what(
              "Google gave no token for the application default credentials; try gcloud auth"
                  + " application-default login again")
          .cause(e)
          .build();
    }
  }

  private GoogleCredentials credentials() {
    GoogleCredentials known = credentials.get();
    if (known == null) {
      known = load().createScoped(SCOPE);
      credentials.compareAndSet(null, known);
    }
    return known;
  }

  private GoogleCredentials load() {
    try {
      if (file.isEmpty()) {
        return GoogleCredentials.getApplicationDefault();
      }
      try (InputStream in = Files.newInputStream(file.get())) {
        return GoogleCredentials.fromStream(in);
      }
    } catch (IOException | RuntimeException e) {
      // Of an empty file the library says so with an IllegalArgumentException.
      throw new ConfigurationException(
          "%s finds no application default credentials: run gcloud auth application-default login, or name a file in GOOGLE_APPLICATION_CREDENTIALS, or set %s"
              .formatted(provider, VertexEndpoint.TOKEN),
          e);
    }
  }
}
