package dev.instructor.test;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

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
public final class OpenAiTwinExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(OpenAiTwinExtension.class);

  private final Optional<Supplier<OpenAiTwin>> starter;

  /** Creates an extension that starts twins as {@link ProviderTwin} says. */
  public OpenAiTwinExtension() {
    this(Optional.empty());
  }

  private OpenAiTwinExtension(Optional<Supplier<OpenAiTwin>> starter) {
    this.starter = starter;
  }

  /** Returns an extension that starts every twin with these settings. */
  public static OpenAiTwinExtension of(OpenAiTwin.Builder settings) {
    return new OpenAiTwinExtension(Optional.of(settings::start));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OpenAiTwin.class
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(context.getUniqueId(), key -> start(context), OpenAiTwin.class);
  }

  private OpenAiTwin start(ExtensionContext context) {
    if (starter.isPresent()) {
      return starter.get().get();
    }
    OpenAiTwin.Builder settings = OpenAiTwin.builder();
    if (annotation(context).filter(ProviderTwin::compatible).isPresent()) {
      settings.compatible();
    }
    return settings.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    OpenAiTwin twin = context.getStore(NAMESPACE).remove(context.getUniqueId(), OpenAiTwin.class);
    if (twin == null) {
      return;
    }
    twin.close();
    // A test that failed for a reason of its own is not to be hidden behind what follows from it.
    if (context.getExecutionException().isPresent()) {
      return;
    }
    if (twin.failure().isPresent()) {
      throw new AssertionError(
          "A function that was to make the twin's answer threw", twin.failure().get());
    }
    if (twin.unscripted() > 0) {
      throw new AssertionError(
          "Requests came for which the twin had no answer: "
              + twin.unscripted()
              + " of "
              + twin.ledger().requests());
    }
    boolean leftOversAllowed =
        annotation(context).filter(ProviderTwin::unusedAnswersAllowed).isPresent();
    if (twin.remaining() > 0 && !leftOversAllowed) {
      throw new AssertionError(
          "Answers were scripted that nobody asked for: "
              + twin.remaining()
              + " left after "
              + twin.ledger().requests()
              + " requests, of which "
              + twin.ledger().refused()
              + " were refused");
    }
  }

  private static Optional<ProviderTwin> annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), ProviderTwin.class)
        .or(
            () ->
                AnnotationSupport.findAnnotation(
                    context.getRequiredTestClass(),
                    ProviderTwin.class,
                    context.getEnclosingTestClasses()));
  }
}
