package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.CalledTool;
import dev.instructor.call.Tool;
import dev.instructor.call.ToolRoundsException;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.mode.ToolWords;
import dev.instructor.schema.SchemaDialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The caller's tools in one call: what the model is told of them, and what follows when it calls
 * some. Used by calls of every kind. For one thread.
 */
final class ToolRounds {
  private final CallSettings settings;
  private final Exchange exchange;
  private final Map<String, RunTool<?>> tools = new LinkedHashMap<>();

  ToolRounds(Engine engine, CallSettings settings, Exchange exchange) {
    this.settings = settings;
    this.exchange = exchange;
    for (Tool tool : settings.tools()) {
      RunTool<?> run = RunTool.of(engine, tool, settings);
      if (tools.put(tool.name(), run) != null) {
        throw new ConfigurationException("Two tools are named " + tool.name());
      }
    }
    ModelProfile profile = exchange.profile();
    if (!tools.isEmpty() && !profile.modes().contains(Mode.TOOLS)) {
      throw new ConfigurationException(
          "%s/%s calls no tools, as far as is known: leave tools(…) out, or take another model"
              .formatted(profile.provider(), profile.model()));
    }
  }

  /** Refuses the name of the answer, if a tool has it too: a call would not tell which. */
  void refuseName(String answer) {
    if (tools.containsKey(answer)) {
      throw new ConfigurationException(
          "A tool has the name %1$s, under which the answer is asked for: give the tool another one, or the answer with Shape.of(%1$s.class).named(…)"
              .formatted(answer));
    }
  }

  /** Returns whether the answer can be asked for in the same request as the tools. */
  boolean standBeside(Mode mode) {
    return tools.isEmpty() || exchange.profile().besideTools().contains(mode);
  }

  /**
   * Returns a request in which the tools are told; the same if there are none.
   *
   * @param dialect in which their arguments are put
   */
  ChatRequest told(ChatRequest request, SchemaDialect dialect) {
    if (tools.isEmpty()) {
      return request;
    }
    List<ToolSpec> specs = tools.values().stream().map(tool -> tool.spec(dialect)).toList();
    return request.withTools(specs, ToolUse.AUTO);
  }

  /**
   * Returns whether a response calls tools that have to be run before there is an answer.
   *
   * @param isAnswer which calls are the answer itself
   */
  boolean areCalledIn(ChatResponse response, Predicate<Part.ToolCall> isAnswer) {
    return !tools.isEmpty()
        && !Judgement.isRefusal(response)
        && response.finishReason() != FinishReason.LENGTH
        && !response.message().toolCalls().stream().allMatch(isAnswer);
  }

  /**
   * Runs the calls of an answer, one after the other.
   *
   * @param attempts the attempts so far; those with calls are the rounds so far
   * @param isAnswer which calls are the answer itself, that comes too early
   * @param record adds the answer to the attempts, with what was run, however it ends
   * @return what the model is to see: its answer and the results
   * @throws ToolRoundsException if there were as many rounds as there may be
   */
  List<Message> run(
      ChatResponse response,
      List<Attempt> attempts,
      Predicate<Part.ToolCall> isAnswer,
      Consumer<List<CalledTool>> record) {
    int round = 1 + (int) attempts.stream().filter(a -> !a.toolCalls().isEmpty()).count();
    if (round > settings.maxToolRounds()) {
      record.accept(List.of());
      throw new ToolRoundsException(settings.maxToolRounds(), attempts);
    }
    List<CalledTool> done = new ArrayList<>();
    try {
      return run(response, round, attempts.size() + 1, isAnswer, done);
    } finally {
      record.accept(done);
    }
  }

  private List<Message> run(
      ChatResponse response,
      int round,
      int attempt,
      Predicate<Part.ToolCall> isAnswer,
      List<CalledTool> done) {
    SchemaDialect dialect = exchange.profile().dialect(Mode.TOOLS);
    List<Part> said = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    for (Part part : response.message().parts()) {
      if (!(part instanceof Part.ToolCall call)) {
        said.add(part);
        continue;
      }
      RunTool.Outcome outcome = outcome(call, isAnswer, dialect);
      if (!isAnswer.test(call)) {
        CalledTool called = outcome.called(round, call);
        done.add(called);
        exchange.tell(listener -> listener.onToolCall(attempt, called));
      }
      said.add(new Part.ToolCall(call.id(), call.name(), outcome.arguments()));
      Part result = new Part.ToolResult(call.id(), call.name(), outcome.result(), outcome.error());
      messages.add(new Message(Role.TOOL, List.of(result)));
    }
    messages.add(0, new Message(Role.ASSISTANT, said));
    return messages;
  }

  private RunTool.Outcome outcome(
      Part.ToolCall call, Predicate<Part.ToolCall> isAnswer, SchemaDialect dialect) {
    if (isAnswer.test(call)) {
      return RunTool.Outcome.refused(call, ToolWords.tooEarly());
    }
    RunTool<?> tool = tools.get(call.name());
    if (tool == null) {
      return RunTool.Outcome.refused(call, ToolWords.unknown(tools.keySet()));
    }
    exchange.requireTime();
    return tool.run(call, dialect, exchange.profile().provider());
  }
}
