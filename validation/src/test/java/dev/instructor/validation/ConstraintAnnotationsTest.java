package dev.instructor.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.instructor.shape.TypeRef;
import dev.instructor.validate.ConstraintAnnotations;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConstraintAnnotationsTest {
  record Plain(String name, List<Plain> children, LocalDate at, @Valid Optional<Plain> parent) {}

  record Age(@Min(0) int age) {}

  record Deep(String name, Map<String, List<Age[]>> ages) {}

  record Element(List<Optional<@Email String>> mails) {}

  record Keyed(Map<@NotBlank String, Integer> prices) {}

  record Several(@Pattern(regexp = "a") @Pattern(regexp = "b") String text) {}

  record Box<T>(T value) {}

  record Wild(List<? extends Age> ages) {}

  sealed interface Payment {}

  record Cash(@Max(100) int amount) implements Payment {}

  record Card(String number) implements Payment {}

  @JsonSubTypes(@JsonSubTypes.Type(Dog.class))
  interface Animal {}

  static final class Dog implements Animal {
    @NotBlank String name = "";
  }

  static class Base {
    @Min(1)
    public int getLevel() {
      return 1;
    }
  }

  static final class Derived extends Base {}

  static final class Constructed {
    private final int amount;

    Constructed(@Min(0) int amount) {
      this.amount = amount;
    }

    int amount() {
      return amount;
    }
  }

  @Ordered
  record Range(int from, int to) {}

  @Constraint(validatedBy = {})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Ordered {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  @Test
  void find_noConstraintAnywhere_findsNothing() {
    assertThat(ConstraintAnnotations.find(Plain.class)).isEmpty();
    assertThat(ConstraintAnnotations.find(String.class)).isEmpty();
    assertThat(ConstraintAnnotations.find(new TypeRef<Map<String, Plain>>() {}.type())).isEmpty();
  }

  @Test
  void find_constraint_namesPathAndAnnotation() {
    assertThat(ConstraintAnnotations.find(Age.class)).contains("Age.age (@Min)");
    assertThat(ConstraintAnnotations.find(Deep.class)).contains("Deep.ages.age (@Min)");
    assertThat(ConstraintAnnotations.find(Element.class)).contains("Element.mails (@Email)");
    assertThat(ConstraintAnnotations.find(Keyed.class)).contains("Keyed.prices (@NotBlank)");
    assertThat(ConstraintAnnotations.find(Several.class)).contains("Several.text (@List)");
    assertThat(ConstraintAnnotations.find(Wild.class)).contains("Wild.ages.age (@Min)");
    assertThat(ConstraintAnnotations.find(Range.class)).contains("Range (@Ordered)");
  }

  @Test
  void find_genericRoot_looksIntoTheArguments() {
    assertThat(ConstraintAnnotations.find(new TypeRef<List<Box<Age>>>() {}.type()))
        .contains("Age.age (@Min)");
    assertThat(ConstraintAnnotations.find(Box.class)).isEmpty();
  }

  @Test
  void find_subtypesAndSupertypes_areSearched() {
    assertThat(ConstraintAnnotations.find(Payment.class)).contains("Payment.amount (@Max)");
    assertThat(ConstraintAnnotations.find(Animal.class)).contains("Animal.name (@NotBlank)");
    assertThat(ConstraintAnnotations.find(Derived.class)).contains("Derived.getLevel() (@Min)");
    assertThat(ConstraintAnnotations.find(Constructed.class)).get().asString().contains("(@Min)");
  }
}
