package dev.instructor.call.internal;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.error.Problem;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges each of several values alone: those that are tool calls of their own, or the items of a
 * list. That some of them are wrong makes the answer no worse: they are asked for again.
 *
 * @param variants what is asked for
 * @param settings how to read
 * @param <T> the type of the values
 */
record CallsJudge<T>(Variants<T> variants, CallSettings settings)
    implements Judge<List<CallsJudge.Item<T>>> {

  static final Problem NO_CALL =
      Problem.ofAnswer("tool-call", "at least one of the tools must be called");

  /**
   * One of the values.
   *
   * @param plan what it is asked for as
   * @param arrived it as the model wrote it
   * @param judged what comes of it
   */
  record Item<T>(Plan<? extends T> plan, Json arrived, Judgement<? extends T> judged) {
    Json json() {
      return judged.json().orElse(arrived);
    }
  }

  @Override
  public Judgement<List<Item<T>>> judge(ChatResponse response, Asking asking, ChatOptions options) {
    if (Judgement.isRefusal(response)) {
      return Judgement.refused();
    }
    String text = asking.payload(response).orElse("");
    if (response.finishReason() == FinishReason.LENGTH) {
      return Judgement.truncated(Optional.empty(), text);
    }
    List<Part.ToolCall> calls = response.message().toolCalls();
    if (asking.mode() == Mode.TOOLS && !calls.isEmpty()) {
      return all(calls.stream().map(call -> called(call, asking)).toList(), List.of());
    }
    Reading.Result read = asking.reading().refusing(settings.refusedRepairs()).read(text);
    if (read.value().orElse(Json.ofNull()) instanceof JsonArray array) {
      return all(array.items().stream().map(item -> listed(item, asking)).toList(), read.repairs());
    }
    if (Judgement.isTruncated(response, read, options)) {
      return Judgement.truncated(read.value(), text);
    }
    return Judgement.wrong(
        read.value(), asking.mode() == Mode.TOOLS ? List.of(NO_CALL) : read.problems(), text);
  }

  private Item<T> called(Part.ToolCall call, Asking asking) {
    return called(variants.called(call.name()), call, asking);
  }

  private <V extends T> Item<T> called(Plan<V> plan, Part.ToolCall call, Asking asking) {
    String arguments = call.arguments();
    Reading.Result read = reading(plan, asking).read(arguments);
    return item(plan, arrived(arguments), read);
  }

  private Item<T> listed(Json item, Asking asking) {
    Plan<T> union = variants.union();
    return item(union, item, reading(union, asking).readValue(item));
  }

  private Reading reading(Plan<?> plan, Asking asking) {
    return plan.asked(asking.dialect()).reading().refusing(settings.refusedRepairs());
  }

  private <V extends T> Item<T> item(Plan<V> plan, Json arrived, Reading.Result read) {
    return new Item<>(plan, arrived, new ValueJudge<>(plan, settings).value(read, ""));
  }

  /** Returns arguments as they arrived; as a text if they are no JSON. */
  static Json arrived(String arguments) {
    try {
      return Json.parse(arguments);
    } catch (InvalidJsonException e) {
      return new JsonString(arguments);
    }
  }

  private Judgement<List<Item<T>>> all(List<Item<T>> items, List<Repair> repairs) {
    List<Json> json = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<Repair> taken = new ArrayList<>(repairs);
    for (Item<T> item : items) {
      String place = JsonPointer.child("", json.size());
      item.judged().problems().forEach(problem -> problems.add(problem.under(place)));
      taken.addAll(item.judged().repairs());
      json.add(item.json());
    }
    return new Judgement<>(
        items, Optional.of(Json.array(json)), problems, taken, "", Judgement.Verdict.VALID);
  }
}
