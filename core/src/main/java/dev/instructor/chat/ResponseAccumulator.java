package dev.instructor.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Builds the response that a stream of events adds up to: a whole response is a stream that has
 * ended. Every event costs its own length. Not thread-safe.
 */
public final class ResponseAccumulator {
  private final List<Part.Thinking> thoughts = new ArrayList<>();
  private final StringBuilder thinking = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final Map<Integer, Call> calls = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<String> id = Optional.empty();
  private Optional<String> requestId = Optional.empty();
  private String model = "";
  private Usage usage = Usage.none();
  private FinishReason finishReason = FinishReason.OTHER;

  private static final class Call {
    private final StringBuilder id = new StringBuilder();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
  }

  /** Takes the next event. A second {@link ChatEvent.Started} begins anew. */
  public void add(ChatEvent event) {
    if (event instanceof ChatEvent.TextDelta delta) {
      text.append(delta.text());
    } else if (event instanceof ChatEvent.ToolCallDelta delta) {
      Call call = calls.computeIfAbsent(delta.index(), index -> new Call());
      call.id.append(delta.id());
      call.name.append(delta.name());
      call.arguments.append(delta.arguments());
    } else if (event instanceof ChatEvent.ThinkingDelta delta) {
      thinking.append(delta.text());
      delta.signature().ifPresent(this::sign);
    } else if (event instanceof ChatEvent.RefusalDelta delta) {
      refusal.append(delta.text());
    } else if (event instanceof ChatEvent.UsageReport report) {
      usage = later(report.usage());
    } else if (event instanceof ChatEvent.Finished finished) {
      finishReason = finished.reason();
    } else if (event instanceof ChatEvent.Started started) {
      start(started);
    } else if (event instanceof ChatEvent.Warning warning) {
      warnings.add(warning.text());
    }
  }

  /** A signature ends its part: it vouches for the thoughts before it alone. */
  private void sign(String signature) {
    thoughts.add(new Part.Thinking(thinking.toString(), Optional.of(signature)));
    thinking.setLength(0);
  }

  private void start(ChatEvent.Started started) {
    thoughts.clear();
    thinking.setLength(0);
    text.setLength(0);
    refusal.setLength(0);
    calls.clear();
    id = started.id();
    requestId = started.requestId();
    model = started.model();
  }

  private Usage later(Usage report) {
    return new Usage(
        or(report.input(), usage.input()),
        or(report.output(), usage.output()),
        or(report.cached(), usage.cached()),
        or(report.reasoning(), usage.reasoning()));
  }

  private static OptionalLong or(OptionalLong first, OptionalLong second) {
    return first.isPresent() ? first : second;
  }

  /** Returns what has arrived so far, without a raw answer. */
  public ChatResponse response() {
    List<Part> parts = new ArrayList<>(thoughts);
    if (thinking.length() > 0) {
      parts.add(new Part.Thinking(thinking.toString(), Optional.empty()));
    }
    if (text.length() > 0) {
      parts.add(new Part.Text(text.toString()));
    }
    for (Call call : calls.values()) {
      String arguments = call.arguments.toString();
      parts.add(
          new Part.ToolCall(
              call.id.toString(), call.name.toString(), arguments.isBlank() ? "{}" : arguments));
    }
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts),
        refusal.length() > 0 ? FinishReason.REFUSAL : finishReason,
        refusal.length() > 0 ? Optional.of(refusal.toString()) : Optional.empty(),
        usage,
        model,
        id,
        requestId,
        Optional.empty(),
        warnings);
  }
}
