package dev.instructor.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a class stands: in a layer of core, or in another module.
 *
 * <p>A class of {@code dev.instructor.json.internal} stands in the layer {@code json}.
 */
final class Layers {
  static final String ROOT = "dev.instructor";

  /** The packages of core, lowest first; {@code ROOT} is the package of the entry points. */
  static final List<String> CORE =
      List.of(
          "error",
          "json",
          "schema",
          "chat",
          "provider",
          "shape",
          "read",
          "mode",
          "validate",
          "call",
          "stream",
          ROOT);

  /** All that a module of a provider may see of core. */
  static final List<String> OPEN_TO_PROVIDERS =
      List.of("error", "json", "schema", "chat", "provider");

  /** The layers that know Jackson: the tokenizer, the introspection of types, the binder. */
  static final List<String> KNOW_JACKSON = List.of("json", "schema", "shape", "read");

  static final List<String> PROVIDER_MODULES =
      List.of(
          "openai", "ollama", "anthropic", "google", "bedrock", "cohere", "embedded", "llamacpp");

  /** The modules of providers that build upon another: Claude is served by others too. */
  static final Map<String, String> BUILDS_UPON =
      Map.of("bedrock", "anthropic", "google", "anthropic");

  static final List<String> OTHER_MODULES = List.of("validation", "test", "cli");

  private Layers() {}

  /**
   * The first part of the package's name after {@code dev.instructor}, empty for foreign classes.
   */
  static Optional<String> of(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(ROOT) || name.equals(ROOT + ".internal")) {
      return Optional.of(ROOT);
    }
    if (!name.startsWith(ROOT + ".")) {
      return Optional.empty();
    }
    return Optional.of(name.substring(ROOT.length() + 1).split("\\.", -1)[0]);
  }

  static boolean isCore(JavaClass type) {
    return of(type).filter(CORE::contains).isPresent();
  }

  static boolean isInternal(JavaClass type) {
    return (type.getPackageName() + ".").contains(".internal.");
  }
}
