package dev.instructor.benchmarks;

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

/** Streams the same answer to every request, in pieces of one length. */
record PieceModel(String answer, int length) implements ChatModel {
  @Override
  public ChatResponse send(ChatRequest request) {
    return ChatResponse.of(answer);
  }

  @Override
  public ModelProfile profile() {
    return ModelProfile.of(
        "pieces", "any", SchemaDialects.named("plain").orElseThrow(), List.of(Mode.JSON_SCHEMA));
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new Pieces(answer, length);
  }

  private static final class Pieces implements ChatStream {
    private final String answer;
    private final int length;
    private int at;
    private boolean finished;

    private Pieces(String answer, int length) {
      this.answer = answer;
      this.length = length;
    }

    @Override
    public boolean hasNext() {
      return !finished;
    }

    @Override
    public ChatEvent next() {
      if (finished) {
        throw new NoSuchElementException();
      }
      if (at == answer.length()) {
        finished = true;
        return new ChatEvent.Finished(FinishReason.STOP);
      }
      int from = at;
      at = Math.min(answer.length(), from + length);
      return new ChatEvent.TextDelta(answer.substring(from, at));
    }

    @Override
    public void close() {}
  }
}
