package dev.instructor.schema;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A schema compiled for checking. Immutable and thread-safe. */
sealed interface SchemaCheck permits SchemaCheck.Own, FullCheck {
  /** Deeper schemas are refused: compiling and adapting them would risk the stack. */
  int MAX_SCHEMA_DEPTH = 500;

  /** Returns every problem of a value, in the order of the value; none if it is valid. */
  List<Problem> check(Json value);

  /**
   * Returns the check of a schema: our own one, or the full one if a draft or keyword is beyond it.
   *
   * @throws ConfigurationException if the schema is invalid
   */
  static SchemaCheck compile(JsonObject document) {
    if (!isWithin(document, MAX_SCHEMA_DEPTH)) {
      throw SchemaCompiler.invalid("", "it is nested deeper than " + MAX_SCHEMA_DEPTH + " levels");
    }
    if (SchemaDrafts.isCurrent(document) && !Beyond.isIn(document)) {
      return new Own(SchemaCompiler.compile(document));
    }
    return FullCheck.compile(document);
  }

  private static boolean isWithin(Json value, int depth) {
    if (depth == 0) {
      return false;
    }
    if (value instanceof JsonObject object) {
      return object.members().values().stream().allMatch(member -> isWithin(member, depth - 1));
    }
    return !(value instanceof JsonArray array)
        || array.items().stream().allMatch(item -> isWithin(item, depth - 1));
  }

  /** Returns the problem of a value that is nested deeper than the thread's stack allows. */
  static Problem tooDeep() {
    return new Problem(
        "", "depth", "must not be nested so deeply", Optional.empty(), Problem.Source.SCHEMA);
  }

  /** The check of the keywords that generated schemas use. */
  record Own(SchemaNode root) implements SchemaCheck {
    @Override
    public List<Problem> check(Json value) {
      Findings findings = new Findings();
      try {
        root.check(value, findings);
        return findings.problems();
      } catch (StackOverflowError e) {
        // Only on a thread with a small stack: the depth is limited.
        return List.of(tooDeep());
      }
    }
  }

  /** Knows which schemas are beyond our own check. */
  final class Beyond {
    private static final Set<String> KEYWORDS =
        Set.of(
            "patternProperties",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "if",
            "then",
            "else",
            "not",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "unevaluatedProperties",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$recursiveRef",
            "$recursiveAnchor",
            "$vocabulary");

    private Beyond() {}

    static boolean isIn(JsonObject document) {
      // A base URI changes what references mean, except the root's own for references within it.
      return isInSchema(document.without("$id").without("$schema"));
    }

    private static boolean isInSchema(Json schema) {
      if (schema instanceof JsonArray array) {
        return array.items().stream().anyMatch(item -> isInSchema(item));
      }
      if (!(schema instanceof JsonObject object)) {
        return false;
      }
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String keyword = member.getKey();
        Json value = member.getValue();
        if (KEYWORDS.contains(keyword) || keyword.equals("$id") || keyword.equals("$schema")) {
          return true;
        }
        if (keyword.equals("$ref")
            && !value.asText().map(SchemaReferences::isLocalPointer).orElse(true)) {
          return true;
        }
        if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
          for (Json child : named.members().values()) {
            if (isInSchema(child)) {
              return true;
            }
          }
        } else if (!SchemaKeywords.DATA.contains(keyword) && isInSchema(value)) {
          return true;
        }
      }
      return false;
    }
  }
}
