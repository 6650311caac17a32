package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A response as server-sent events: "Streaming events" of OpenAI's API reference. For one use. */
final class ResponsesEvents {
  private final ResponsesAnswer answer;
  private final List<byte[]> events = new ArrayList<>();

  ResponsesEvents(ResponsesAnswer answer) {
    this.answer = answer;
  }

  /** Returns all events; there is no mark of the end but the last one. */
  List<byte[]> all(Chunking cut) {
    JsonObject begun = answer.begun();
    event("response.created", Json.object().put("response", begun));
    event("response.in_progress", Json.object().put("response", begun));
    for (int i = 0; i < answer.output().size(); i++) {
      item(answer.output().get(i), i, cut);
    }
    event(
        answer.cut() ? "response.incomplete" : "response.completed",
        Json.object().put("response", answer.whole()));
    return events;
  }

  private void item(JsonObject item, int index, Chunking cut) {
    event("response.output_item.added", placed(index).put("item", begun(item)));
    String id = item.text("id").orElseThrow();
    switch (item.text("type").orElseThrow()) {
      case "message" -> {
        List<Json> parts = item.items("content");
        for (int i = 0; i < parts.size(); i++) {
          JsonObject at = placed(index).put("item_id", id).put("content_index", i).build();
          part(parts.get(i).asObject().orElseThrow(), at, cut);
        }
      }
      case "function_call" -> {
        JsonObject at = placed(index).put("item_id", id).build();
        String arguments = item.text("arguments").orElseThrow();
        for (String piece : cut.cut(arguments)) {
          event("response.function_call_arguments.delta", at.toBuilder().put("delta", piece));
        }
        event(
            "response.function_call_arguments.done",
            at.toBuilder()
                .put("name", item.text("name").orElseThrow())
                .put("arguments", arguments));
      }
      default -> {}
    }
    event("response.output_item.done", placed(index).put("item", item));
  }

  private static JsonObject begun(JsonObject item) {
    return switch (item.text("type").orElseThrow()) {
      case "message" ->
          item.with("status", Json.of("in_progress")).with("content", Json.array(List.of()));
      case "function_call" ->
          item.with("status", Json.of("in_progress")).with("arguments", Json.of(""));
      default -> item;
    };
  }

  private void part(JsonObject part, JsonObject at, Chunking cut) {
    boolean refusal = part.text("type").filter("refusal"::equals).isPresent();
    String member = refusal ? "refusal" : "text";
    String kind = refusal ? "response.refusal" : "response.output_text";
    String text = part.text(member).orElseThrow();
    JsonObject empty = part.with(member, Json.of(""));
    JsonObject logged = refusal ? at : at.with("logprobs", Json.array(List.of()));
    event("response.content_part.added", at.toBuilder().put("part", empty));
    for (String piece : cut.cut(text)) {
      event(kind + ".delta", logged.toBuilder().put("delta", piece));
    }
    event(kind + ".done", logged.toBuilder().put(member, text));
    event("response.content_part.done", at.toBuilder().put("part", part));
  }

  private static JsonObject.Builder placed(int index) {
    return Json.object().put("output_index", index);
  }

  private void event(String type, JsonObject.Builder members) {
    JsonObject data =
        Json.object()
            .put("type", type)
            .put("sequence_number", events.size())
            .putAll(members.build())
            .build();
    events.add(("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }
}
