package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own: how they end, and that they do not hinder each other. */
class ProcessTest {
  private static final long CAP_SECONDS = 120;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  private ProcessBuilder child(String what) {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            what);
    child.environment().put("XDG_CACHE_HOME", folder.toString());
    return child;
  }

  private Process start(ProcessBuilder child, int number) throws IOException {
    return child
        .redirectOutput(folder.resolve("out-" + number).toFile())
        .redirectError(folder.resolve("err-" + number).toFile())
        .start();
  }

  private Ended end(Process process, int number) throws Exception {
    boolean ended = process.waitFor(CAP_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the process ends by itself").isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out-" + number)).strip(),
        Files.readString(folder.resolve("err-" + number)));
  }

  private Ended run(ProcessBuilder child) throws Exception {
    TinyModel.file();
    return end(start(child, 0), 0);
  }

  @Test
  void process_endsAfterMain_andNothingElseIsOnStandardOutput() throws Exception {
    Ended ended = run(child("answer"));

    assertThat(ended.out()).isEqualTo("{\"ok\":true}");
    assertThat(ended.code()).isZero();
    // From JDK 24 on the JVM itself warns of native code, and ends its warnings with an empty line.
    assertThat(ended.err().lines().filter(line -> !line.startsWith("WARNING:") && !line.isEmpty()))
        .isEmpty();
  }

  @Test
  void process_endsAfterItsLastThread() throws Exception {
    assertThat(run(child("thread")))
        .extracting(Ended::code, Ended::out)
        .containsExactly(0, "{\"ok\":true}");
  }

  @Test
  void process_whoseMainFails_saysSo() throws Exception {
    Ended ended = run(child("fail"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("main failed");
  }

  @Test
  void fourProcessesAtOnce_allAnswer() throws Exception {
    TinyModel.file();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(child("answer"), i));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(end(processes.get(i), i).out()).isEqualTo("{\"ok\":true}");
    }
  }

  @Test
  void modelThatIsOpenedAlone_loadsNoNativeLibrary() throws Exception {
    assertThat(run(child("open")))
        .extracting(Ended::code, Ended::out)
        .containsExactly(0, "1 false");
  }

  @Test
  void missingEngine_saysWhatToAdd() throws Exception {
    ProcessBuilder child = child("open");
    List<String> command = new ArrayList<>(child.command());
    String paths = System.getProperty("java.class.path");
    String rest =
        Stream.of(paths.split(File.pathSeparator, -1))
            .filter(path -> !path.contains("kherud"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(rest.length()).isLessThan(paths.length());
    command.set(command.indexOf(paths), rest);

    assertThat(run(child.command(command)).err())
        .contains("ConfigurationException")
        .contains("<artifactId>llama</artifactId>");
  }

  @Test
  void missingLibgomp_isSaid() throws Exception {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    // The loader takes the first it finds, and refuses it: as good as none.
    Files.writeString(folder.resolve("libgomp.so.1"), "no library");
    ProcessBuilder child = child("answer");
    child.environment().put("LD_LIBRARY_PATH", folder.toString());

    Ended ended = run(child);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("ConfigurationException")
        .contains("install the package libgomp1");
  }
}
