package dev.instructor.llamacpp;

import java.nio.file.Path;

/** Where the file of a model comes from. */
interface ModelSource {
  /** Returns the file; one that has to be fetched is there when this returns. */
  Path file();
}
