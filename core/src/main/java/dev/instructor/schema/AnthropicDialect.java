package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Anthropic's structured outputs and strict tools ("Structured outputs", "Strict tool use"). */
final class AnthropicDialect implements SchemaDialect {
  /** How deep recursion is written out, if the limits allow it: tried one after the other. */
  private static final int MOST_LEVELS = 5;

  private static final int FEWEST_LEVELS = 2;

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    JsonObject document = schema.requireValid().document();
    StrictForm form = within(schema, document);
    if (!form.refused().isEmpty()) {
      for (int levels = MOST_LEVELS; levels >= FEWEST_LEVELS; levels--) {
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
    }
    return form.adapted(schema, name());
  }

  /** Returns the form that keeps the order if it is within the limits, else a smaller one. */
  private static StrictForm within(JsonSchema schema, JsonObject document) {
    StrictForm inOrder = StrictForm.of(schema, document, AnthropicRules.inOrder());
    if (!inOrder.refused().isEmpty()) {
      return inOrder;
    }
    List<AdaptedSchema.Loss> exceeded = AnthropicLimits.of(inOrder.schema()).exceeded();
    if (exceeded.isEmpty()) {
      return inOrder;
    }
    StrictForm leftOut = StrictForm.of(schema, document, AnthropicRules.leftOut(0));
    AnthropicLimits size = AnthropicLimits.of(leftOut.schema());
    int tooMany = size.optional() - AnthropicLimits.MAX_OPTIONAL;
    if (tooMany > 0) {
      leftOut = StrictForm.of(schema, document, AnthropicRules.leftOut(tooMany));
      size = AnthropicLimits.of(leftOut.schema());
    }
    return leftOut.refusing(size.exceeded());
  }
}
