package dev.instructor.google;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recorded traffic with the Gemini API and Vertex AI, from the folder {@code shared}. */
final class Recordings {
  private Recordings() {}

  /**
   * One recorded exchange.
   *
   * @param id its name
   * @param family format and vendor
   * @param stream whether the answer is a stream
   * @param status the HTTP status
   * @param headers the headers that were kept
   * @param body the body
   * @param request what was sent; {@code null} in JSON if it is not known
   * @param expected what the vendor's own SDK reads from it
   */
  record Recording(
      String id,
      String family,
      boolean stream,
      int status,
      Map<String, List<String>> headers,
      String body,
      Json request,
      JsonObject expected) {
    @Override
    public String toString() {
      return id;
    }
  }

  static List<Recording> all() {
    Path folder = folder();
    JsonObject manifest = read(folder.resolve("MANIFEST.json"));
    return manifest.items("cases").stream()
        .map(item -> item.asObject().orElseThrow())
        .filter(item -> item.text("dialect").orElseThrow().equals("google"))
        .map(item -> recording(read(folder.resolve(item.text("file").orElseThrow()))))
        .toList();
  }

  private static Recording recording(JsonObject file) {
    JsonObject response = file.object("response").orElseThrow();
    Map<String, List<String>> headers = new HashMap<>();
    response
        .object("headers")
        .orElse(JsonObject.empty())
        .members()
        .forEach(
            (name, value) -> headers.put(name, List.of(value.asText().orElse(value.toString()))));
    String body =
        response
            .get("body")
            .map(value -> value.asText().orElse(value.toString()))
            .orElseGet(
                () ->
                    new String(
                        Base64.getDecoder().decode(response.text("body_base64").orElseThrow()),
                        StandardCharsets.UTF_8));
    return new Recording(
        file.text("id").orElseThrow(),
        file.text("family").orElseThrow(),
        response.text("format").orElseThrow().equals("sse"),
        Integer.parseInt(response.get("status").orElseThrow().toString()),
        headers,
        body,
        file.object("request").flatMap(request -> request.get("body")).orElse(Json.ofNull()),
        file.object("expected").orElseThrow());
  }

  private static JsonObject read(Path file) {
    try {
      return Json.parse(Files.readString(file)).asObject().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared/cassettes");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    String message = "no folder shared/cassettes beside a parent of the repository";
    if ("required".equals(System.getenv("INSTRUCTOR_SHARED"))) {
      throw new IllegalStateException(message);
    }
    return abort(message);
  }
}
