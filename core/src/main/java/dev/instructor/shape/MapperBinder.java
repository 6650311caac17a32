package dev.instructor.shape;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instructor.json.Json;
import dev.instructor.schema.internal.TokenCheck;
import dev.instructor.shape.internal.DirectBinder;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds with a mapper, which it first touches when it binds: a schema alone needs none. The code
 * that does it is a class of its own, because Jackson's classes are loaded with it.
 */
final class MapperBinder<T> implements DirectBinder<T> {
  private final Supplier<ObjectMapper> mapper;
  private final Type type;
  private volatile @Nullable MapperReader<T> reader;

  MapperBinder(Supplier<ObjectMapper> mapper, Type type) {
    this.mapper = mapper;
    this.type = type;
  }

  @Override
  public T bind(Json json) throws BindingException {
    return reader().bind(json);
  }

  @Override
  public @Nullable Bound<T> bindDirectly(String text, TokenCheck check) {
    return reader().bindDirectly(text, check);
  }

  private MapperReader<T> reader() {
    MapperReader<T> known = reader;
    if (known == null) {
      known = MapperReader.of(mapper.get(), type);
      reader = known;
    }
    return known;
  }
}
