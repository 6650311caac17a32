package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole schema in a subset that a vendor enforces, with an object at its root.
 *
 * @param schema what is sent
 * @param lost what it cannot say
 * @param refused what makes it impossible; if there is any, the rest is of no use
 * @param restoration how to undo it
 */
record StrictForm(
    JsonObject schema,
    List<AdaptedSchema.Loss> lost,
    List<AdaptedSchema.Loss> refused,
    AdaptedSchema.Restoration restoration) {

  /**
   * Returns the form of a schema.
   *
   * @param original the schema, which decides where an answer can be read both ways
   * @param document what is adapted: its document, or one that says the same
   * @param subset the subset
   */
  static StrictForm of(JsonSchema original, JsonObject document, Subset subset) {
    StrictAdapter adapter = new StrictAdapter(document, subset);
    StrictAdapter.Part root = adapter.root();
    JsonObject sent = root.schema();
    AdaptedSchema.Restoration restoration = root.restorer().restoration();
    boolean wrapped = !RootShape.isPlainObject(sent);
    if (wrapped) {
      boolean map = root.restorer() instanceof Restorer.OfMap;
      String name = map ? "entries" : RootShape.name(document, sent);
      restoration = new RootShape.Unwrapping(name, restoration, original);
      sent = RootShape.wrapped(name, sent, subset.has(Feature.ADDITIONAL_PROPERTIES));
    }
    return new StrictForm(
        WrittenForm.of(adapter.withDefinitions(sent, wrapped), subset),
        adapter.lost(),
        adapter.refused(),
        restoration);
  }

  /** Returns this with further reasons why it is impossible. */
  StrictForm refusing(List<AdaptedSchema.Loss> more) {
    List<AdaptedSchema.Loss> all = new ArrayList<>(refused);
    all.addAll(more);
    return new StrictForm(schema, lost, List.copyOf(all), restoration);
  }

  /** Returns what is sent under the name of a dialect; the plain form if this is impossible. */
  AdaptedSchema adapted(JsonSchema original, String dialect) {
    return refused.isEmpty()
        ? new AdaptedSchema(dialect, schema, true, lost, restoration)
        : PlainDialect.adapt(original, dialect, refused);
  }
}
