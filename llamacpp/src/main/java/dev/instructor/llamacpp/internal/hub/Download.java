package dev.instructor.llamacpp.internal.hub;

import dev.instructor.error.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file of a hub. What has come stays in a file beside the target until it is whole, so
 * that the next try goes on from there, and the target is never half.
 */
final class Download {
  /** The digest and the size of a large file, told before the store that has it is asked. */
  private static final String DIGEST = "X-Linked-Etag";

  private static final String SIZE = "X-Linked-Size";
  private static final Pattern SHA256 = Pattern.compile("(?:W/)?\"?([0-9a-f]{64})\"?");
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final int REDIRECTS = 5;
  private static final int TRIES = 2;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final HubFile file;
  private final Path target;
  private final Progress progress;
  private final HttpClient client;

  Download(HubFile file, Path target, Progress progress) {
    this.file = file;
    this.target = target;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // Followed here: the token is for the hub, and not for the store that it leads to.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /**
   * Fetches the file.
   *
   * @throws IOException if it cannot be written
   * @throws ProviderException if it cannot be had, or is not what the hub says it is
   */
  void run() throws IOException {
    if (file.offline()) {
      throw failure(ProviderException.Kind.CONNECTION, "HF_HUB_OFFLINE forbids to fetch it", null);
    }
    Part part = new Part(target);
    long before = -1;
    IOException last = null;
    // As long as a try brings some of it, another may bring the rest.
    for (int tries = 0; tries < TRIES || part.size() > before; tries++) {
      before = part.size();
      try {
        if (attempt(part)) {
          Files.move(part.path(), target, StandardCopyOption.ATOMIC_MOVE);
          return;
        }
        last = null;
      } catch (Part.Unwritable e) {
        throw e.why();
      } catch (IOException e) {
        last = e;
        if (part.size() <= before) {
          break;
        }
      }
    }
    throw last != null
        ? failure(ProviderException.Kind.CONNECTION, "%s cannot be reached".formatted(host()), last)
        : failure(
            ProviderException.Kind.PROTOCOL, "what came is not what the hub says it is", null);
  }

  /** Returns whether the part is now the whole file. */
  private boolean attempt(Part part) throws IOException {
    URI uri = file.address();
    Optional<String> digest = Optional.empty();
    long total = -1;
    for (int i = 0; i <= REDIRECTS; i++) {
      HttpResponse<Boolean> response = send(uri, part);
      HttpHeaders headers = response.headers();
      digest = digest.or(() -> headers.firstValue(DIGEST).flatMap(Download::sha256));
      total = Math.max(total, headers.firstValueAsLong(SIZE).orElse(-1));
      int status = response.statusCode();
      if (status >= 300 && status < 400) {
        uri = uri.resolve(location(headers));
      } else if (status == 200 || status == 206) {
        return isWhole(part, Math.max(total, part.total()), digest);
      } else if (status == 416) {
        if (isWhole(part, total, digest)) {
          return true;
        }
        part.restart();
        return false;
      } else {
        throw refused(status);
      }
    }
    throw failure(ProviderException.Kind.PROTOCOL, "the hub leads on and on", null);
  }

  private static Optional<String> sha256(String tag) {
    return Optional.of(SHA256.matcher(tag)).filter(Matcher::matches).map(match -> match.group(1));
  }

  private String location(HttpHeaders headers) {
    return headers
        .firstValue("Location")
        .orElseThrow(() -> failure(ProviderException.Kind.PROTOCOL, "the hub leads nowhere", null));
  }

  private HttpResponse<Boolean> send(URI uri, Part part) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("User-Agent", "instructor-java");
    if (part.size() > 0) {
      request.header("Range", "bytes=" + part.size() + "-");
    }
    if (sameHost(uri)) {
      file.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    CompletableFuture<HttpResponse<Boolean>> exchange =
        client.sendAsync(request.build(), info -> part.body(begin(info), info, this::told));
    long seen = part.size();
    while (true) {
      try {
        return exchange.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (part.size() == seen) {
          exchange.cancel(true);
          throw new IOException("nothing came for " + SILENCE.toSeconds() + " seconds", e);
        }
        seen = part.size();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
      } catch (InterruptedException e) {
        exchange.cancel(true);
        Thread.currentThread().interrupt();
        throw failure(ProviderException.Kind.INTERRUPTED, "the thread was interrupted", e);
      }
    }
  }

  private boolean sameHost(URI uri) {
    return uri.getAuthority() != null && uri.getAuthority().equals(file.address().getAuthority());
  }

  /** Returns where in the file a body begins; a negative number if it is none of the file's. */
  private static long begin(HttpResponse.ResponseInfo info) {
    if (info.statusCode() == 200) {
      return 0;
    }
    return info.statusCode() != 206
        ? -1
        : info.headers()
            .firstValue("Content-Range")
            .map(RANGE::matcher)
            .filter(Matcher::matches)
            .map(match -> Long.parseLong(match.group(1)))
            .orElse(-1L);
  }

  private void told(long bytes, long total) {
    progress.at(target.getFileName().toString(), bytes, total);
  }

  /** Compares with what the hub said; a part that is wrong is begun anew. */
  private static boolean isWhole(Part part, long total, Optional<String> digest)
      throws IOException {
    if (total >= 0 && part.size() < total) {
      return false;
    }
    if ((total >= 0 && part.size() > total)
        || digest.filter(expected -> !expected.equals(part.sha256())).isPresent()) {
      part.restart();
      return false;
    }
    return true;
  }

  private ProviderException refused(int status) {
    String what =
        switch (status) {
          case 401, 403 ->
              "it is not for everybody: accept its terms at %s/%s and set HF_TOKEN"
                  .formatted(file.endpoint(), file.repository());
          case 404 ->
              "there is no such file: %s/%s/tree/%s lists those there are"
                  .formatted(file.endpoint(), file.repository(), file.revision());
          default -> "the hub does not give it out";
        };
    return ProviderException.builder("gguf", ProviderException.Kind.STATUS)
        .status(status)
        .retryable(status == 429 || status >= 500)
        .what(sentence(what))
        .build();
  }

  private ProviderException failure(
      ProviderException.Kind kind, String what, @Nullable Throwable cause) {
    return ProviderException.builder("gguf", kind)
        .retryable(kind == ProviderException.Kind.CONNECTION && !file.offline())
        .what(sentence(what))
        .cause(cause)
        .build();
  }

  private String sentence(String what) {
    return "%s cannot be fetched: %s. It can also be put by hand to %s"
        .formatted(file.address(), what, target);
  }

  private String host() {
    return String.valueOf(file.address().getAuthority());
  }
}
