package dev.instructor.schema;

import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.URI;
import java.util.List;

/**
 * The check of every validation keyword of drafts 4 to 2020-12, by the library
 * dev.harrel:json-schema on our tree. Keywords that look at one value alone are ours, so that
 * messages, formats and patterns are the same in both checks. Nothing is ever fetched.
 */
final class FullCheck implements SchemaCheck {
  private final Validator validator;
  private final URI schema;

  private FullCheck(Validator validator, URI schema) {
    this.validator = validator;
    this.schema = schema;
  }

  /**
   * Returns the check of a schema.
   *
   * @throws ConfigurationException if the schema is invalid
   */
  static FullCheck compile(JsonObject document) {
    SchemaDrafts draft = SchemaDrafts.of(document);
    JsonObject stated =
        Json.object().put("$schema", draft.uri()).putAll(document.without("$schema")).build();
    ReferenceCheck.refuseUnresolved(stated, draft);
    Validator validator =
        new ValidatorFactory()
            .withJsonNodeFactories(TreeNode.Factory.OF_SCHEMA, TreeNode.Factory.OF_VALUE)
            .withEvaluatorFactory(evaluators(draft))
            .createValidator();
    try {
      return new FullCheck(validator, validator.registerSchema(TreeNode.ofSchema(stated)));
    } catch (InvalidSchemaException e) {
      Problem first = FullCheckErrors.problems(e.getErrors(), stated).get(0);
      throw SchemaCompiler.invalid(first.pointer(), first.message());
    } catch (StackOverflowError e) {
      throw SchemaCompiler.invalid("", "it is nested too deeply");
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          "The JSON Schema cannot be used: " + String.valueOf(e.getMessage()), e);
    }
  }

  private static EvaluatorFactory evaluators(SchemaDrafts draft) {
    return new LeafEvaluators(draft);
  }

  @Override
  public List<Problem> check(Json value) {
    try {
      Validator.Result result = validator.validate(schema, TreeNode.ofValue(value));
      return result.isValid() ? List.of() : FullCheckErrors.problems(result.getErrors(), value);
    } catch (StackOverflowError e) {
      return List.of(SchemaCheck.tooDeep());
    }
  }
}
