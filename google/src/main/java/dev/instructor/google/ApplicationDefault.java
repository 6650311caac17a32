package dev.instructor.google;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Google's application default credentials ("How Application Default Credentials works"): the file
 * that {@code GOOGLE_APPLICATION_CREDENTIALS} names, what {@code gcloud auth application-default
 * login} left, or the account of the machine. They need Google's auth library, which is not brought
 * along, since a token will do as well.
 */
final class ApplicationDefault {
  private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String LIBRARY = "com.google.auth.oauth2.GoogleCredentials";

  private ApplicationDefault() {}

  /**
   * Returns a token that is fetched with the first request, and again before it expires.
   *
   * @throws ConfigurationException if the library is not there
   */
  static ApiKey key(ProviderSettings settings) {
    try {
      Class.forName(LIBRARY, false, ApplicationDefault.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ConfigurationException(
          settings.provider()
              + " needs a token: set the environment variable "
              + VertexEndpoint.TOKEN
              + " (gcloud auth print-access-token prints one), call apiKey(…), or add Google's auth"
              + " library, which finds application default credentials:\n<dependency>\n"
              + "  <groupId>com.google.auth</groupId>\n"
              + "  <artifactId>google-auth-library-oauth2-http</artifactId>\n"
              + "  <version>1.33.0</version>\n</dependency>");
    }
    AuthLibrary library = new AuthLibrary(settings.provider(), file(settings));
    return ApiKey.of(library::token);
  }

  private static Optional<Path> file(ProviderSettings settings) {
    return settings
        .environment()
        .apply(FILE)
        .filter(name -> !name.isBlank())
        .map(
            name -> {
              try {
                return Path.of(name);
              } catch (InvalidPathException e) {
                throw new ConfigurationException(FILE + " names no file", e);
              }
            });
  }

  /** Returns the project that the credentials' file names. */
  static Optional<String> project(ProviderSettings settings) {
    return file(settings)
        .flatMap(
            file -> {
              try {
                Json json = Json.parse(Files.readString(file));
                return json.at("/project_id")
                    .or(() -> json.at("/quota_project_id"))
                    .flatMap(Json::asText);
              } catch (IOException | InvalidJsonException e) {
                return Optional.empty(); // Told with the first token.
              }
            });
  }
}
