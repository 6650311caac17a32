package dev.instructor.llamacpp;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.llamacpp.internal.grammar.Matcher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * An answer token by token. What a grammar was given for is held against it: an engine that could
 * not read the grammar would say nothing and write what it likes. Not thread-safe.
 */
final class GgufStream implements ChatStream {
  private static final String DEFUSED =
      "The conversation had control tokens of the model in its text; a blank was put into each of"
          + " them, so that it stays text";

  private final Generation generation;
  private final String model;
  private final StopTexts stops;
  private final Optional<Matcher> matcher;
  private final Deque<ChatEvent> ready = new ArrayDeque<>();
  private long input;
  private long output;
  private boolean done;

  GgufStream(Generation generation, String model, List<String> stops, Optional<Matcher> matcher) {
    this.generation = generation;
    this.model = model;
    this.stops = new StopTexts(stops);
    this.matcher = matcher;
  }

  /** Waits until the engine has taken the request, so that a refusal is told at once. */
  GgufStream opened() {
    advance();
    return this;
  }

  @Override
  public boolean hasNext() {
    advance();
    return !ready.isEmpty();
  }

  /** Waits until there is something to tell, or nothing more. */
  private void advance() {
    while (ready.isEmpty() && !done) {
      try {
        pull();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  @Override
  public ChatEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void pull() {
    Generation.Event event = generation.next();
    if (event instanceof Generation.Begun begun) {
      input = begun.tokens();
      if (begun.defused()) {
        ready.add(new ChatEvent.Warning(DEFUSED));
      }
      ready.add(new ChatEvent.Started(Optional.empty(), model, Optional.empty()));
    } else if (event instanceof Generation.Piece piece) {
      output++;
      show(stops.add(piece.text()));
      if (stops.met()) {
        finish(FinishReason.STOP);
      }
    } else if (event instanceof Generation.Ended ended) {
      show(stops.rest());
      output = ended.outcome().tokens();
      if (ended.outcome().ended() && matcher.filter(m -> !m.isComplete()).isPresent()) {
        throw outsideGrammar();
      }
      finish(ended.outcome().ended() ? FinishReason.STOP : FinishReason.LENGTH);
    }
  }

  private void show(String text) {
    if (!text.isEmpty()) {
      if (matcher.filter(m -> !m.read(text)).isPresent()) {
        throw outsideGrammar();
      }
      ready.add(new ChatEvent.TextDelta(text));
    }
  }

  private static ProviderException outsideGrammar() {
    return Generation.failure(
        ProviderException.Kind.PROTOCOL,
        "the engine did not keep to the grammar that it was given; take mode JSON or PROMPTED, and"
            + " report the schema to the library",
        null);
  }

  private void finish(FinishReason reason) {
    ready.add(new ChatEvent.Finished(reason));
    ready.add(new ChatEvent.UsageReport(Usage.of(input, output)));
    close();
  }

  @Override
  public void close() {
    done = true;
    generation.close();
  }
}
