package dev.instructor.schema.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is read from JSON for a type. Thread-safe. */
interface TypeReader {
  /**
   * Returns the model of a type, or null if this reader does not know such types.
   *
   * @param use the type
   * @param path where it stands, for messages
   * @throws dev.instructor.error.ConfigurationException if the type cannot be asked for
   */
  @Nullable TypeModel read(TypeUse use, String path);

  /**
   * Returns the model of a type where it is known to be exactly this one, as in a variant of a
   * union: without what tells it from its siblings.
   */
  @Nullable TypeModel variant(TypeUse use, String path);

  /** Asks several readers in order; the first answer wins. */
  record Chain(List<TypeReader> readers) implements TypeReader {
    @Override
    public @Nullable TypeModel read(TypeUse use, String path) {
      for (TypeReader reader : readers) {
        TypeModel model = reader.read(use, path);
        if (model != null) {
          return model;
        }
      }
      return null;
    }

    @Override
    public @Nullable TypeModel variant(TypeUse use, String path) {
      for (TypeReader reader : readers) {
        TypeModel model = reader.variant(use, path);
        if (model != null) {
          return model;
        }
      }
      return null;
    }
  }
}
