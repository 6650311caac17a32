package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dialect that is a subset of JSON Schema which the vendor enforces. */
final class SubsetDialect implements SchemaDialect {
  /** How deep recursion is written out, if the limits allow it: tried one after the other. */
  private static final int MOST_LEVELS = 5;

  private static final int FEWEST_LEVELS = 2;

  private final Subset subset;

  SubsetDialect(Subset subset) {
    this.subset = subset;
  }

  @Override
  public String name() {
    return subset.name();
  }

  @Override
  public List<SchemaLimit> limits() {
    return subset.limits();
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    JsonObject document = schema.requireValid().document();
    StrictForm form = within(schema, document);
    if (subset.has(Feature.RECURSION)) {
      return form.adapted(schema, name());
    }
    for (int levels = MOST_LEVELS; levels >= FEWEST_LEVELS && !form.refused().isEmpty(); levels--) {
      Optional<Unrolling.Unrolled> unrolled = Unrolling.of(document, levels);
      if (unrolled.isEmpty()) {
        break;
      }
      form = within(schema, unrolled.get().document());
      if (form.refused().isEmpty()) {
        List<AdaptedSchema.Loss> lost = new ArrayList<>(unrolled.get().lost());
        lost.addAll(form.lost());
        return new AdaptedSchema(name(), form.schema(), true, lost, form.restoration());
      }
    }
    return form.adapted(schema, name());
  }

  /** Returns the form within the limits, or what exceeds them. */
  private StrictForm within(JsonSchema schema, JsonObject document) {
    StrictForm form = StrictForm.of(schema, document, subset);
    if (!form.refused().isEmpty()) {
      return form;
    }
    List<AdaptedSchema.Loss> refusals = subset.refusals(form.schema());
    return refusals.isEmpty() || subset.absence() != Absence.LEFT_OUT_IN_ORDER
        ? form.refusing(refusals)
        : outOfOrder(schema, document);
  }

  /** The order of the properties gives way where it makes too many of them nullable. */
  private StrictForm outOfOrder(JsonSchema schema, JsonObject document) {
    StrictForm leftOut = StrictForm.of(schema, document, subset.absence(Absence.LEFT_OUT));
    int most = subset.most(SchemaLimit.Measure.OPTIONAL).orElse(Integer.MAX_VALUE);
    int tooMany = SchemaSize.of(leftOut.schema()).optional() - most;
    if (tooMany > 0) {
      leftOut = StrictForm.of(schema, document, subset.absence(Absence.allBut(tooMany)));
    }
    return leftOut.refusing(subset.refusals(leftOut.schema()));
  }
}
