package dev.instructor.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.InstructorException;
import dev.instructor.json.Json;
import dev.instructor.schema.internal.TokenCheck;
import dev.instructor.shape.internal.DirectBinder.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of one type with Jackson. Thread-safe.
 *
 * @param <T> the type
 */
final class MapperReader<T> {
  private final ObjectReader reader;

  private MapperReader(ObjectReader reader) {
    this.reader = reader;
  }

  /**
   * Returns the reader of a type.
   *
   * @throws ConfigurationException if Jackson cannot read the type
   */
  static <T> MapperReader<T> of(ObjectMapper mapper, Type type) {
    JavaType resolved = mapper.constructType(type);
    requireReadable(mapper, resolved, type);
    return new MapperReader<>(mapper.readerFor(resolved));
  }

  /** Jackson reports a class that it cannot read and an answer that it cannot read alike. */
  private static void requireReadable(ObjectMapper mapper, JavaType resolved, Type type) {
    try {
      ((DefaultDeserializationContext) mapper.getDeserializationContext())
          .createDummyInstance(mapper.getDeserializationConfig())
          .findRootValueDeserializer(resolved);
    } catch (JsonMappingException e) {
      throw new ConfigurationException(
          type.getTypeName() + " cannot be read by Jackson: " + e.getOriginalMessage(), e);
    }
  }

  T bind(Json json) throws BindingException {
    T value = read(json, reader::readValue);
    if (value == null) {
      throw new BindingException(List.of(BindingProblems.ofNull()));
    }
    return value;
  }

  /** What Jackson makes of the tokens of a tree. */
  interface FromTree<V> {
    @Nullable V from(TreeParser parser) throws IOException;
  }

  /**
   * Returns what Jackson makes of a tree; null if that is null.
   *
   * @throws BindingException if Jackson, or the type's own code, refuses the tree
   */
  static <V> @Nullable V read(Json json, FromTree<V> value) throws BindingException {
    try (TreeParser parser = new TreeParser(json)) {
      return value.from(parser);
    } catch (InstructorException e) {
      throw e;
    } catch (JsonProcessingException | RuntimeException e) {
      throw new BindingException(List.of(BindingProblems.of(e, json)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading a tree in memory", e);
    }
  }

  @Nullable Bound<T> bindDirectly(String text, TokenCheck check) {
    try (CheckedParser parser = new CheckedParser(text, check)) {
      if (!parser.begin()) {
        return null;
      }
      T value = reader.readValue(parser);
      return value != null && parser.ends() ? new Bound<>(value, parser.isArray()) : null;
    } catch (IOException | RuntimeException | StackOverflowError notDirectly) {
      // Whatever it is, the way through the tree meets it again, and can say what it is.
      return null;
    }
  }
}
