package dev.instructor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version, from what Maven leaves in the jar. */
final class Version {
  private static final String PROPERTIES =
      "/META-INF/maven/dev.instructor/instructor-cli/pom.properties";

  private Version() {}

  /** Returns the versions of the command and of the JVM it runs on. */
  static String text() {
    return "instructor " + own() + " on Java " + Runtime.version();
  }

  /** Returns the version of the command. */
  static String own() {
    try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
      if (in == null) {
        return "(development)";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "(development)");
    } catch (IOException e) {
      return "(development)";
    }
  }
}
