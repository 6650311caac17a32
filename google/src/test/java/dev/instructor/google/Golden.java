package dev.instructor.google;

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
 * Compares requests with files of {@code src/test/resources/golden}. {@code -Dgolden.rewrite=true}
 * writes the files instead, except where the environment says {@code CI}.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  static void check(String name, HttpCall call) {
    Path file = FOLDER.resolve(name + ".http");
    String text = text(call);
    try {
      if (Boolean.getBoolean("golden.rewrite")) {
        assertThat(System.getenv("CI")).as("CI: golden files are not rewritten there").isNull();
        Files.createDirectories(FOLDER);
        Files.writeString(file, text);
      }
      assertThat(text).as("request, compared with %s", file).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the request, with the key masked and one member of the body a line. */
  private static String text(HttpCall call) {
    Map<String, String> headers = new TreeMap<>(call.headers());
    headers.replaceAll((name, value) -> value.replace(Models.KEY, "KEY"));
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
