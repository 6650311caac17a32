package dev.instructor.chat;

import dev.instructor.json.JsonObject;
import java.util.Optional;

/**
 * The structured answer a request asks for. It is there in every mode, {@link Mode#PROMPTED} too,
 * so that a model in this process can read it.
 *
 * @param mode how it is asked for; never {@link Mode#AUTO}
 * @param name the name on the wire
 * @param description what it is, for the model
 * @param schema the schema in the vendor's dialect
 * @param strict whether the vendor is asked to enforce the schema
 */
public record OutputDirective(
    Mode mode, String name, Optional<String> description, JsonObject schema, boolean strict) {

  private static final String INSTRUCTION =
      "Answer with one JSON value that keeps to the following JSON Schema, and with nothing else:"
          + " no prose, no code fence, not the schema itself.\n";

  /**
   * Returns the words that ask for the answer in the prompt, schema included: for modes in which
   * nothing else tells it, and for vendors whose models do not see the schema that is enforced.
   */
  public String instruction() {
    return INSTRUCTION + description.map(text -> text.strip() + "\n").orElse("") + schema;
  }
}
