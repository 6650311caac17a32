package dev.instructor.embedded.internal;

import dev.instructor.json.JsonObject;
import java.util.List;

/**
 * An answer that is to be given again, without what is wrong with it.
 *
 * @param answer the answer, this model's or another's
 * @param pointers the places that are wrong, as JSON pointers (RFC 6901); empty for the whole
 */
public record Rejected(JsonObject answer, List<String> pointers) {
  /** Creates one with a copy of the list. */
  public Rejected {
    pointers = List.copyOf(pointers);
  }
}
