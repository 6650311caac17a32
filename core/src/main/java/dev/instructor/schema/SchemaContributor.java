package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Adds keywords to a generated schema, for example those that constraint annotations stand for.
 *
 * <p>Implementations must be thread-safe.
 */
public interface SchemaContributor {
  /**
   * Adds keywords to the schema of one place: a property, or the element of a list or map.
   *
   * @param place the place's annotations and type
   * @param schema the schema so far; for a place whose schema is shared it is the reference with
   *     its siblings
   */
  void contribute(Place place, JsonObject.Builder schema);

  /**
   * A place in a type.
   *
   * @param annotations the annotations that stand on it, from the component, field, accessor,
   *     parameter and the use of the type
   * @param type its Java type
   */
  record Place(List<Annotation> annotations, Type type) {}
}
