package dev.instructor.validation;

import dev.instructor.error.ConfigurationException;
import dev.instructor.validate.ValidationContext;
import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintDefinitionException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.GroupDefinitionException;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks single objects and reports what breaks a constraint.
 *
 * @param validator looks at one object
 * @param context where problems go
 */
record BeanCheck(Validator validator, ValidationContext context) {

  static BeanCheck with(ValidationContext context) {
    return new BeanCheck(Hibernate.validator(context), context);
  }

  /** Checks an object and returns the number of problems. */
  int run(Object bean, Supplier<String> place, List<Class<?>> groups) {
    List<Found> found =
        violations(bean, groups.toArray(new Class<?>[0])).stream()
            .map(violation -> found(violation, bean, place))
            // Hibernate's order is that of a hash set.
            .sorted(Comparator.comparing(Found::pointer).thenComparing(Found::rule))
            .toList();
    found.forEach(each -> context.problem(each.pointer(), each.rule(), each.message()));
    return found.size();
  }

  private record Found(String pointer, String rule, String message) {}

  private Set<ConstraintViolation<Object>> violations(Object bean, Class<?>[] groups) {
    try {
      return validator.validate(bean, groups);
    } catch (ConstraintDeclarationException
        | ConstraintDefinitionException
        | GroupDefinitionException e) {
      throw new ConfigurationException(
          "The constraints of "
              + bean.getClass().getSimpleName()
              + " cannot be checked: "
              + e.getMessage(),
          e);
    } catch (ValidationException e) {
      // What a constraint's own validator throws comes wrapped.
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Found found(ConstraintViolation<Object> violation, Object bean, Supplier<String> place) {
    ConstraintDescriptor<?> descriptor = violation.getConstraintDescriptor();
    Rule rule = new Rule(descriptor.getAnnotation().annotationType(), descriptor.getAttributes());
    ViolationPlace where = ViolationPlace.of(violation, bean, place.get(), context);
    return new Found(where.pointer(), rule.name(), message(violation, rule, where));
  }

  /** An own message is a whole; to any other one belongs what it speaks of. */
  private static String message(
      ConstraintViolation<Object> violation, Rule rule, ViolationPlace where) {
    String message = violation.getMessage();
    boolean own =
        !rule.isDefaultMessage(violation.getMessageTemplate())
            || (rule.known().isEmpty() && rule.plainMessage().isPresent());
    return own ? message : where.speakOf(message);
  }
}
