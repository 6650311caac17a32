package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GgufProviderTest {
  private static final ProviderSettings HUB = ProviderSettings.of("gguf", "user/repo:m.gguf");

  private static void assertRefused(ProviderSettings settings, String message) {
    assertThatThrownBy(() -> ModelProviders.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private static Stream<ProviderSettings> wrongSettings() {
    return Stream.of(
        HUB.withHeader("X", "y"),
        HUB.withOption("context", "1"),
        HUB.withOption("ctx-size", "many"),
        HUB.withOption("ctx-size", "3"),
        HUB.withOption("parallel", "0"),
        ProviderSettings.of("gguf", "user/repo:model.bin"),
        ProviderSettings.of("gguf", "user/repo:../m.gguf"),
        ProviderSettings.of("gguf", "/no/such/file.gguf"),
        ProviderSettings.of("gguf", "m.gguf").withApiKey(ApiKey.of("k")),
        ProviderSettings.of("gguf", "m.gguf").withBaseUrl("http://localhost"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void settingsWithoutMeaning_areRefused(ProviderSettings settings) {
    assertRefused(settings, "");
  }

  @Test
  void optionThatThereIsNot_namesThoseThereAre() {
    assertRefused(HUB.withOption("n_ctx", "1"), "ctx-size, gpu-layers, parallel, threads");
  }

  @Test
  void fileOfAHub_isOpenedWithoutBeingFetched() {
    assertThat(ModelProviders.open(HUB).profile().model()).isEqualTo("user/repo:m.gguf");
  }

  @Test
  void fileOfAnotherKind_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("m.gguf"), "version https://git-lfs.github.com/");

    assertRefused(ProviderSettings.of("gguf", file.toString()), "no whole GGUF file");
  }

  @Test
  void fileThatIsCut_isRefused(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(TinyModel.file());
    for (int length : new int[] {0, 4, 30, 9_000, whole.length - 200_000}) {
      Path cut = Files.write(folder.resolve("m" + length), Arrays.copyOf(whole, length));

      assertRefused(ProviderSettings.of("gguf", cut.toString()), "no whole GGUF file");
    }
  }

  @Test
  void header_saysWhatTheModelIs() {
    GgufHeader header = GgufHeader.read(TinyModel.file());

    assertThat(header.architecture()).isEqualTo("qwen2");
    assertThat(header.controlTokens()).contains("<|end|>");
    assertThat(header.hasEnd()).isTrue();
    assertThat(EngineOptions.of(Map.of()).contextOf(header)).isBetween(64, 8_192);
  }

  @Test
  void cacheFolder_isWhereTheVariablesSay() {
    Map<String, String> set = Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/hf", "LLAMA_CACHE", "");
    CacheFolder cache = new CacheFolder(name -> Optional.ofNullable(set.get(name)));

    assertThat(cache.models()).isEqualTo(Path.of("/x/instructor/gguf"));
    assertThat(cache.libraries()).isEqualTo(Path.of("/x/instructor/native"));
    assertThat(cache.hub()).isEqualTo(Path.of("/hf/hub"));
    assertThat(new CacheFolder(name -> Optional.of("/l")).models()).isEqualTo(Path.of("/l"));
  }
}
