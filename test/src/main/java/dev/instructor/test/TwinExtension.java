package dev.instructor.test;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a twin for a test that has a parameter of its type, and stops it afterwards; gives a
 * client of that twin to a parameter of type {@link Instructor}. Registered by {@link
 * ProviderTwin}; or, for a twin with other settings, as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TwinExtension TWIN =
 *     TwinExtension.of(OpenAiTwin.builder().models("gpt-5-mini"));
 * }</pre>
 */
public final class TwinExtension implements ParameterResolver, AfterEachCallback {
  /** The twins there are, by their types. */
  private static final Map<Class<?>, Supplier<TwinBuilder<?, ?>>> TWINS =
      Map.of(
          OpenAiTwin.class, OpenAiTwin::builder,
          ResponsesTwin.class, ResponsesTwin::builder,
          AnthropicTwin.class, AnthropicTwin::builder,
          GoogleTwin.class, GoogleTwin::builder,
          CohereTwin.class, CohereTwin::builder,
          OllamaTwin.class, OllamaTwin::builder,
          MistralTwin.class, MistralTwin::builder,
          BedrockTwin.class, BedrockTwin::builder);

  private final Map<Class<?>, Supplier<TwinBuilder<?, ?>>> twins;
  private final String model;
  private final ExtensionContext.Namespace namespace;

  /** Creates an extension that starts twins as {@link ProviderTwin} says. */
  public TwinExtension() {
    this(TWINS, "");
  }

  private TwinExtension(Map<Class<?>, Supplier<TwinBuilder<?, ?>>> twins, String model) {
    this.twins = twins;
    this.model = model;
    this.namespace = ExtensionContext.Namespace.create(TwinExtension.class, twins.keySet());
  }

  /** Returns an extension that starts every twin of that type with these settings. */
  public static TwinExtension of(TwinBuilder<?, ?> settings) {
    return new TwinExtension(Map.of(settings.type(), () -> settings), "");
  }

  /** Returns an extension that starts this twin for a parameter of type {@link Twin}. */
  static TwinExtension any(TwinBuilder<?, ?> settings, String model) {
    return new TwinExtension(Map.of(Twin.class, () -> settings), model);
  }

  /** Returns the settings of all twins there are, in the order of their models' names. */
  static Stream<TwinBuilder<?, ?>> all() {
    return TWINS.values().stream()
        .<TwinBuilder<?, ?>>map(Supplier::get)
        .sorted(Comparator.comparing(TwinBuilder::model));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Instructor.class
        ? firstTwin(context).filter(twins::containsKey).isPresent()
        : context.getTestMethod().isPresent() && twins.containsKey(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Started started = started(context);
    if (type != Instructor.class) {
      return started.twin(type, () -> start(type, context));
    }
    Class<?> first = firstTwin(context).orElseThrow();
    Twin<?> twin = started.twin(first, () -> start(first, context));
    return started.client(settings(twin, context).build());
  }

  private InstructorBuilder settings(Twin<?> twin, ExtensionContext context) {
    return Stream.of(model, annotation(context).map(ProviderTwin::model).orElse(""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(twin::client)
        .orElseGet(twin::client);
  }

  private Started started(ExtensionContext context) {
    return context
        .getStore(namespace)
        .getOrComputeIfAbsent(context.getUniqueId(), key -> new Started(), Started.class);
  }

  private Twin<?> start(Class<?> type, ExtensionContext context) {
    TwinBuilder<?, ?> settings = Objects.requireNonNull(twins.get(type)).get();
    if (settings instanceof OpenAiTwin.Builder openAi
        && annotation(context).filter(ProviderTwin::compatible).isPresent()) {
      openAi.compatible();
    }
    return settings.start();
  }

  /** Returns the type of the first twin among a test's parameters. */
  private static Optional<Class<?>> firstTwin(ExtensionContext context) {
    return context.getTestMethod().stream()
        .flatMap(method -> Arrays.stream(method.getParameterTypes()))
        .filter(Twin.class::isAssignableFrom)
        .findFirst();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Started started = context.getStore(namespace).remove(context.getUniqueId(), Started.class);
    if (started == null) {
      return;
    }
    started.close();
    // A test that failed for a reason of its own is not to be hidden behind what follows from it.
    if (context.getExecutionException().isEmpty()) {
      started.twins.values().forEach(twin -> check(twin, context));
    }
  }

  private static void check(Twin<?> twin, ExtensionContext context) {
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

  /** What was started for one test. For the thread of that test. */
  private static final class Started {
    final Map<Class<?>, Twin<?>> twins = new LinkedHashMap<>();
    private final List<Instructor> clients = new ArrayList<>();

    Twin<?> twin(Class<?> type, Supplier<Twin<?>> starter) {
      return twins.computeIfAbsent(type, key -> starter.get());
    }

    Instructor client(Instructor client) {
      clients.add(client);
      return client;
    }

    void close() {
      clients.forEach(Instructor::close);
      twins.values().forEach(Twin::close);
    }
  }
}
