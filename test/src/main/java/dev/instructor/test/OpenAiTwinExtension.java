package dev.instructor.test;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a twin for a test that has an {@link OpenAiTwin} parameter, and stops it afterwards.
 * Registered by {@link ProviderTwin}; or, for a twin with other settings, as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OpenAiTwinExtension TWIN =
 *     OpenAiTwinExtension.of(OpenAiTwin.builder().models("gpt-5-mini"));
 * }</pre>
 */
public final class OpenAiTwinExtension extends TwinExtension<OpenAiTwin> {
  private final Optional<Supplier<OpenAiTwin>> starter;

  /** Creates an extension that starts twins as {@link ProviderTwin} says. */
  public OpenAiTwinExtension() {
    this(Optional.empty());
  }

  private OpenAiTwinExtension(Optional<Supplier<OpenAiTwin>> starter) {
    super(OpenAiTwin.class);
    this.starter = starter;
  }

  /** Returns an extension that starts every twin with these settings. */
  public static OpenAiTwinExtension of(OpenAiTwin.Builder settings) {
    return new OpenAiTwinExtension(Optional.of(settings::start));
  }

  @Override
  OpenAiTwin start(ExtensionContext context) {
    if (starter.isPresent()) {
      return starter.get().get();
    }
    OpenAiTwin.Builder settings = OpenAiTwin.builder();
    if (annotation(context).filter(ProviderTwin::compatible).isPresent()) {
      settings.compatible();
    }
    return settings.start();
  }
}
