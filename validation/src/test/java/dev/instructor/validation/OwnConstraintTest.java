package dev.instructor.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.SchemaContributor.Place;
import dev.instructor.validate.ValidationContext;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.junit.jupiter.api.Test;

/** Constraints that users write. */
class OwnConstraintTest {
  @Constraint(validatedBy = AfterToday.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface AfterToday {
    String message() default "must lie after today";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<AfterToday, LocalDate> {
      @Override
      public boolean isValid(LocalDate value, ConstraintValidatorContext context) {
        LocalDate today =
            context
                .unwrap(HibernateConstraintValidatorContext.class)
                .getConstraintValidatorPayload(ValidationContext.class)
                .get("today", LocalDate.class)
                .orElseThrow();
        return value.isAfter(today);
      }
    }
  }

  @NotBlank
  @Size(max = 5)
  @Pattern(regexp = "[A-Z]+")
  @Constraint(validatedBy = {})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Code {
    String message() default "{code.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    @OverridesAttribute(constraint = Size.class, name = "min")
    int atLeast() default 1;
  }

  @Min(0)
  @ReportAsSingleViolation
  @Constraint(validatedBy = {})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Count {
    String message() default "must be a count";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  @Constraint(validatedBy = Sku.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Sku {
    String message() default "{sku.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    int length() default 8;

    final class Check implements ConstraintValidator<Sku, String> {
      @Override
      public boolean isValid(String value, ConstraintValidatorContext context) {
        return value.length() >= 8;
      }
    }
  }

  @Constraint(validatedBy = Odd.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Odd {
    String message() default "{no.such.key}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    int[] except() default {2, 4};

    final class Check implements ConstraintValidator<Odd, Integer> {
      @Override
      public boolean isValid(Integer value, ConstraintValidatorContext context) {
        return value % 2 == 1;
      }
    }
  }

  @Constraint(validatedBy = Ordered.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Ordered {
    String message() default "must be in order";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    boolean atEnd() default false;

    final class Check implements ConstraintValidator<Ordered, Object> {
      private boolean atEnd;

      @Override
      public void initialize(Ordered annotation) {
        atEnd = annotation.atEnd();
      }

      @Override
      public boolean isValid(Object value, ConstraintValidatorContext context) {
        if (atEnd) {
          context.disableDefaultConstraintViolation();
          context
              .buildConstraintViolationWithTemplate("must not lie before its start")
              .addPropertyNode("end")
              .addConstraintViolation();
        }
        return false;
      }
    }
  }

  @Constraint(validatedBy = Broken.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Broken {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<Broken, String> {
      @Override
      public boolean isValid(String value, ConstraintValidatorContext context) {
        throw new UnsupportedOperationException("the database is down");
      }
    }
  }

  record Trip(@AfterToday LocalDate start) {}

  record Coded(@Code(atLeast = 2) String code) {}

  record Counted(@Count int count) {}

  record Stocked(@Sku String sku) {}

  record Odds(@Odd int odd) {}

  @Ordered
  record Whole(int start, int end) {}

  @Ordered(atEnd = true)
  record AtEnd(int start, int end) {}

  record Spans(List<Whole> whole, AtEnd atEnd) {}

  record Failing(@Broken String text) {}

  @Test
  void validate_ownValidator_seesTheCallersContext() {
    Answer answer = Answer.of("{'start':'2026-05-01'}");

    assertThat(answer.with("today", LocalDate.of(2026, 6, 1)).checkedAs(Trip.class))
        .extracting(Problem::pointer, Problem::rule, Problem::message)
        .containsExactly(tuple("/start", "AfterToday", "must lie after today"));
    assertThat(answer.with("today", LocalDate.of(2026, 4, 1)).checkedAs(Trip.class)).isEmpty();
  }

  @Test
  void contribute_ownConstraint_tellsItsMessage() {
    assertThat(contributed(Trip.class)).hasToString("{\"description\":\"Must lie after today.\"}");
  }

  @Test
  void contribute_composedConstraint_isTakenApartWithItsOverrides() {
    assertThat(contributed(Coded.class))
        .isEqualTo(Json.parse("{\"minLength\":2,\"maxLength\":5,\"pattern\":\"^(?:[A-Z]+)$\"}"));
    assertThat(contributed(Counted.class))
        .isEqualTo(Json.parse("{\"minimum\":0,\"description\":\"Must be a count.\"}"));
  }

  @Test
  void validate_composedConstraint_namesTheBrokenPart() {
    assertThat(Answer.of("{'code':'A'}").checkedAs(Coded.class))
        .extracting(Problem::rule, Problem::message)
        .containsExactly(tuple("Size", "must have at least 2 and at most 5 characters"));
    assertThat(Answer.of("{'count':-1}").checkedAs(Counted.class))
        .extracting(Problem::rule, Problem::message)
        .containsExactly(tuple("Count", "must be a count"));
  }

  @Test
  void validate_messageInTheUsersBundle_isThatOfTheBaseBundleInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(Answer.of("{'sku':'123'}").checkedAs(Stocked.class))
          .extracting(Problem::message)
          .containsExactly("must be a stock number of at least 8 digits");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void validate_messageKeyThatNobodyKnows_tellsNameAndAttributes() {
    assertThat(Answer.of("{'odd':2}").checkedAs(Odds.class))
        .extracting(Problem::message)
        .containsExactly("must satisfy the rule Odd(except = 2 or 4)");
  }

  @Test
  void validate_classLevelConstraint_standsAtTheObjectOrWhereItSays() {
    assertThat(
            Answer.of("{'whole':[{'start':1,'end':0}],'atEnd':{'start':1,'end':0}}")
                .checkedAs(Spans.class))
        .extracting(Problem::pointer, Problem::rule, Problem::message)
        .containsExactly(
            tuple("/whole/0", "Ordered", "must be in order"),
            tuple("/atEnd/end", "Ordered", "must not lie before its start"));
  }

  @Test
  void validate_ownValidatorThatThrows_goesThroughAsThrown() {
    assertThatThrownBy(() -> Answer.of("{'text':'x'}").checkedAs(Failing.class))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("the database is down");
  }

  private static JsonObject contributed(Class<? extends Record> type) {
    var component = type.getRecordComponents()[0];
    JsonObject.Builder schema = Json.object();
    new BeanValidationRules()
        .schemaContributor(List.of())
        .contribute(
            new Place(List.of(component.getAnnotations()), component.getGenericType()), schema);
    return schema.build();
  }
}
