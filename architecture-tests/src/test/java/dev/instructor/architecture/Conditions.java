package dev.instructor.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What the rules ask of a class, beyond what ArchUnit brings along. */
final class Conditions {
  private Conditions() {}

  static ArchCondition<JavaClass> satisfy(String description, Predicate<JavaClass> test) {
    return condition(
        description,
        (type, events) -> {
          if (!test.test(type)) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " does not"));
          }
        });
  }

  /** Looks at the dependencies on our own classes alone. */
  static ArchCondition<JavaClass> dependOnlyOn(
      String description, BiPredicate<JavaClass, JavaClass> allowed) {
    return condition(
        "depend only on " + description,
        (type, events) -> {
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (Layers.of(target).isPresent() && !allowed.test(type, target)) {
              events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
          }
        });
  }

  static ArchCondition<JavaClass> haveNoJacksonInTheirSignature() {
    return condition(
        "have no Jackson type in their signature",
        (type, events) -> {
          Stream<JavaType> inherited =
              Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
          report(type, type.getName(), inherited, events);
          type.getMembers().stream()
              .filter(Conditions::isExported)
              .forEach(member -> report(type, member.getFullName(), types(member), events));
        });
  }

  static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return satisfy(
        "live in a @NullMarked package",
        type -> type.getPackage().isAnnotatedWith(NullMarked.class));
  }

  private static boolean isExported(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (!(member instanceof JavaCodeUnit code)) {
      return Stream.of(((JavaField) member).getType());
    }
    return Stream.of(
            Stream.of(code.getReturnType()),
            code.getParameterTypes().stream(),
            code.getExceptionTypes().stream().map(JavaType.class::cast))
        .flatMap(types -> types);
  }

  private static void report(
      JavaClass owner, String where, Stream<JavaType> types, ConditionEvents events) {
    types
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .filter(type -> type.getPackageName().startsWith("com.fasterxml.jackson."))
        .forEach(
            type ->
                events.add(
                    SimpleConditionEvent.violated(owner, where + " shows " + type.getName())));
  }

  private static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, ConditionEvents> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, events);
      }
    };
  }
}
