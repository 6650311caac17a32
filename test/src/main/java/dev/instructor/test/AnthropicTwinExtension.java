package dev.instructor.test;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a twin for a test that has an {@link AnthropicTwin} parameter, and stops it afterwards.
 * Registered by {@link ProviderTwin}; or, for a twin with other settings, as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final AnthropicTwinExtension TWIN =
 *     AnthropicTwinExtension.of(AnthropicTwin.builder().models("claude-sonnet-5-5"));
 * }</pre>
 */
public final class AnthropicTwinExtension extends TwinExtension<AnthropicTwin> {
  private final Optional<Supplier<AnthropicTwin>> starter;

  /** Creates an extension that starts twins as {@link ProviderTwin} says. */
  public AnthropicTwinExtension() {
    this(Optional.empty());
  }

  private AnthropicTwinExtension(Optional<Supplier<AnthropicTwin>> starter) {
    super(AnthropicTwin.class);
    this.starter = starter;
  }

  /** Returns an extension that starts every twin with these settings. */
  public static AnthropicTwinExtension of(AnthropicTwin.Builder settings) {
    return new AnthropicTwinExtension(Optional.of(settings::start));
  }

  @Override
  AnthropicTwin start(ExtensionContext context) {
    if (starter.isPresent()) {
      return starter.get().get();
    }
    return AnthropicTwin.start();
  }
}
