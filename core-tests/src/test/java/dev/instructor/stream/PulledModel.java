package dev.instructor.stream;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.schema.SchemaDialects;
import java.util.List;
import java.util.NoSuchElementException;

/** Streams texts letter by letter, and counts how many letters were pulled and streams closed. */
final class PulledModel implements ChatModel {
  private final List<String> answers;
  private int requests;
  private int pulled;
  private int closed;

  PulledModel(String... answers) {
    this.answers = List.of(answers);
  }

  /** How many letters of the newest answer were pulled. */
  int pulled() {
    return pulled;
  }

  int closed() {
    return closed;
  }

  int requests() {
    return requests;
  }

  @Override
  public ChatResponse send(ChatRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    String answer = answers.get(requests++);
    pulled = 0;
    return new ChatStream() {
      private boolean open = true;
      private boolean finished;

      @Override
      public boolean hasNext() {
        return open && !finished;
      }

      @Override
      public ChatEvent next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        if (pulled == answer.length()) {
          finished = true;
          return new ChatEvent.Finished(FinishReason.STOP);
        }
        return new ChatEvent.TextDelta(answer.substring(pulled, ++pulled));
      }

      @Override
      public void close() {
        if (open) {
          open = false;
          closed++;
        }
      }
    };
  }

  @Override
  public ModelProfile profile() {
    return ModelProfile.of(
        "pulled",
        "letters",
        SchemaDialects.named("plain").orElseThrow(),
        List.of(Mode.JSON_SCHEMA));
  }
}
