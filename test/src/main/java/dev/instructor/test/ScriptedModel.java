package dev.instructor.test;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaDialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A chat model that answers from a script, in this process: no server, no key, no network.
 *
 * <pre>{@code
 * ScriptedModel model = ScriptedModel.of("{\"name\":\"Jason\",\"age\":-1}", "{\"name\":\"Jason\",\"age\":25}");
 * User user = Instructor.of(model).create(User.class, "Jason is 25");
 * assertThat(model.requests()).hasSize(2);
 * }</pre>
 *
 * <p>The answers are given in the order in which they were scripted, each once. A request beyond
 * the script is an {@link AssertionError}, which says how many requests came. Usage is counted as
 * one token for four characters, except in answers scripted as a {@link ChatResponse}. Thread-safe;
 * which of several concurrent requests gets which answer is open.
 */
public final class ScriptedModel implements ChatModel {
  private final ModelProfile profile;
  private final Chunking chunking;
  private final int scripted;
  private final Queue<Step> script;
  private final Queue<ChatRequest> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  private ScriptedModel(Builder builder) {
    this.profile = builder.profile();
    this.chunking = builder.chunking;
    this.scripted = builder.steps.size();
    this.script = new ConcurrentLinkedQueue<>(builder.steps);
  }

  /** Returns a model that gives these answers; each is like {@link Builder#answer(String)}. */
  public static ScriptedModel of(String... answers) {
    Builder builder = builder();
    for (String answer : answers) {
      builder.answer(answer);
    }
    return builder.build();
  }

  /** Starts a script. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public ChatResponse send(ChatRequest request) {
    int number = count.incrementAndGet();
    requests.add(request);
    Step step = script.poll();
    if (step == null) {
      throw new AssertionError(
          "The script has run out: this is request "
              + number
              + ", and "
              + scripted
              + (scripted == 1 ? " answer was" : " answers were")
              + " scripted. Script one answer for each request, re-asks included.");
    }
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return step.answer(request, number);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.builder(profile.provider(), ProviderException.Kind.INTERRUPTED)
          .what("The thread was interrupted while the scripted answer was awaited")
          .cause(e)
          .build();
    }
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new ScriptedStream(profile.provider(), send(request), chunking);
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  /** Returns the requests that came, oldest first. */
  public List<ChatRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns how many scripted answers have not been asked for. */
  public int remaining() {
    return script.size();
  }

  /** Returns how far the script is, without content. */
  @Override
  public String toString() {
    return "ScriptedModel[" + count.get() + " requests, " + scripted + " answers scripted]";
  }

  @FunctionalInterface
  private interface Step {
    ChatResponse answer(ChatRequest request, int number) throws InterruptedException;

    /** Waits at a gate first, as long as the request allows. */
    default Step behind(Gate gate, String provider) {
      return (request, number) -> {
        if (request.timeout().isEmpty()) {
          gate.pass();
        } else if (!gate.pass(request.timeout().get())) {
          throw ProviderException.builder(provider, ProviderException.Kind.TIMEOUT)
              .what("The scripted answer was held back longer than the request allows")
              .build();
        }
        return answer(request, number);
      };
    }
  }

  /** Collects a script and what is to be known of the model. Not thread-safe. */
  public static final class Builder {
    private final List<Step> steps = new ArrayList<>();
    private String provider = "scripted";
    private String model = "scripted";
    private List<Mode> modes = List.of(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED);
    private SchemaDialect dialect = SchemaDialects.plain();
    private Optional<ModelProfile> profile = Optional.empty();
    private Chunking chunking = Chunking.of(4);

    private Builder() {}

    /**
     * Adds an answer that comes in the way it was asked for: as the arguments of the tool in mode
     * TOOLS, otherwise as text. It need not be valid, nor JSON.
     */
    public Builder answer(String answer) {
      return add(
          (request, number) ->
              request.output().filter(output -> output.mode() == Mode.TOOLS).isPresent()
                  ? call(request.output().get().name(), answer, number)
                  : ChatResponse.of(answer));
    }

    /** Adds an answer like {@link #answer(String)}. */
    public Builder answer(Json answer) {
      return answer(answer.toString());
    }

    /** Adds an answer that is text, however it was asked for. */
    public Builder text(String text) {
      return add((request, number) -> ChatResponse.of(text));
    }

    /**
     * Adds an answer that calls a tool, however it was asked for.
     *
     * @param name the tool's name
     * @param arguments the arguments; they need not be valid JSON
     */
    public Builder toolCall(String name, String arguments) {
      return add((request, number) -> call(name, arguments, number));
    }

    /**
     * Makes the answer that was added last call a tool as well, after what else it says.
     *
     * @param name the tool's name
     * @param arguments the arguments; they need not be valid JSON
     * @throws IllegalStateException if there is no answer yet
     */
    public Builder andToolCall(String name, String arguments) {
      if (steps.isEmpty()) {
        throw new IllegalStateException("There is no answer yet that could make one more call");
      }
      int last = steps.size() - 1;
      Step first = steps.get(last);
      steps.set(
          last,
          (request, number) -> withCall(first.answer(request, number), name, arguments, number));
      return this;
    }

    /** Adds an answer that is cut at the token limit after these characters. */
    public Builder truncated(String beginning) {
      return add(
          (request, number) -> ChatResponse.of(Message.assistant(beginning), FinishReason.LENGTH));
    }

    /** Adds a refusal in these words. */
    public Builder refusal(String words) {
      return add(
          (request, number) -> {
            ChatResponse plain =
                ChatResponse.of(new Message(Role.ASSISTANT, List.of()), FinishReason.REFUSAL);
            return new ChatResponse(
                plain.message(),
                plain.finishReason(),
                Optional.of(words),
                plain.usage(),
                plain.model(),
                plain.id(),
                plain.requestId(),
                plain.raw());
          });
    }

    /** Adds an answer exactly as it stands. */
    public Builder response(ChatResponse response) {
      steps.add((request, number) -> response);
      return this;
    }

    /** Adds a failure: the request throws this exception. */
    public Builder failure(RuntimeException failure) {
      steps.add(
          (request, number) -> {
            throw failure;
          });
      return this;
    }

    /** Adds an answer that is made from the request. */
    public Builder compute(Function<ChatRequest, ChatResponse> answer) {
      steps.add((request, number) -> answer.apply(request));
      return this;
    }

    /**
     * Makes the answer that was added last wait at a gate. An interrupt or the request's timeout
     * ends the wait with a {@link ProviderException}.
     *
     * @throws IllegalStateException if there is no answer yet
     */
    public Builder heldAt(Gate gate) {
      if (steps.isEmpty()) {
        throw new IllegalStateException("There is no answer yet that could wait at the gate");
      }
      int last = steps.size() - 1;
      steps.set(last, steps.get(last).behind(gate, provider));
      return this;
    }

    /** Sets how streams are cut, in characters; 4 unless set. */
    public Builder chunking(Chunking value) {
      this.chunking = value;
      return this;
    }

    /** Sets the modes the model supports, best first; all four unless set. */
    public Builder modes(Mode... value) {
      this.modes = List.of(value);
      return this;
    }

    /** Sets the schema dialect of all modes; the plain one unless set. */
    public Builder dialect(SchemaDialect value) {
      this.dialect = value;
      return this;
    }

    /** Sets the names of vendor and model; both {@code scripted} unless set. */
    public Builder named(String providerName, String modelName) {
      this.provider = providerName;
      this.model = modelName;
      return this;
    }

    /** Sets the whole profile; modes, dialect and names set elsewhere have no effect then. */
    public Builder profile(ModelProfile value) {
      this.profile = Optional.of(value);
      return this;
    }

    /** Returns the model. */
    public ScriptedModel build() {
      return new ScriptedModel(this);
    }

    private ModelProfile profile() {
      return profile.orElseGet(() -> ModelProfile.of(provider, model, dialect, modes));
    }

    private Builder add(Step step) {
      steps.add(
          (request, number) -> {
            ChatResponse response = step.answer(request, number);
            return new ChatResponse(
                response.message(),
                response.finishReason(),
                response.refusal(),
                TokenEstimate.of(request, response),
                request.model(),
                Optional.of("scripted-" + number),
                Optional.empty(),
                Optional.empty());
          });
      return this;
    }

    private static ChatResponse withCall(
        ChatResponse first, String name, String arguments, int number) {
      List<Part> parts = new ArrayList<>(first.message().parts());
      String id = "call_" + number + "_" + parts.size();
      parts.add(new Part.ToolCall(id, name, arguments));
      return new ChatResponse(
          new Message(Role.ASSISTANT, parts),
          FinishReason.TOOL_CALLS,
          first.refusal(),
          first.usage(),
          first.model(),
          first.id(),
          first.requestId(),
          first.raw());
    }

    private static ChatResponse call(String name, String arguments, int number) {
      return ChatResponse.of(
          new Message(
              Role.ASSISTANT, List.of(new Part.ToolCall("call_" + number, name, arguments))),
          FinishReason.TOOL_CALLS);
    }
  }
}
