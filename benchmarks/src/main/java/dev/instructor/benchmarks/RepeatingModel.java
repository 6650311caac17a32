package dev.instructor.benchmarks;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.ModelProfile;
import java.util.List;

/**
 * Gives the same answers again and again, in their order. For one thread. The test kit's scripted
 * model will not do here: it keeps every request.
 */
final class RepeatingModel implements ChatModel {
  private final ModelProfile profile;
  private final List<ChatResponse> answers;
  private int next;

  RepeatingModel(ModelProfile profile, String... answers) {
    this.profile = profile;
    this.answers = List.of(answers).stream().map(ChatResponse::of).toList();
  }

  @Override
  public ChatResponse send(ChatRequest request) {
    ChatResponse answer = answers.get(next);
    next = (next + 1) % answers.size();
    return answer;
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    throw new UnsupportedOperationException("nothing is streamed here");
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }
}
