package dev.instructor.validation;

import dev.instructor.json.JsonPointer;
import dev.instructor.validate.ValidationContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a violation stands in the JSON.
 *
 * @param pointer the place as a JSON pointer
 * @param subject what the message speaks of if the place alone does not tell; else empty
 */
record ViolationPlace(String pointer, String subject) {
  private static final String MAP_KEY = "<map key>";

  static ViolationPlace of(
      ConstraintViolation<?> violation, Object bean, String place, ValidationContext context) {
    Search search = new Search(context, place, bean);
    for (Path.Node node : violation.getPropertyPath()) {
      search.step(node, violation.getInvalidValue());
    }
    return new ViolationPlace(search.pointer, search.subject);
  }

  /** Returns the phrase with the subject in front, if there is one. */
  String speakOf(String phrase) {
    return subject.isEmpty() ? phrase : subject + " " + phrase;
  }

  /** Follows the nodes of a path through the object. */
  private static final class Search {
    private final ValidationContext context;
    private String pointer;
    private String subject = "";
    private @Nullable Object here;

    Search(ValidationContext context, String pointer, Object bean) {
      this.context = context;
      this.pointer = pointer;
      this.here = bean;
    }

    /** Index and key of a node tell its place in the container that the node before it names. */
    void step(Path.Node node, @Nullable Object invalid) {
      if (node.getKey() != null) {
        pointer = JsonPointer.child(pointer, JsonKeys.of(node.getKey()));
        subject = MAP_KEY.equals(node.getName()) ? "the name" : "";
        here = here instanceof Map<?, ?> map ? map.get(node.getKey()) : null;
      } else if (node.getIndex() != null) {
        pointer = JsonPointer.child(pointer, node.getIndex());
        here = item(here, node.getIndex());
      } else if (node.isInIterable()) {
        intoSet(invalid);
      }
      if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
        intoProperty(node.getName());
      }
    }

    private static @Nullable Object item(@Nullable Object container, int index) {
      if (container instanceof List<?> list && index < list.size()) {
        return list.get(index);
      }
      return container instanceof Object[] array && index < array.length ? array[index] : null;
    }

    /** A set knows no index, but one that keeps the order of insertion has that of the JSON. */
    private void intoSet(@Nullable Object invalid) {
      int index = 0;
      for (Object item : here instanceof LinkedHashSet<?> set ? set : List.of()) {
        if (item == invalid) {
          pointer = JsonPointer.child(pointer, index);
          here = item;
          return;
        }
        index++;
      }
      subject = "each item";
      here = null;
    }

    private void intoProperty(String name) {
      Object owner = here;
      Optional<BeanType.Property> property =
          owner == null ? Optional.empty() : BeanType.of(owner.getClass()).property(name);
      if (owner != null && property.isPresent()) {
        boolean inside = !property.get().unwrapped();
        pointer =
            inside ? JsonPointer.child(pointer, context.jsonName(owner.getClass(), name)) : pointer;
        here = property.get().read(owner);
      } else {
        // A constraint on a method that computes something: the model knows no such property.
        subject = subject.isEmpty() ? name : subject + "." + name;
        here = null;
      }
    }
  }
}
