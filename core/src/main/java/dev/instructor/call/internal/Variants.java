package dev.instructor.call.internal;

import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ToolSpec;
import dev.instructor.error.ConfigurationException;
import dev.instructor.mode.CallsStrategy;
import dev.instructor.mode.ModeStrategy;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several values asked for at once: each variant of their type is a tool, and each call of one a
 * value. In modes without tools they are a list.
 *
 * @param plans what is asked for with the arguments of each tool
 * @param union what any of the values is
 * @param alone whether there are no tools of the caller's beside them: calls beside theirs are not
 *     taken, which only the whole answer can tell
 * @param <T> the type of a value
 */
record Variants<T>(Map<String, Plan<? extends T>> plans, Plan<T> union, boolean alone)
    implements Ways {

  /**
   * Returns those of a shape.
   *
   * @throws ConfigurationException if two have the same name
   */
  static <T> Variants<T> of(Engine engine, Shape<T> shape, CallSettings settings) {
    Map<String, Plan<? extends T>> plans = new LinkedHashMap<>();
    for (Shape<? extends T> variant : engine.variants(shape)) {
      Plan<? extends T> plan = engine.plan(variant, settings);
      String name = plan.target().name();
      if (plans.put(name, plan) != null) {
        throw new ConfigurationException(
            "Two variants of "
                + shape
                + " are named "
                + name
                + ", and a call would not tell which: give one another name with named(…)");
      }
    }
    return new Variants<>(plans, engine.plan(shape, settings), settings.tools().isEmpty());
  }

  /** Returns the call that asks for them. */
  <R> TypedCall<R> call(
      Engine engine, Plan<?> list, Judge<R> judge, List<Message> messages, CallSettings settings) {
    TypedCall<R> call = new TypedCall<>(engine, list, judge, this, messages, settings, List.of());
    plans.keySet().forEach(call::refuseName);
    return call;
  }

  /**
   * What a call of a tool is asked for as; one of a tool that there is not is any of the values.
   */
  Plan<? extends T> called(String name) {
    Plan<? extends T> plan = plans.get(name);
    return plan == null ? union : plan;
  }

  @Override
  public ModeStrategy strategy(StepDown how, ModelProfile profile) {
    if (how.mode() != Mode.TOOLS) {
      return ModeStrategy.of(how.mode());
    }
    List<ToolSpec> specs = new ArrayList<>();
    plans.forEach((name, plan) -> specs.add(spec(name, plan, how.dialect(profile, Mode.TOOLS))));
    return new CallsStrategy(specs, alone);
  }

  private static ToolSpec spec(String name, Plan<?> plan, SchemaDialect dialect) {
    AdaptedSchema adapted = plan.asked(dialect).adapted();
    return new ToolSpec(name, plan.target().description(), adapted.schema(), adapted.strict());
  }

  /** Tools first, whatever else is better for one value: there, each value ends by itself. */
  @Override
  public List<Mode> order(ModelProfile profile) {
    List<Mode> order = new ArrayList<>(profile.modes());
    if (order.remove(Mode.TOOLS)) {
      order.add(0, Mode.TOOLS);
    }
    return order;
  }
}
