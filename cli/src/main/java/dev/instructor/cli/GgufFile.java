package dev.instructor.cli;

import dev.instructor.json.Json;
import java.nio.file.Path;

/**
 * A model in a file of the form GGUF.
 *
 * @param name the file's name, or the model's where its program gives the file another
 * @param path the file
 * @param bytes its size
 * @param owner the program in whose folder it lies
 */
record GgufFile(String name, Path path, long bytes, String owner) {
  Json json() {
    return Json.object()
        .put("name", name)
        .put("path", path.toString())
        .put("bytes", bytes)
        .put("owner", owner)
        .build();
  }
}
