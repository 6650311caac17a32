package dev.instructor.benchmarks;

import dev.instructor.json.Json;
import java.util.List;

/** A chat completion as OpenAI's servers write it. */
final class Completion {
  private Completion() {}

  /** Returns a completion with a content. */
  static String of(String content) {
    return Json.object()
        .put("id", "chatcmpl-1")
        .put("object", "chat.completion")
        .put("created", 1_750_000_000)
        .put("model", "any")
        .put(
            "choices",
            Json.array(
                List.of(
                    Json.object()
                        .put("index", 0)
                        .put(
                            "message",
                            Json.object()
                                .put("role", "assistant")
                                .put("content", content)
                                .put("refusal", Json.ofNull())
                                .build())
                        .put("finish_reason", "stop")
                        .build())))
        .put(
            "usage",
            Json.object()
                .put("prompt_tokens", 50)
                .put("completion_tokens", 23)
                .put("total_tokens", 73)
                .build())
        .build()
        .toString();
  }
}
