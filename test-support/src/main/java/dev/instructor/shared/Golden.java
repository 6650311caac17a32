package dev.instructor.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.provider.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares what was made with files that hold what is expected. {@code -Dgolden.rewrite=true}
 * writes the files instead, except where the environment says {@code CI}.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /**
   * Compares a request, its key masked, with a file {@code NAME.http} of the module's folder {@code
   * src/test/resources/golden}.
   */
  public static void check(String name, HttpCall call) {
    check(FOLDER.resolve(name + ".http"), text(call));
  }

  /** Compares a text with a file. */
  public static void check(Path file, String text) {
    try {
      if (Boolean.getBoolean("golden.rewrite")) {
        assertThat(System.getenv("CI")).as("CI: golden files are not rewritten there").isNull();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
      }
      assertThat(file).as("run once with -Dgolden.rewrite=true and read what it wrote").exists();
      assertThat(text).as("compared with %s", file).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the request, with one member of the body a line. */
  private static String text(HttpCall call) {
    Map<String, String> headers = new TreeMap<>(call.headers());
    headers.replaceAll((name, value) -> value.replace(Chats.KEY, "KEY"));
    return call.method()
        + " "
        + call.uri()
        + headers.entrySet().stream()
            .map(header -> "\n" + header.getKey() + ": " + header.getValue())
            .collect(Collectors.joining())
        + Json.parse(call.body()).asObject().orElseThrow().members().entrySet().stream()
            .map(member -> "\n  " + Json.of(member.getKey()) + ": " + member.getValue())
            .collect(Collectors.joining(",", "\n\n{", "\n}\n"));
  }
}
