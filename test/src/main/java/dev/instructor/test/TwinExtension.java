package dev.instructor.test;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a twin for a test that has a parameter of its type, and stops it afterwards.
 *
 * @param <T> the twin
 */
abstract class TwinExtension<T extends ScriptedTwin>
    implements ParameterResolver, AfterEachCallback {
  private final Class<T> type;
  private final ExtensionContext.Namespace namespace;

  TwinExtension(Class<T> type) {
    this.type = type;
    this.namespace = ExtensionContext.Namespace.create(type);
  }

  /** Returns a running twin for a test. */
  abstract T start(ExtensionContext context);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(namespace)
        .getOrComputeIfAbsent(context.getUniqueId(), key -> start(context), type);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    T twin = context.getStore(namespace).remove(context.getUniqueId(), type);
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

  static Optional<ProviderTwin> annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), ProviderTwin.class)
        .or(
            () ->
                AnnotationSupport.findAnnotation(
                    context.getRequiredTestClass(),
                    ProviderTwin.class,
                    context.getEnclosingTestClasses()));
  }
}
