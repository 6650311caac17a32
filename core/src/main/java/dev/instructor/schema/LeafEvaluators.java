package dev.instructor.schema;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates in the library's place the keywords that look at one value alone, by our own rules, and
 * those whose errors would lack what a message needs. An error's text is our message.
 */
final class LeafEvaluators implements EvaluatorFactory {
  private static final Set<String> OWN =
      Set.of(
          "type",
          "enum",
          "const",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private static final Set<String> BOUNDS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

  private final SchemaDrafts draft;

  LeafEvaluators(SchemaDrafts draft) {
    this.draft = draft;
  }

  @Override
  public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode node) {
    if (!(node instanceof TreeNode argument)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(evaluator(context, keyword, argument));
    } catch (ConfigurationException e) {
      // The library asks for the members of any object, `properties` too: there "type" is a name.
      // A schema's own mistakes are found by the meta-schema.
      return Optional.empty();
    }
  }

  private @Nullable Evaluator evaluator(
      SchemaParsingContext context, String keyword, TreeNode argument) {
    if (OWN.contains(keyword)) {
      return single(keyword, argument.value());
    }
    if (BOUNDS.contains(keyword)) {
      return bound(context, keyword, argument.value());
    }
    return switch (keyword) {
      case "required" -> required(argument.value());
      case "propertyNames" -> new PropertyNames(context.getAbsoluteUri(argument));
      case "anyOf", "oneOf" -> Union.of(context, keyword, argument);
      case "not" -> new Not(context.getAbsoluteUri(argument), argument.value());
      default -> null;
    };
  }

  private Evaluator single(String keyword, Json argument) {
    JsonObject schema = Json.object().put(keyword, argument).build();
    return new ByRule(SchemaCompiler.compile(schema), CheckMessages.of(keyword, argument));
  }

  private Evaluator bound(SchemaParsingContext context, String keyword, Json argument) {
    if (draft == SchemaDrafts.DRAFT_4) {
      if (keyword.startsWith("exclusive")) {
        return (ctx, node) -> Evaluator.Result.success();
      }
      String exclusive = keyword.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
      JsonNode flag = context.getCurrentSchemaObject().get(exclusive);
      boolean excluded = flag instanceof TreeNode f && f.value().equals(Json.of(true));
      return single(excluded ? exclusive : keyword, argument);
    }
    return single(keyword, argument);
  }

  private static @Nullable Evaluator required(Json argument) {
    if (!(argument instanceof JsonArray names)) {
      return null;
    }
    return (context, node) -> {
      if (node instanceof TreeNode tree && tree.value() instanceof JsonObject object) {
        List<Json> missing = new ArrayList<>();
        for (Json name : names.items()) {
          if (name instanceof JsonString text && !object.has(text.value())) {
            missing.add(name);
          }
        }
        // The library's errors carry a text alone: the names travel as JSON.
        return missing.isEmpty()
            ? Evaluator.Result.success()
            : Evaluator.Result.failure(Json.array(missing).toString());
      }
      return Evaluator.Result.success();
    };
  }

  private record ByRule(SchemaNode node, String message) implements Evaluator {
    @Override
    public Result evaluate(EvaluationContext context, JsonNode value) {
      if (value instanceof TreeNode tree) {
        return new Findings().probe(node, tree.value())
            ? Result.success()
            : Result.failure(message);
      }
      return Result.success();
    }
  }

  /** Says at which property the bad name is; the library only says in which object. */
  private record PropertyNames(String schema) implements Evaluator {
    @Override
    public Result evaluate(EvaluationContext context, JsonNode value) {
      boolean valid = true;
      if (value instanceof TreeNode tree && tree.value() instanceof JsonObject object) {
        for (String name : object.members().keySet()) {
          String place = JsonPointer.child(tree.getJsonPointer(), name);
          valid &=
              context.resolveInternalRefAndValidate(schema, TreeNode.ofValue(Json.of(name), place));
        }
      }
      return valid ? Result.success() : Result.failure();
    }
  }

  private record Union(List<String> branches, boolean one, String message) implements Evaluator {
    static @Nullable Evaluator of(SchemaParsingContext context, String keyword, TreeNode argument) {
      if (!argument.isArray()) {
        return null;
      }
      List<String> branches = new ArrayList<>();
      argument.asArray().forEach(branch -> branches.add(context.getAbsoluteUri(branch)));
      return new Union(
          branches, keyword.equals("oneOf"), CheckMessages.of(keyword, argument.value()));
    }

    @Override
    public Result evaluate(EvaluationContext context, JsonNode value) {
      int valid = 0;
      // Every branch is asked: each may evaluate properties for unevaluatedProperties.
      for (String branch : branches) {
        valid += context.resolveInternalRefAndValidate(branch, value) ? 1 : 0;
      }
      return (one ? valid == 1 : valid > 0) ? Result.success() : Result.failure(message);
    }
  }

  private record Not(String schema, Json argument) implements Evaluator {
    @Override
    public Result evaluate(EvaluationContext context, JsonNode value) {
      return context.resolveInternalRefAndValidate(schema, value)
          ? Result.failure(CheckMessages.of("not", argument))
          : Result.success();
    }
  }
}
