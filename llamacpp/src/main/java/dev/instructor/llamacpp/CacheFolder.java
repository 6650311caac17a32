package dev.instructor.llamacpp;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Where this machine keeps what was fetched. Variables that are empty count as not set. */
record CacheFolder(Function<String, Optional<String>> environment) {
  /** llama.cpp's own variable for the models that it fetches. */
  static final String MODELS = "LLAMA_CACHE";

  /** Returns where fetched models lie: {@code LLAMA_CACHE}, else {@code gguf} in our folder. */
  Path models() {
    return variable(MODELS).orElseGet(() -> own().resolve("gguf"));
  }

  /** Returns where the native library is unpacked. */
  Path libraries() {
    return own().resolve("native");
  }

  /**
   * Returns where the hub's own tools keep their files (Hugging Face, "Understand caching"): what
   * they have fetched need not be fetched again.
   */
  Path hub() {
    return variable("HF_HUB_CACHE")
        .or(() -> variable("HF_HOME").map(home -> home.resolve("hub")))
        .orElseGet(
            () ->
                variable("XDG_CACHE_HOME")
                    .orElseGet(() -> home().resolve(".cache"))
                    .resolve("huggingface")
                    .resolve("hub"));
  }

  /** XDG Base Directory Specification, and what is usual on the other systems. */
  private Path own() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Optional<Path> usual =
        system.contains("windows")
            ? variable("LOCALAPPDATA")
            : system.contains("mac")
                ? Optional.of(home().resolve("Library").resolve("Caches"))
                : Optional.empty();
    return variable("XDG_CACHE_HOME")
        .or(() -> usual)
        .orElseGet(() -> home().resolve(".cache"))
        .resolve("instructor");
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home", "."));
  }

  private Optional<Path> variable(String name) {
    return environment.apply(name).filter(value -> !value.isBlank()).map(Path::of);
  }
}
