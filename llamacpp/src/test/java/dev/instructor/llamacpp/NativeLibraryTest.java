package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.so: libgomp.so.1: cannot open shared object file: No such file or directory | install the package libgomp1",
        "x.so: libstdc++.so.6: cannot open shared object file | install the package libstdc++6",
        "/lib/libc.so.6: version `GLIBC_2.32' not found | newer GNU C library",
        "x.so: wrong ELF class | the system's loader refuses it",
      })
  void libraryThatIsRefused_saysWhatToInstall(String message, String advice) {
    assertThat(NativeLibrary.refused(message, new UnsatisfiedLinkError(message)))
        .hasMessageContaining(advice)
        .hasMessageContaining(message);
  }

  @Test
  void processorWithoutTheInstructions_isRefused(@TempDir Path folder) throws IOException {
    assumeThat(System.getProperty("os.name") + System.getProperty("os.arch"))
        .isEqualTo("Linuxamd64");
    Path old = Files.writeString(folder.resolve("old"), "processor : 0\nflags : fpu sse2 avx\n");
    Path good = Files.writeString(folder.resolve("good"), "flags : fma avx2 f16c\n");

    assertThatThrownBy(() -> NativeLibrary.refuseOldProcessor(old))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AVX2");
    assertThatCode(() -> NativeLibrary.refuseOldProcessor(good)).doesNotThrowAnyException();
    assertThatCode(() -> NativeLibrary.refuseOldProcessor(folder.resolve("none")))
        .doesNotThrowAnyException();
  }
}
