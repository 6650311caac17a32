package dev.instructor.examples.acme;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.test.TwinFormat;
import dev.instructor.test.TwinRequest;
import dev.instructor.test.TwinSaying;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How Acme's format is written, for a twin of Acme. */
public final class AcmeFormat implements TwinFormat {
  /** Creates the format. */
  public AcmeFormat() {}

  @Override
  public Optional<String> refusal(TwinRequest request) {
    return request.body().items("messages").isEmpty()
        ? Optional.of("There is no message.")
        : Optional.empty();
  }

  @Override
  public Optional<String> tool(TwinRequest request) {
    return Optional.empty();
  }

  @Override
  public boolean isStreamed(TwinRequest request) {
    return request.body().has("stream");
  }

  @Override
  public Json whole(TwinRequest request, TwinSaying saying) {
    return end(saying)
        .put("model", request.body().text("model").orElse(""))
        .put("text", saying.refusal().orElse(saying.text()))
        .build();
  }

  private static JsonObject.Builder end(TwinSaying saying) {
    String reason = saying.refusal().isPresent() ? "refused" : saying.cut() ? "limit" : "stop";
    return Json.object()
        .put("reason", reason)
        .put(
            "tokens",
            Json.object()
                .put("in", saying.inputTokens())
                .put("out", saying.outputTokens())
                .build());
  }

  @Override
  public List<String> events(TwinRequest request, TwinSaying saying) {
    List<String> events = new ArrayList<>();
    JsonObject.Builder start = Json.object().put("model", request.body().text("model").orElse(""));
    saying.refusal().ifPresent(words -> start.put("reason", "refused"));
    events.add(event(start.build()));
    for (String piece : saying.deltas().cut(saying.refusal().orElse(saying.text()))) {
      events.add(event(Json.object().put("text", piece).build()));
    }
    events.add(event(end(saying).build()));
    return events;
  }

  private static String event(JsonObject data) {
    return "data: " + data + "\n\n";
  }

  @Override
  public Json error(int status, String message) {
    return Json.object().put("error", message).build();
  }

  @Override
  public String errorEvent(int status, String message) {
    return event(Json.object().put("error", message).put("status", status).build());
  }
}
