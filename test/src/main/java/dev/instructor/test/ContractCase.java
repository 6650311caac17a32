package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.Shape;

/**
 * A type and an answer that is a value of it, for {@link ProviderContract}.
 *
 * @param name the name of the test
 * @param shape the type
 * @param answer an answer in the form of the type's own schema
 */
public record ContractCase(String name, Shape<?> shape, Json answer) {
  /**
   * Returns a case.
   *
   * @param answer the answer as JSON
   * @throws dev.instructor.json.InvalidJsonException if it is none
   */
  public static ContractCase of(String name, Shape<?> shape, String answer) {
    return new ContractCase(name, shape, Json.parse(answer));
  }

  /** Returns the answer as it comes over the wire: an object, wherever the dialect asks for one. */
  String wired(SchemaDialect dialect) {
    if (answer instanceof JsonObject) {
      return answer.toString();
    }
    OutputPlan<?> plan = JacksonBinder.standard().plan(shape);
    JsonObject asked = dialect.adapt(plan.target().schema()).schema();
    String wrapper = asked.object("properties").orElseThrow().members().keySet().iterator().next();
    return Json.object().put(wrapper, answer).build().toString();
  }

  /** Shows the name. */
  @Override
  public String toString() {
    return name;
  }
}
