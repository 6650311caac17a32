package dev.instructor.validation;

import dev.instructor.schema.SchemaContributor;
import dev.instructor.validate.ConstraintAnnotations;
import dev.instructor.validate.RuleSource;
import dev.instructor.validate.Validator;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Jakarta Bean Validation as rules for a model's answer: constraints become keywords of the schema,
 * and Hibernate Validator checks them on the value.
 *
 * <ul>
 *   <li>Every object below the root is checked, with or without {@code @Valid}: all of it comes
 *       from the model. {@code @ConvertGroup} is honoured.
 *   <li>The messages are English whatever the locale, made from the constraint's attributes. An own
 *       {@code message} wins; its {@code {parameters}} are filled in, Expression Language is not
 *       evaluated.
 *   <li>An own {@link jakarta.validation.ConstraintValidator} sees what the caller gave along:
 *       {@code context.unwrap(HibernateConstraintValidatorContext.class)
 *       .getConstraintValidatorPayload(ValidationContext.class)}.
 *   <li>Hibernate Validator is started at the first value of a type that carries constraints, once
 *       per process. {@code META-INF/validation.xml} is not read.
 * </ul>
 *
 * <p>Found through {@link java.util.ServiceLoader}; nobody needs to name it. Immutable,
 * thread-safe.
 */
public final class BeanValidationRules implements RuleSource {
  private static final Validator<Object> NOTHING_TO_CHECK = (value, context) -> {};

  /** Creates one. Does nothing yet. */
  public BeanValidationRules() {}

  @Override
  public SchemaContributor schemaContributor(List<Class<?>> groups) {
    return new ConstraintKeywords(new ConstraintReader(groups));
  }

  /**
   * Returns the rules on values of a type; none if no constraint stands in it or below it.
   *
   * @throws dev.instructor.error.ConfigurationException (from the validator) if a constraint cannot
   *     be checked on the type on which it stands
   */
  @Override
  public Validator<Object> validator(Type type, List<Class<?>> groups) {
    return ConstraintAnnotations.find(type).isEmpty()
        ? NOTHING_TO_CHECK
        : new GraphValidator(groups);
  }
}
