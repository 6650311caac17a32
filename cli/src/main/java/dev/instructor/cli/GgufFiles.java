package dev.instructor.cli;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds GGUF files where programs keep those that they have fetched, the provider {@code gguf} too
 * (in {@code instructor} in the user's cache folder): Hugging Face's hub cache ("Environment
 * variables"), llama.cpp's ({@code LLAMA_CACHE}, "LLaMA.cpp HTTP Server"), LM Studio's models
 * ("Import Models") and Ollama's ("FAQ": {@code OLLAMA_MODELS}).
 */
final class GgufFiles {
  /** As deep as any of these programs puts a file. */
  private static final int DEPTH = 7;

  /** A folder with more than that is no cache of models. */
  private static final int MOST = 20_000;

  private static final String OLLAMAS_WEIGHTS = "application/vnd.ollama.image.model";

  private final Function<String, Optional<String>> environment;
  private final Path home;

  private GgufFiles(Function<String, Optional<String>> environment) {
    this.environment = environment;
    this.home =
        variable("HOME")
            .or(() -> variable("USERPROFILE"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home", "")));
  }

  /** Returns the models found, by owner and name; parts of a model but the first are left out. */
  static List<GgufFile> find(Function<String, Optional<String>> environment) {
    GgufFiles files = new GgufFiles(environment);
    List<GgufFile> found = new ArrayList<>();
    found.addAll(within(files.huggingFace(), "Hugging Face"));
    files.llamaCpp().forEach(folder -> found.addAll(within(folder, "llama.cpp")));
    files.caches("instructor").forEach(folder -> found.addAll(within(folder, "instructor")));
    found.addAll(within(files.home.resolve(".lmstudio/models"), "LM Studio"));
    found.addAll(within(files.home.resolve(".cache/lm-studio/models"), "LM Studio"));
    found.addAll(files.ollama());
    found.sort(Comparator.comparing(GgufFile::owner).thenComparing(GgufFile::name));
    return List.copyOf(found);
  }

  private Optional<String> variable(String name) {
    return environment.apply(name).filter(value -> !value.isBlank());
  }

  private Path cache() {
    return variable("XDG_CACHE_HOME").map(Path::of).orElse(home.resolve(".cache"));
  }

  private Path huggingFace() {
    return variable("HF_HUB_CACHE")
        .map(Path::of)
        .orElseGet(
            () ->
                variable("HF_HOME")
                    .map(Path::of)
                    .orElse(cache().resolve("huggingface"))
                    .resolve("hub"));
  }

  private List<Path> llamaCpp() {
    return variable("LLAMA_CACHE")
        .map(named -> List.of(Path.of(named)))
        .orElseGet(() -> caches("llama.cpp"));
  }

  /** Returns where a program's cache is on each system; those of others are not there. */
  private List<Path> caches(String program) {
    List<Path> all = new ArrayList<>();
    all.add(cache().resolve(program));
    all.add(home.resolve("Library").resolve("Caches").resolve(program));
    variable("LOCALAPPDATA").map(folder -> Path.of(folder, program)).ifPresent(all::add);
    return all;
  }

  private static List<GgufFile> within(Path folder, String owner) {
    return walk(folder).stream()
        .filter(file -> isModel(file.getFileName().toString()))
        .flatMap(file -> of(file.getFileName().toString(), file, owner).stream())
        .toList();
  }

  private static boolean isModel(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gguf")
        // The part of a model that sees.
        && !lower.startsWith("mmproj")
        && !lower.matches(".*-(?!00001-)\\d{5}-of-\\d{5}\\.gguf");
  }

  /** Ollama names a file by its checksum; a manifest for each model says which. */
  private List<GgufFile> ollama() {
    Path models =
        variable("OLLAMA_MODELS").map(Path::of).orElse(home.resolve(".ollama").resolve("models"));
    Path manifests = models.resolve("manifests");
    List<GgufFile> found = new ArrayList<>();
    for (Path manifest : walk(manifests)) {
      Path place = manifests.relativize(manifest);
      int length = place.getNameCount();
      if (length < 3) {
        continue;
      }
      String name = place.getName(length - 2) + ":" + place.getName(length - 1);
      weights(manifest)
          .map(digest -> models.resolve("blobs").resolve(digest.replace(':', '-')))
          .flatMap(file -> of(name, file, "Ollama"))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<String> weights(Path manifest) {
    try {
      return Json.parse(Files.readString(manifest))
          .at("/layers")
          .filter(JsonArray.class::isInstance)
          .flatMap(
              layers ->
                  ((JsonArray) layers)
                      .items().stream()
                          .flatMap(layer -> layer.asObject().stream())
                          .filter(GgufFiles::holdsWeights)
                          .findFirst())
          .flatMap(layer -> layer.text("digest"));
    } catch (IOException | InvalidJsonException e) {
      return Optional.empty();
    }
  }

  private static boolean holdsWeights(JsonObject layer) {
    return layer.text("mediaType").filter(OLLAMAS_WEIGHTS::equals).isPresent();
  }

  /** Returns the files in a folder, without those that may not be read; none if there is none. */
  private static List<Path> walk(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          Set.of(),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              // A link too: Hugging Face's cache is made of them.
              if (Files.isRegularFile(file)) {
                files.add(file);
              }
              return files.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // What was found until then is there.
    }
    return files;
  }

  private static Optional<GgufFile> of(String name, Path file, String owner) {
    try {
      return Optional.of(new GgufFile(name, file, Files.size(file), owner));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
