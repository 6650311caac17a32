package dev.instructor.validation;

import dev.instructor.validate.ValidationContext;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.annotation.ElementType;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorFactory;

/** Hibernate Validator, started when this class is first used. Thread-safe. */
final class Hibernate {
  private static final HibernateValidatorFactory FACTORY = start();

  private Hibernate() {}

  private static HibernateValidatorFactory start() {
    return Validation.byProvider(HibernateValidator.class)
        .configure()
        .ignoreXmlConfiguration()
        .messageInterpolator(new EnglishMessages())
        .traversableResolver(new NoCascade())
        .buildValidatorFactory()
        .unwrap(HibernateValidatorFactory.class);
  }

  /** Returns a validator of single objects whose constraint validators see the context. */
  static Validator validator(ValidationContext context) {
    return FACTORY.usingContext().constraintValidatorPayload(context).getValidator();
  }

  private static final class NoCascade implements TraversableResolver {
    @Override
    public boolean isReachable(
        Object owner, Path.Node property, Class<?> root, Path path, ElementType kind) {
      return true;
    }

    @Override
    public boolean isCascadable(
        Object owner, Path.Node property, Class<?> root, Path path, ElementType kind) {
      return false;
    }
  }
}
