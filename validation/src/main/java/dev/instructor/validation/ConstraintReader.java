package dev.instructor.validation;

import dev.instructor.validate.ConstraintAnnotations;
import jakarta.validation.Constraint;
import jakarta.validation.GroupSequence;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.groups.Default;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the constraints of some groups from annotations. Immutable, thread-safe. */
final class ConstraintReader {
  /**
   * Hibernate's way to join composing constraints with "or" or "not": they cannot be taken apart.
   */
  private static final String COMPOSITION =
      "org.hibernate.validator.constraints.ConstraintComposition";

  private final Set<Class<?>> groups = new HashSet<>();

  ConstraintReader(List<Class<?>> groups) {
    (groups.isEmpty() ? List.<Class<?>>of(Default.class) : groups).forEach(this::select);
  }

  /** A group stands for the groups it extends and, as a sequence, for those it names. */
  private void select(Class<?> group) {
    if (groups.add(group)) {
      List.of(group.getInterfaces()).forEach(this::select);
      GroupSequence sequence = group.getAnnotation(GroupSequence.class);
      if (sequence != null) {
        List.of(sequence.value()).forEach(this::select);
      }
    }
  }

  /**
   * Returns the constraints among the annotations. One that is made of others, as an own annotation
   * that bears {@code @NotNull @Size(max = 3)} is, stands there together with these, as far as all
   * of them must hold.
   */
  List<Rule> read(List<Annotation> annotations) {
    List<Rule> rules = new ArrayList<>();
    for (Annotation annotation : annotations) {
      for (Rule rule : constraints(annotation)) {
        if (isSelected(rule)) {
          expand(rule, rules);
        }
      }
    }
    return rules;
  }

  private boolean isSelected(Rule rule) {
    Class<?>[] own = rule.classes("groups");
    return own.length == 0
        ? groups.contains(Default.class)
        : List.of(own).stream().anyMatch(groups::contains);
  }

  private static void expand(Rule rule, List<Rule> rules) {
    if (!rule.known().isEmpty()) {
      rules.add(rule);
      return;
    }
    boolean speaks =
        rule.type().getAnnotation(Constraint.class).validatedBy().length > 0
            || rule.type().isAnnotationPresent(ReportAsSingleViolation.class);
    if (speaks) {
      rules.add(rule);
    }
    for (Rule part : parts(rule)) {
      expand(part, rules);
    }
  }

  /** Returns the constraints that stand on a constraint, with the attributes it overrides. */
  private static List<Rule> parts(Rule whole) {
    List<Rule> parts = new ArrayList<>();
    Map<Class<?>, Integer> indexes = new LinkedHashMap<>();
    for (Annotation meta : whole.type().getAnnotations()) {
      if (meta.annotationType().getName().equals(COMPOSITION)) {
        return List.of();
      }
      for (Rule part : constraints(meta)) {
        int index = indexes.merge(part.type(), 1, Integer::sum) - 1;
        parts.add(overridden(whole, part, index));
      }
    }
    return parts;
  }

  /** Returns the constraint, or several out of their container; nothing for other annotations. */
  private static List<Rule> constraints(Annotation annotation) {
    if (!ConstraintAnnotations.isConstraint(annotation)) {
      return List.of();
    }
    Rule rule = Rule.of(annotation);
    boolean several = !rule.type().isAnnotationPresent(Constraint.class);
    return several && rule.attributes().get("value") instanceof Annotation[] items
        ? Arrays.stream(items).map(Rule::of).toList()
        : List.of(rule);
  }

  private static Rule overridden(Rule whole, Rule part, int index) {
    Map<String, Object> attributes = new LinkedHashMap<>(part.attributes());
    for (Method attribute : whole.type().getDeclaredMethods()) {
      for (OverridesAttribute override : attribute.getAnnotationsByType(OverridesAttribute.class)) {
        boolean here =
            override.constraint() == part.type()
                && (override.constraintIndex() < 0 || override.constraintIndex() == index);
        if (here) {
          String name = override.name().isEmpty() ? attribute.getName() : override.name();
          attributes.put(name, whole.attributes().get(attribute.getName()));
        }
      }
    }
    return new Rule(part.type(), attributes);
  }
}
