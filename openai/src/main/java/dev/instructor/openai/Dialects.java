package dev.instructor.openai;

import dev.instructor.schema.SchemaDialect;

/** The schema dialects the vendors speak. */
final class Dialects {
  static final SchemaDialect PLAIN = PlainDialect.INSTANCE;
  static final SchemaDialect STRICT = PlainDialect.INSTANCE;

  private Dialects() {}
}
