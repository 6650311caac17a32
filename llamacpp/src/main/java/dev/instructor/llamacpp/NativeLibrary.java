package dev.instructor.llamacpp;

import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Unpacks and loads the engine's native library. The engine would do so itself, to one path for all
 * processes, which breaks when several start at once, and would say so on standard output.
 */
final class NativeLibrary {
  /** The engine looks for its library in the folder that this system property names. */
  private static final String FOLDER = "de.kherud.llama.lib.path";

  private static final String ENGINE = "de.kherud.llama.LlamaModel";
  private static final String FILE = System.mapLibraryName("jllama");

  private static volatile boolean loaded;

  private NativeLibrary() {}

  /**
   * Makes the library ready, so that the engine's classes can be used. Does nothing a second time.
   *
   * @param cache where it is unpacked, for all processes of this user
   * @throws ConfigurationException if the engine is not on the class path or does not run here
   */
  static void load(Path cache) {
    if (loaded) {
      return;
    }
    Class<?> engine = engineClass();
    if (System.getProperty(FOLDER) == null) {
      refuseOldProcessor(Path.of("/proc/cpuinfo"));
      String resource = "/de/kherud/llama/" + platform() + "/" + FILE;
      System.setProperty(FOLDER, unpack(engine, resource, cache).toString());
    }
    Path library = Path.of(System.getProperty(FOLDER), FILE);
    try {
      // The engine hides why its library cannot be loaded. Loading it twice is no harm, if it is
      // the same class loader that does.
      if (engine.getClassLoader() == NativeLibrary.class.getClassLoader()) {
        System.load(library.toAbsolutePath().toString());
      }
      loaded = true;
    } catch (UnsatisfiedLinkError e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns the engine's main class, without anything native.
   *
   * @throws ConfigurationException if it is not on the class path, with what to add
   */
  static Class<?> engineClass() {
    try {
      return Class.forName(ENGINE, false, NativeLibrary.class.getClassLoader());
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw new ConfigurationException(
          """
          Models in GGUF files need an engine that is not on the class path. Add:
          <dependency>
            <groupId>de.kherud</groupId>
            <artifactId>llama</artifactId>
            <version>4.2.0</version>
          </dependency>""",
          e);
    }
  }

  /** Returns the folder of this platform in the engine's jar. */
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String folder =
        system.contains("windows") ? "Windows" : system.contains("mac") ? "Mac" : "Linux";
    return folder
        + "/"
        + switch (processor) {
          case "amd64", "x86_64", "x86-64" -> "x86_64";
          case "arm64", "aarch64" -> "aarch64";
          default -> processor;
        };
  }

  /** Returns the folder in which the library lies. */
  private static Path unpack(Class<?> engine, String resource, Path cache) {
    try (InputStream stream = engine.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ConfigurationException(
            "The engine for GGUF files has no library for this platform (%s): use a server such as"
                    .formatted(resource)
                + " ollama/… instead");
      }
      byte[] library = stream.readAllBytes();
      String name = "jllama-" + digest(library).substring(0, 16);
      for (Path root : List.of(cache, Path.of(System.getProperty("java.io.tmpdir", ".")))) {
        Path folder = root.resolve(name);
        if (isWritten(library, folder)) {
          return folder;
        }
      }
      throw new ConfigurationException(
          "The engine's library can be unpacked neither to %s nor to the folder for temporary files"
              .formatted(cache));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the library is whole in a folder now; processes side by side may try. */
  private static boolean isWritten(byte[] library, Path folder) {
    Path target = folder.resolve(FILE);
    Path part = null;
    try {
      if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), library)) {
        return true;
      }
      Files.createDirectories(folder);
      part = Files.createTempFile(folder, FILE, ".part");
      Files.write(part, library);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      if (part != null) {
        part.toFile().delete();
      }
      return false;
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The library uses instructions of 2013 and later; without them the process would just end. */
  static void refuseOldProcessor(Path cpuinfo) {
    if (!platform().equals("Linux/x86_64") || !Files.isReadable(cpuinfo)) {
      return;
    }
    try {
      List<String> flags =
          Files.readAllLines(cpuinfo).stream()
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> Arrays.asList(line.split("\\s+", -1)))
              .orElse(List.of());
      if (!flags.isEmpty() && !flags.containsAll(List.of("avx2", "fma", "f16c"))) {
        throw new ConfigurationException(
            "The engine for GGUF files needs a processor with AVX2, FMA and F16C, and this one lacks"
                + " some of them: use a server such as ollama/… instead");
      }
    } catch (IOException e) {
      // Then it is not known, and most have them.
    }
  }

  /** Says what to do about a library that the system's loader refuses. */
  static ConfigurationException refused(String message, Throwable cause) {
    String what =
        message.contains("libgomp")
            ? "it needs libgomp.so.1: install the package libgomp1 (Debian, Ubuntu) or libgomp"
                + " (Fedora, Alpine with glibc)"
            : message.contains("libstdc++")
                ? "it needs libstdc++.so.6: install the package libstdc++6 or libstdc++"
                : message.contains("ld-musl") || message.contains("GLIBC")
                    ? "it needs a newer GNU C library than this system has; Alpine has none"
                    : "the system's loader refuses it";
    return new ConfigurationException(
        "The native library for GGUF files cannot be loaded: %s (%s)".formatted(what, message),
        cause);
  }
}
