package dev.instructor.google;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together function calls that arrive in pieces (Vertex AI, "Streaming function call
 * arguments"): a name first, then values by their paths, and a piece without {@code willContinue}
 * at the end. We do not ask for it; a gateway can.
 */
final class PartialCalls {
  private @Nullable JsonObject open;
  private String id = "";
  private String name = "";
  private PartialArguments arguments = new PartialArguments();

  /** Returns a candidate in which calls are whole; what is not complete yet is left out. */
  JsonObject joined(JsonObject candidate) {
    JsonObject content = candidate.object("content").orElse(JsonObject.empty());
    List<Json> parts = content.items("parts");
    if (open == null && parts.stream().noneMatch(PartialCalls::isPiece)) {
      return candidate;
    }
    List<Json> whole = new ArrayList<>();
    for (Json item : parts) {
      JsonObject part = item.asObject().orElse(JsonObject.empty());
      JsonObject call = part.object("functionCall").orElse(null);
      if (call == null || (open == null && !isPiece(part))) {
        whole.add(item);
      } else {
        take(part, call, whole);
      }
    }
    return candidate.with("content", content.with("parts", Json.array(whole)));
  }

  private static boolean isPiece(Json part) {
    return part.asObject()
        .flatMap(object -> object.object("functionCall"))
        .filter(call -> call.has("partialArgs") || continues(call))
        .isPresent();
  }

  private static boolean continues(JsonObject call) {
    return call.get("willContinue").filter(Json.of(true)::equals).isPresent();
  }

  private void take(JsonObject part, JsonObject call, List<Json> whole) {
    JsonObject first = open == null ? part : open;
    open = first;
    id = call.text("id").orElse(id);
    name = call.text("name").orElse(name);
    call.items("partialArgs").forEach(piece -> piece.asObject().ifPresent(arguments::add));
    if (continues(call)) {
      return;
    }
    JsonObject joined =
        Json.object().put("id", id).put("name", name).put("args", arguments.json()).build();
    whole.add(first.with("functionCall", joined));
    open = null;
    id = "";
    name = "";
    arguments = new PartialArguments();
  }
}
