package dev.instructor.call.internal;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import dev.instructor.shape.BindingException;
import java.util.List;
import java.util.Optional;

/**
 * Reads an answer, binds it, and runs the rules on the value.
 *
 * @param <T> the type of the value
 */
record ValueJudge<T>(Plan<T> plan, CallSettings settings) implements Judge<T> {

  @Override
  public Judgement<T> judge(ChatResponse response, Asking asking, ChatOptions options) {
    if (Judgement.isRefusal(response)) {
      return Judgement.refused();
    }
    String payload = asking.payload(response).orElse("");
    DirectReading.Read<T> direct = plan.direct(asking).map(way -> way.read(payload)).orElse(null);
    if (direct != null) {
      return judged(direct.value(), direct.json(), List.of(), payload);
    }
    Reading.Result read = asking.reading().refusing(settings.refusedRepairs()).read(payload);
    if (read.isValid() && !Judgement.mayGoOn(response, read)) {
      return value(read, payload);
    }
    return Judgement.isTruncated(response, read, options)
        ? Judgement.truncated(read.value(), payload)
        : Judgement.wrong(read.value(), read.problems(), payload);
  }

  /**
   * Returns what comes of JSON that was read.
   *
   * @param read what was read
   * @param payload the text it was read from
   */
  Judgement<T> value(Reading.Result read, String payload) {
    if (!read.isValid()) {
      return Judgement.wrong(read.value(), read.problems(), payload);
    }
    Json json = read.value().orElseThrow();
    try {
      return judged(plan.binder().bind(json), json, read.repairs(), payload);
    } catch (BindingException refused) {
      return Judgement.wrong(read.value(), masked(refused.problems()), payload);
    }
  }

  private Judgement<T> judged(T value, Json json, List<Repair> repairs, String payload) {
    List<Problem> problems = new RuleCheck(plan, settings).problems(value, json);
    return problems.isEmpty()
        ? Judgement.valid(value, json, repairs, payload)
        : Judgement.wrong(Optional.of(json), masked(problems), payload);
  }

  private List<Problem> masked(List<Problem> problems) {
    return plan.target().schema().masked(problems);
  }
}
