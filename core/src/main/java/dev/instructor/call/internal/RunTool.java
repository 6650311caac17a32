package dev.instructor.call.internal;

import dev.instructor.call.CalledTool;
import dev.instructor.call.Tool;
import dev.instructor.chat.Part;
import dev.instructor.chat.ToolSpec;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.mode.ToolWords;
import dev.instructor.read.Reading;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.SchemaDialect;
import java.time.Duration;
import java.util.Optional;

/**
 * A tool with what is planned for its arguments.
 *
 * @param <A> the type of the arguments
 */
record RunTool<A>(Tool tool, Tool.Body<? super A> body, Plan<A> plan, CallSettings settings) {
  private static final System.Logger LOG = System.getLogger("dev.instructor");

  static RunTool<Object> of(Engine engine, Tool tool, CallSettings settings) {
    return new RunTool<>(tool, tool.body(), engine.plan(tool.arguments(), settings), settings);
  }

  /**
   * What came of a call.
   *
   * @param arguments the arguments as they can be sent back: always a JSON object
   * @param result what the model is told
   * @param error whether it is told that the call went wrong
   * @param failure what the function threw
   * @param duration how long the function took
   */
  record Outcome(
      String arguments,
      String result,
      boolean error,
      Optional<Exception> failure,
      Duration duration) {

    /** Returns that of a call that is not run, with the reason. */
    static Outcome refused(Part.ToolCall call, String why) {
      return new Outcome(sendable(call), why, true, Optional.empty(), Duration.ZERO);
    }

    CalledTool called(int round, Part.ToolCall call) {
      return new CalledTool(
          round, call.id(), call.name(), call.arguments(), result, error, failure, duration);
    }
  }

  ToolSpec spec(SchemaDialect dialect) {
    AdaptedSchema adapted = plan.asked(dialect).adapted();
    return new ToolSpec(
        tool.name(),
        tool.description().or(() -> plan.target().description()),
        adapted.schema(),
        adapted.strict());
  }

  /**
   * Reads and checks the arguments, and calls the function if nothing is wrong with them.
   *
   * @throws ProviderException if the thread was interrupted meanwhile
   */
  Outcome run(Part.ToolCall call, SchemaDialect dialect, String provider) {
    Reading reading = plan.asked(dialect).reading().refusing(settings.refusedRepairs());
    Judgement<A> judged =
        new ValueJudge<>(plan, settings).value(reading.read(call.arguments()), call.arguments());
    A arguments = judged.value();
    if (arguments == null) {
      return Outcome.refused(call, ToolWords.wrong(judged.problems()));
    }
    String sent = sendable(call);
    long start = System.nanoTime();
    try {
      Object result = body.call(arguments);
      String text = result instanceof String said ? said : plan.text(result);
      return new Outcome(sent, text, false, Optional.empty(), since(start));
    } catch (ConfigurationException mistake) {
      throw mistake;
    } catch (Exception failure) {
      passInterrupt(failure, provider);
      LOG.log(
          System.Logger.Level.WARNING,
          "The tool {0} threw {1}; the model is told that it failed",
          tool.name(),
          failure.getClass().getName());
      String text = ToolWords.failed(told(failure));
      return new Outcome(sent, text, true, Optional.of(failure), since(start));
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Only an exception that speaks of the arguments is told in its own words. */
  private static String told(Exception failure) {
    return failure instanceof IllegalArgumentException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.getClass().getSimpleName();
  }

  private static void passInterrupt(Exception failure, String provider) {
    if (failure instanceof ProviderException inner
        && inner.kind() == ProviderException.Kind.INTERRUPTED) {
      throw inner;
    }
    if (failure instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
      Thread.currentThread().interrupt();
      throw ProviderException.builder(provider, ProviderException.Kind.INTERRUPTED)
          .what("the call was interrupted while a tool ran")
          .cause(failure)
          .build();
    }
  }

  /** Some vendors take nothing but an object back. */
  private static String sendable(Part.ToolCall call) {
    return call.object().isPresent() ? call.arguments() : "{}";
  }
}
