package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.json.Json;
import dev.instructor.shape.Shape;

/** A JSON Schema instead of a Java type, for what is known only at run time. */
public final class SchemaExample {
  private SchemaExample() {}

  static void run(Instructor client) {
    Shape<Json> schema =
        Shape.ofSchema(
            "Measurement",
            """
            {"type": "object",
             "properties": {
               "quantity": {"type": "string"},
               "value": {"type": "number", "exclusiveMinimum": 0},
               "unit": {"enum": ["kg", "g", "l"]}},
             "required": ["quantity", "value", "unit"]}
            """);
    Json measurement = client.create(schema, "A bag of flour weighs 2.5 kg.");
    System.out.println(measurement);
    System.out.println(measurement.at("/unit").flatMap(Json::asText).orElseThrow());
  }

  /** Prints a measurement. */
  public static void main(String[] args) {
    run(
        Clients.of(
            args,
            """
            {"quantity": "flour", "value": 2.5, "unit": "kg"}
            """));
  }
}
