package dev.instructor.test;

import dev.instructor.json.JsonObject;
import java.util.Optional;

/** What a vendor refuses in a schema that it is to enforce strictly. */
@FunctionalInterface
interface StrictSchemaRules {
  /** OpenAI's, the same in all its interfaces. */
  StrictSchemaRules OPENAI =
      schema ->
          OpenAiStrictRules.violations(schema).stream()
              .findFirst()
              .map(OpenAiStrictRules.Violation::toString);

  /** Returns what is wrong in the vendor's words, such as {@code In context=(), …}. */
  Optional<String> violation(JsonObject schema);
}
