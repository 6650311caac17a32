package dev.instructor.cli;

import dev.instructor.json.Json;
import dev.instructor.provider.ModelProviders;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What {@code doctor} found.
 *
 * @param java the JVM
 * @param screen the terminal that shows the output
 * @param bundled the size of the bundled model in bytes; empty if it is not there
 * @param named the model that the environment names for commands without {@code -m}
 * @param keys the vendors for which there is a key
 * @param servers one's own servers
 * @param files models in files
 * @param commands what runs now, a command line each
 */
record Checkup(
    JavaCheck java,
    Optional<Screen> screen,
    OptionalLong bundled,
    Optional<String> named,
    List<KeyCheck> keys,
    List<ServerCheck> servers,
    List<GgufFile> files,
    List<String> commands) {
  private static final String WEIGHTS = "/dev/instructor/embedded/internal/extractor.bin";

  /** How the command was called, told by the launcher. */
  private static final String COMMAND = "instructor.command";

  /** Opens GGUF files in this process. */
  private static final String GGUF = "gguf";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /**
   * Looks at everything.
   *
   * @param ask whether servers are asked
   */
  static Checkup of(Terminal terminal, boolean ask) {
    Function<String, Optional<String>> environment = terminal.environment();
    OptionalLong bundled = bundledModel();
    List<KeyCheck> keys = KeyCheck.all(environment);
    List<ServerCheck> servers = ServerCheck.all(environment, ask);
    List<GgufFile> files = GgufFiles.find(environment);
    return new Checkup(
        JavaCheck.ofThis(),
        terminal.screen(),
        bundled,
        environment.apply(ExtractCommand.MODEL_VARIABLE).filter(name -> !name.isBlank()),
        keys,
        servers,
        files,
        commands(bundled.isPresent(), keys, servers, files));
  }

  private static OptionalLong bundledModel() {
    URL weights = Checkup.class.getResource(WEIGHTS);
    try {
      return weights == null
          ? OptionalLong.empty()
          : OptionalLong.of(weights.openConnection().getContentLengthLong());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static List<String> commands(
      boolean bundled, List<KeyCheck> keys, List<ServerCheck> servers, List<GgufFile> files) {
    List<String> models = new ArrayList<>();
    if (bundled) {
      models.add(ExtractCommand.DEFAULT_MODEL);
    }
    servers.forEach(server -> models.addAll(server.examples()));
    if (ModelProviders.vendors().stream().anyMatch(vendor -> vendor.name().equals(GGUF))) {
      files.forEach(file -> models.add(GGUF + "/" + file.path()));
    }
    KeyCheck.usable(keys).forEach(sameKey -> models.add(sameKey.get(0).example()));
    String start = quoted(System.getProperty(COMMAND, "instructor")) + " extract -m ";
    return models.stream()
        .map(model -> start + quoted(model) + " -F \"name: string\" \"Jason is 25\"")
        .toList();
  }

  /** Returns a word as a shell takes it, and {@code cmd.exe} on Windows. */
  private static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return File.separatorChar == '\\' ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
  }

  Json json() {
    return Json.object()
        .put("version", Version.own())
        .put("java", java.json())
        .put("screen", screen.<Json>map(Checkup::json).orElse(Json.ofNull()))
        .put("bundled", bundledJson())
        .put("default", named.orElse(ExtractCommand.DEFAULT_MODEL))
        .put("keys", Json.array(keys.stream().map(KeyCheck::json).toList()))
        .put("servers", Json.array(servers.stream().map(ServerCheck::json).toList()))
        .put("files", Json.array(files.stream().map(GgufFile::json).toList()))
        .put("commands", Json.strings(commands))
        .build();
  }

  private static Json json(Screen screen) {
    return Json.object().put("rows", screen.rows()).put("columns", screen.columns()).build();
  }

  private Json bundledJson() {
    return bundled.isEmpty()
        ? Json.ofNull()
        : Json.object()
            .put("model", ExtractCommand.DEFAULT_MODEL)
            .put("bytes", bundled.getAsLong())
            .build();
  }
}
