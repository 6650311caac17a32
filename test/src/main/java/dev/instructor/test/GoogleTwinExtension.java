package dev.instructor.test;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a twin for a test that has a {@link GoogleTwin} parameter, and stops it afterwards.
 * Registered by {@link ProviderTwin}; or, for a twin with other settings, as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final GoogleTwinExtension TWIN =
 *     GoogleTwinExtension.of(GoogleTwin.builder().models("gemini-3-flash-preview"));
 * }</pre>
 */
public final class GoogleTwinExtension extends TwinExtension<GoogleTwin> {
  private final Optional<Supplier<GoogleTwin>> starter;

  /** Creates an extension that starts twins as {@link ProviderTwin} says. */
  public GoogleTwinExtension() {
    this(Optional.empty());
  }

  private GoogleTwinExtension(Optional<Supplier<GoogleTwin>> starter) {
    super(GoogleTwin.class);
    this.starter = starter;
  }

  /** Returns an extension that starts every twin with these settings. */
  public static GoogleTwinExtension of(GoogleTwin.Builder settings) {
    return new GoogleTwinExtension(Optional.of(settings::start));
  }

  @Override
  GoogleTwin start(ExtensionContext context) {
    return starter.map(Supplier::get).orElseGet(GoogleTwin::start);
  }
}
