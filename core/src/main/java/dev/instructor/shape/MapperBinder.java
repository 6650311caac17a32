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
import dev.instructor.shape.internal.DirectBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Binds with a mapper, which it first touches when it binds: a schema alone needs none. */
final class MapperBinder<T> implements DirectBinder<T> {
  private final Supplier<ObjectMapper> mapper;
  private final Type type;
  private volatile @Nullable ObjectReader reader;

  MapperBinder(Supplier<ObjectMapper> mapper, Type type) {
    this.mapper = mapper;
    this.type = type;
  }

  @Override
  public T bind(Json json) throws BindingException {
    T value;
    try (TreeParser parser = new TreeParser(json)) {
      value = reader().readValue(parser);
    } catch (InstructorException e) {
      throw e;
    } catch (JsonProcessingException | RuntimeException e) {
      throw new BindingException(List.of(BindingProblems.of(e, json)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading a tree in memory", e);
    }
    if (value == null) {
      throw new BindingException(List.of(BindingProblems.ofNull()));
    }
    return value;
  }

  @Override
  public @Nullable Bound<T> bindDirectly(String text, TokenCheck check) {
    try (CheckedParser parser = new CheckedParser(text, check)) {
      if (!parser.begin()) {
        return null;
      }
      T value = reader().readValue(parser);
      return value != null && parser.ends() ? new Bound<>(value, parser.isArray()) : null;
    } catch (IOException | RuntimeException | StackOverflowError notDirectly) {
      // Whatever it is, the way through the tree meets it again, and can say what it is.
      return null;
    }
  }

  private ObjectReader reader() {
    ObjectReader known = reader;
    if (known == null) {
      JavaType resolved = mapper.get().constructType(type);
      requireReadable(resolved);
      known = mapper.get().readerFor(resolved);
      reader = known;
    }
    return known;
  }

  /** Jackson reports a class that it cannot read and an answer that it cannot read alike. */
  private void requireReadable(JavaType resolved) {
    try {
      ((DefaultDeserializationContext) mapper.get().getDeserializationContext())
          .createDummyInstance(mapper.get().getDeserializationConfig())
          .findRootValueDeserializer(resolved);
    } catch (JsonMappingException e) {
      throw new ConfigurationException(
          type.getTypeName() + " cannot be read by Jackson: " + e.getOriginalMessage(), e);
    }
  }
}
