package dev.instructor.cli;

import dev.instructor.Prompt;
import dev.instructor.json.Json;
import dev.instructor.shape.Shape;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import java.util.Iterator;
import java.util.List;

/** {@code extract --stream}: the value as it grows, or the items of a list as they come. */
final class StreamedExtract {
  static final String KEY = "--stream";

  static final Option OPTION =
      Option.flag(KEY, "Print the value at each change as it grows; with --list, each item.");

  private StreamedExtract() {}

  /** Shows a value as it grows, and returns the exit code. */
  static <T> int value(Prompt prompt, Shape<T> shape, boolean explain, Terminal terminal) {
    GrowingView view =
        terminal
            .screen()
            .<GrowingView>map(screen -> new ScreenView(terminal, screen))
            .orElseGet(() -> new LineView(terminal.out()));
    int attempt = 1;
    try (PartialStream<T> stream = prompt.stream(shape)) {
      for (Partial<T> partial : stream) {
        if (partial.attempt() > attempt) {
          attempt = partial.attempt();
          view.startAgain();
          sayAgain(terminal, attempt);
        }
        if (!partial.isDone()) {
          partial.tree().ifPresent(view::show);
        }
        if (view.isGone()) {
          return Failure.NO_VALUE;
        }
      }
      view.finish(stream.extraction().json());
      new Warnings(terminal).tell(stream.extraction().warnings());
      if (explain) {
        Explanation.of(stream.extraction()).forEach(terminal::say);
      }
      return Failure.NONE;
    }
  }

  private static void sayAgain(Terminal terminal, int attempt) {
    terminal.say("instructor: the answer was wrong, and is asked for again: attempt " + attempt);
  }

  /** Prints the items of a list, one a line, each as soon as it is complete. */
  static <T> int items(Prompt prompt, Shape<T> element, boolean explain, Terminal terminal) {
    try (ItemStream<T> stream = prompt.streamItems(element)) {
      Iterator<ItemStream.Item<T>> items = stream.numbered();
      while (items.hasNext()) {
        terminal.out().println(items.next().json());
        terminal.out().flush();
        if (terminal.out().checkError()) {
          return Failure.NO_VALUE;
        }
      }
      new Warnings(terminal).tell(stream.warnings());
      if (explain) {
        List<String> told = Explanation.of(stream.attempts(), stream.usage());
        told.forEach(terminal::say);
      }
      return Failure.NONE;
    }
  }

  /** Where a growing value is shown. */
  interface GrowingView {
    /** Shows the value as it is now, which may yet change. */
    void show(Json value);

    /** Forgets what was shown: the answer is asked for again, and begins with nothing. */
    void startAgain();

    /** Shows the final value. */
    void finish(Json value);

    /** Returns whether nobody reads any more. */
    boolean isGone();
  }
}
