package dev.instructor.llamacpp.internal.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubFileTest {
  private final HubServer server = new HubServer();

  @TempDir private Path cache;

  @AfterEach
  void stop() {
    server.close();
  }

  private HubFile file(String endpoint) {
    return new HubFile(endpoint, "user/repo", "main", "m.gguf", Optional.of("hf_secret"), false);
  }

  private Path fetched() {
    return file(server.endpoint() + "/").fetched(cache, cache.resolve("hub"), Progress.silent());
  }

  private Path target() {
    return cache.resolve("user/repo/m.gguf");
  }

  private void assertFails(ProviderException.Kind kind, String... words) {
    assertThatThrownBy(this::fetched)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.getMessage()).contains(words).contains(target().toString());
              assertThat(e.getMessage()).doesNotContain("hf_secret");
            });
    assertThat(target()).doesNotExist();
  }

  @Test
  void file_isFetchedOnce_andCheckedAndKept() throws IOException {
    assertThat(fetched()).isEqualTo(target()).hasBinaryContent(server.content);
    assertThat(fetched()).isEqualTo(target());

    assertThat(server.requests)
        .containsExactly(HubServer.FILE + " - Bearer hf_secret", "/store - -");
    try (Stream<Path> left = Files.list(target().getParent())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("m.gguf", "m.gguf.lock");
    }
  }

  @Test
  void connectionThatBreaks_isTakenUpWhereItBroke() {
    server.cuts.set(2);

    assertThat(fetched()).hasBinaryContent(server.content);
    assertThat(server.requests).filteredOn(r -> r.startsWith("/store bytes=")).hasSizeBetween(1, 2);
  }

  @Test
  void partOfAnEarlierProcess_isContinued() throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target().resolveSibling("m.gguf.part"), Arrays.copyOf(server.content, 100_000));

    assertThat(fetched()).hasBinaryContent(server.content);
    assertThat(server.requests).contains("/store bytes=100000- -");
  }

  @Test
  void serverWithoutRanges_beginsAnew() throws IOException {
    server.ranges = false;
    Files.createDirectories(target().getParent());
    Files.write(target().resolveSibling("m.gguf.part"), new byte[1_000]);

    assertThat(fetched()).hasBinaryContent(server.content);
  }

  @Test
  void partOfAnotherFile_isThrownAway() throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target().resolveSibling("m.gguf.part"), new byte[1_000]);

    assertThat(fetched()).hasBinaryContent(server.content);
  }

  @Test
  void contentThatIsNotWhatTheHubSays_isNotKept() {
    server.digest = "0".repeat(64);

    assertFails(ProviderException.Kind.PROTOCOL, "not what the hub says it is");
    assertThat(target().resolveSibling("m.gguf.part")).doesNotExist();
  }

  @Test
  void unknownFile_saysWhereThoseAreThatThereAre() {
    server.status = 404;

    assertFails(ProviderException.Kind.STATUS, "HTTP 404", "/user/repo/tree/main");
  }

  @Test
  void fileThatIsNotForEverybody_saysWhatToDo() {
    server.status = 403;

    assertFails(ProviderException.Kind.STATUS, "HF_TOKEN", "accept its terms");
  }

  @Test
  void withoutANetwork_saysWhereToPutTheFile() {
    String endpoint = server.endpoint();
    server.close();

    assertThatThrownBy(() -> file(endpoint).fetched(cache, cache, Progress.silent()))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ProviderException.Kind.CONNECTION);
              assertThat(e)
                  .hasMessageContaining("cannot be reached")
                  .hasMessageContaining(endpoint + HubServer.FILE)
                  .hasMessageContaining("put by hand to " + target());
            });
  }

  @Test
  void offline_asksNobody() {
    HubFile file =
        new HubFile(server.endpoint(), "user/repo", "main", "m.gguf", Optional.empty(), true);

    assertThatThrownBy(() -> file.fetched(cache, cache, Progress.silent()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("HF_HUB_OFFLINE");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void fileThatTheHubsOwnToolsHave_isTakenFromThere() throws IOException {
    Path model = cache.resolve("hub/models--user--repo");
    Files.createDirectories(model.resolve("refs"));
    Files.writeString(model.resolve("refs/main"), "abc\n");
    Path known = model.resolve("snapshots/abc/m.gguf");
    Files.createDirectories(known.getParent());
    Files.write(known, new byte[1]);

    assertThat(fetched()).isEqualTo(known);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void severalThreadsAtOnce_fetchItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Path>> calls = Collections.nCopies(4, this::fetched);
      for (Future<Path> path : threads.invokeAll(calls)) {
        assertThat(path.get()).hasBinaryContent(server.content);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.requests).filteredOn(r -> r.startsWith("/store")).hasSize(1);
  }

  @Test
  void interruptedThread_leavesAtOnce() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::fetched)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void modelInSeveralFiles_hasAllOfThem() {
    HubFile first =
        new HubFile("http://h", "u/r", "main", "q/m-00001-of-00003.gguf", Optional.empty(), false);

    assertThat(first.parts())
        .extracting(HubFile::file)
        .containsExactly(
            "q/m-00001-of-00003.gguf", "q/m-00002-of-00003.gguf", "q/m-00003-of-00003.gguf");
  }

  @Test
  void progress_isToldToTheEnd_andDrawnInOneLine() {
    List<Long> seen = new ArrayList<>();
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Progress bar = new Progress.Bar(new PrintStream(screen, true, StandardCharsets.UTF_8));

    file(server.endpoint())
        .fetched(
            cache,
            cache,
            (name, bytes, total) -> {
              seen.add(bytes);
              bar.at(name, bytes, total);
            });

    assertThat(seen).isSorted().last().isEqualTo((long) server.content.length);
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .startsWith("\rm.gguf [")
        .contains("[##############################] 100 % of 0 MB")
        .endsWith(System.lineSeparator());
  }
}
