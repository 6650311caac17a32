package dev.instructor.call.internal;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.read.Reading;

/** Decides whether an answer is a list, whatever its items are: each of them is judged alone. */
record ListJudge(CallSettings settings) implements Judge<Json> {

  @Override
  public Judgement<Json> judge(ChatResponse response, Asking asking, ChatOptions options) {
    if (Judgement.isRefusal(response)) {
      return Judgement.refused();
    }
    String payload = asking.payload(response).orElse("");
    Reading.Result read = asking.reading().refusing(settings.refusedRepairs()).read(payload);
    if (response.finishReason() == FinishReason.LENGTH
        || (!read.isValid() && Judgement.isTruncated(response, read, options))) {
      return Judgement.truncated(read.value(), payload);
    }
    Json value = read.value().orElse(Json.ofNull());
    return value instanceof JsonArray
        ? Judgement.valid(value, value, read.repairs(), payload)
        : Judgement.wrong(read.value(), read.problems(), payload);
  }
}
