package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;

/**
 * A schema as one vendor accepts it.
 *
 * @param dialect the name of the dialect
 * @param schema what is sent
 * @param strict whether the vendor may be asked to enforce it strictly; false if it exceeds what
 *     the vendor enforces
 * @param lost what the dialect cannot say; it is still enforced on the answer, on this side
 * @param restoration how to undo the adaptation on an answer
 */
public record AdaptedSchema(
    String dialect, JsonObject schema, boolean strict, List<Loss> lost, Restoration restoration) {

  /** Creates one with a copy of the losses. */
  public AdaptedSchema {
    lost = List.copyOf(lost);
  }

  /**
   * Something of the schema that a dialect cannot say.
   *
   * @param pointer the place in the schema as a JSON pointer
   * @param keyword the keyword that is not sent
   * @param note what became of it, such as {@code moved into the description}
   */
  public record Loss(String pointer, String keyword, String note) {
    /** Returns place, keyword and note as words for a person. */
    @Override
    public String toString() {
      return "%s %s: %s".formatted(pointer.isEmpty() ? "(root)" : pointer, keyword, note);
    }
  }

  /**
   * Turns an answer to the adapted schema into one to the original; an answer to the original comes
   * back as it is.
   */
  @FunctionalInterface
  public interface Restoration {
    /**
     * Returns the value in the original schema's form. Never throws: what it does not know it
     * leaves alone.
     */
    Json restore(Json answer);
  }
}
