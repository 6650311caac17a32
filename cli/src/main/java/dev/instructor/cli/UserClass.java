package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A class of the user's, loaded from the class path of {@code -cp}. */
final class UserClass {
  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger VALIDATOR = Logger.getLogger("org.hibernate.validator");

  private UserClass() {}

  /**
   * Returns the class. Its loader stays open: it is needed until the process ends.
   *
   * @throws ConfigurationException if it cannot be loaded
   */
  static Class<?> load(String name, Optional<String> classPath) {
    // It greets with its version otherwise.
    VALIDATOR.setLevel(Level.WARNING);
    URL[] urls = classPath.map(UserClass::urls).orElse(new URL[0]);
    try {
      ClassLoader loader = new URLClassLoader(urls, UserClass.class.getClassLoader());
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new ConfigurationException(
          "-t "
              + name
              + ": no such class on the class path; -cp says where it lies, and an inner class is"
              + " written Outer$Inner",
          e);
    } catch (UnsupportedClassVersionError e) {
      throw new ConfigurationException(
          "-t " + name + " was compiled for a newer Java than " + Runtime.version().feature(), e);
    } catch (LinkageError e) {
      throw new ConfigurationException(
          "-t " + name + " cannot be loaded: " + e.getClass().getSimpleName(), e);
    }
  }

  private static URL[] urls(String classPath) {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (entry.isEmpty()) {
        continue;
      }
      Path path = Texts.path("-cp", entry);
      if (!Files.exists(path)) {
        throw new ConfigurationException("-cp " + entry + ": there is no such file or folder");
      }
      try {
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new ConfigurationException("-cp: '" + entry + "' is no path", e);
      }
    }
    return urls.toArray(URL[]::new);
  }
}
