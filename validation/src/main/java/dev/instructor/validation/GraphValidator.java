package dev.instructor.validation;

import dev.instructor.json.JsonPointer;
import dev.instructor.validate.ValidationContext;
import dev.instructor.validate.Validator;
import jakarta.validation.groups.Default;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Validates a value and every object below it. Immutable, thread-safe.
 *
 * <p>Hibernate Validator looks at one object at a time and cascades nowhere: so each object is
 * checked once, whether or not {@code @Valid} leads to it, and a list or map as root is no case of
 * its own.
 */
final class GraphValidator implements Validator<Object> {
  private final List<Class<?>> groups;

  GraphValidator(List<Class<?>> groups) {
    this.groups = groups.isEmpty() ? List.of(Default.class) : List.copyOf(groups);
  }

  @Override
  public void validate(Object value, ValidationContext context) {
    new Walk(context, BeanCheck.with(context)).visit(value, () -> "", groups);
  }

  /** One walk through one value. A place is spelled only if something is wrong there. */
  private static final class Walk {
    private final ValidationContext context;
    private final BeanCheck check;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> right = Collections.newSetFromMap(new IdentityHashMap<>());
    private int problems;

    Walk(ValidationContext context, BeanCheck check) {
      this.context = context;
      this.check = check;
    }

    void visit(@Nullable Object value, Supplier<String> place, List<Class<?>> groups) {
      if (value instanceof Optional<?> optional) {
        visit(optional.orElse(null), place, groups);
      } else if (value instanceof Map<?, ?> map) {
        map.forEach((key, item) -> visit(item, below(place, JsonKeys.of(key)), groups));
      } else if (value instanceof Object[] array) {
        visitItems(Arrays.asList(array), true, place, groups);
      } else if (value instanceof Collection<?> items) {
        boolean ordered = !(items instanceof Set) || items instanceof LinkedHashSet;
        visitItems(items, ordered, place, groups);
      } else if (value != null) {
        visitObject(value, place, groups);
      }
    }

    /** An item of a set without an order stands at the set's own place. */
    private void visitItems(
        Iterable<?> items, boolean ordered, Supplier<String> place, List<Class<?>> groups) {
      int index = 0;
      for (Object item : items) {
        visit(item, ordered ? below(place, Integer.toString(index)) : place, groups);
        index++;
      }
    }

    private void visitObject(Object bean, Supplier<String> place, List<Class<?>> groups) {
      BeanType type = BeanType.of(bean.getClass());
      if (!type.isModel() || right.contains(bean) || !open.add(bean)) {
        return;
      }
      int before = problems;
      problems += check.run(bean, place, groups);
      for (BeanType.Property property : type.parts()) {
        Supplier<String> below =
            property.unwrapped()
                ? place
                : () ->
                    JsonPointer.child(
                        place.get(), context.jsonName(bean.getClass(), property.name()));
        visit(property.read(bean), below, property.converted(groups));
      }
      open.remove(bean);
      if (problems == before) {
        right.add(bean);
      }
    }

    private static Supplier<String> below(Supplier<String> place, String segment) {
      return () -> JsonPointer.child(place.get(), segment);
    }
  }
}
