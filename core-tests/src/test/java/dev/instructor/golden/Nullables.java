package dev.instructor.golden;

import dev.instructor.schema.Describe;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What may be absent or null. */
public final class Nullables {
  private Nullables() {}

  /** Like Jakarta's and Spring's: on declarations alone. */
  public static final class Declared {
    private Declared() {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    public @interface Nullable {}
  }

  public record Optionals(
      String name,
      Optional<String> nickname,
      OptionalInt age,
      OptionalLong population,
      OptionalDouble score,
      Optional<Plain.User> friend,
      Optional<List<String>> tags,
      Optional<Plain.Priority> priority,
      Optional<LocalDate> born) {}

  public record Marked(
      String name,
      @Nullable String nickname,
      @Nullable Integer age,
      @Declared.Nullable String title,
      @Nullable List<String> tags,
      Plain.@Nullable Priority priority,
      @Describe("The best one") Plain.@Nullable User friend) {}

  public record Elements(
      List<@Nullable String> texts,
      Map<String, @Nullable Integer> counts,
      List<Optional<String>> optionals,
      String @Nullable [] array,
      @Nullable String[] elements) {}

  public record Records(
      Plain.@Nullable Address home, Plain.@Nullable Address work, Optional<Plain.Tree> tree) {}
}
