package dev.instructor.validation;

import dev.instructor.validation.ConstraintText.Unit;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * The messages of violations: an own one with its parameters filled in, else one made from the
 * constraint.
 */
final class EnglishMessages implements MessageInterpolator {
  /** The root locale, because a resource bundle of any other falls back to that of the machine. */
  private final MessageInterpolator parameters =
      new ParameterMessageInterpolator(Set.of(), Locale.ROOT, context -> Locale.ROOT, false);

  @Override
  public String interpolate(String template, Context context) {
    ConstraintDescriptor<?> constraint = context.getConstraintDescriptor();
    Rule rule = new Rule(constraint.getAnnotation().annotationType(), constraint.getAttributes());
    if (!rule.isDefaultMessage(template)) {
      return parameters.interpolate(template, context, Locale.ROOT);
    }
    return ConstraintText.of(rule, Unit.of(context.getValidatedValue()))
        .orElseGet(() -> own(template, context, rule));
  }

  /** The default message of an own constraint, unless it is a key that no resource bundle knows. */
  private String own(String template, Context context, Rule rule) {
    String message = parameters.interpolate(template, context, Locale.ROOT);
    return message.isBlank() || (message.equals(template) && template.startsWith("{"))
        ? ConstraintText.ofUnknown(rule)
        : message;
  }

  @Override
  public String interpolate(String template, Context context, Locale locale) {
    return interpolate(template, context);
  }
}
