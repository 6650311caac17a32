package dev.instructor.llamacpp.internal.hub;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a model hub. Its {@code toString} shows no token.
 *
 * @param endpoint the hub's address, without a slash at the end
 * @param repository user and repository, such as {@code user/repository}
 * @param revision a branch, a tag or a commit
 * @param file the file's path in the repository
 * @param token the token of a user, for what not everybody may read
 * @param offline whether nothing may be fetched
 */
public record HubFile(
    String endpoint,
    String repository,
    String revision,
    String file,
    Optional<String> token,
    boolean offline) {

  private static final String ENDING = ".gguf";
  private static final Pattern PART = Pattern.compile("(.*)-00001-of-(\\d{5})\\.gguf");

  /** One process fetches one file at a time; other processes are kept out by a lock on a file. */
  private static final ReentrantLock FETCHING = new ReentrantLock();

  /**
   * Creates one.
   *
   * @throws ConfigurationException if the file is no GGUF file
   */
  public HubFile {
    endpoint = endpoint.replaceFirst("/+$", "");
    if (!file.endsWith(ENDING) || List.of(file.split("/", -1)).contains("..")) {
      throw new ConfigurationException(
          "'%s' names no GGUF file: write gguf/%s:file.gguf; %s/%s/tree/%s lists the files"
              .formatted(file, repository, endpoint, repository, revision));
    }
  }

  /** Returns the files that make up the model: this one, and those that its name counts. */
  public List<HubFile> parts() {
    Matcher split = PART.matcher(file);
    if (!split.matches()) {
      return List.of(this);
    }
    List<HubFile> parts = new ArrayList<>();
    for (int i = 1; i <= Integer.parseInt(split.group(2)); i++) {
      String name =
          String.format(Locale.ROOT, "%s-%05d-of-%s%s", split.group(1), i, split.group(2), ENDING);
      parts.add(new HubFile(endpoint, repository, revision, name, token, offline));
    }
    return List.copyOf(parts);
  }

  /** Returns the file's address (Hugging Face, "Download files from the Hub"). */
  public URI address() {
    return URI.create(
        endpoint + "/" + repository + "/resolve/" + encoded(revision) + "/" + encoded(file));
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /**
   * Returns where the file is on this machine, fetched if it was not there.
   *
   * @param cache where it is kept
   * @param hub where the hub's own tools keep theirs; what they have is taken from there
   * @param progress is told how far it has come
   * @throws ProviderException if it cannot be fetched; the message says where it can be put by hand
   */
  public Path fetched(Path cache, Path hub, Progress progress) {
    Path target = target(cache);
    if (Files.isRegularFile(target)) {
      return target;
    }
    Optional<Path> known = known(hub);
    if (known.isPresent()) {
      return known.get();
    }
    FETCHING.lock();
    try {
      Files.createDirectories(target.getParent());
      try (FileChannel lock =
          FileChannel.open(
              target.resolveSibling(target.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        // Given back when the channel is closed, or the process ends.
        lock.lock();
        if (!Files.isRegularFile(target)) {
          new Download(this, target, progress).run();
        }
      }
      return target;
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      throw ProviderException.builder("gguf", ProviderException.Kind.INTERRUPTED)
          .what("the thread was interrupted")
          .cause(e)
          .build();
    } catch (IOException e) {
      throw new ConfigurationException(
          "'%s' cannot be kept at %s: %s; the variable LLAMA_CACHE names another folder"
              .formatted(file, target, e),
          e);
    } finally {
      FETCHING.unlock();
    }
  }

  private Path target(Path cache) {
    Path folder = cache.resolve(repository);
    return (revision.equals("main") ? folder : folder.resolve(revision)).resolve(file);
  }

  /** "Understand caching": the commit of a branch stands in a file of the branch's name. */
  private Optional<Path> known(Path hub) {
    Path folder = hub.resolve("models--" + repository.replace("/", "--"));
    try {
      Path branch = folder.resolve("refs").resolve(revision);
      String commit = Files.isRegularFile(branch) ? Files.readString(branch).strip() : revision;
      return Optional.of(folder.resolve("snapshots").resolve(commit).resolve(file))
          .filter(Files::isRegularFile);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "HubFile[" + address() + "]";
  }
}
