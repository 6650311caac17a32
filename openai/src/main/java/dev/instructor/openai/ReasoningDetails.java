package dev.instructor.openai;

import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the model thought, with the signatures of whoever made it (OpenRouter, "Reasoning Tokens",
 * section "Preserving reasoning": the sequence has to come back as it was). It is kept as the
 * signature of the thoughts. A stream brings it in pieces. Not thread-safe.
 */
final class ReasoningDetails {
  static final String NAME = "reasoning_details";

  private static final String MARK = NAME + ":";

  /** What grows from piece to piece. */
  private static final Set<String> GROWING = Set.of("text", "summary");

  private final List<JsonObject> details = new ArrayList<>();

  /** Returns the signature that a whole message has. */
  static Optional<String> signature(JsonObject message) {
    ReasoningDetails all = new ReasoningDetails();
    message.items(NAME).forEach(item -> item.asObject().ifPresent(all.details::add));
    return all.signature();
  }

  /** Returns what was kept as the signature of thoughts, if they have one of this kind. */
  static Optional<Json> of(Part.Thinking thinking) {
    return thinking
        .signature()
        .filter(signature -> signature.startsWith(MARK))
        .flatMap(signature -> parsed(signature.substring(MARK.length())));
  }

  private static Optional<Json> parsed(String text) {
    try {
      return Optional.of(Json.parse(text));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  /** Takes what a piece of a message brings. */
  void add(JsonObject delta) {
    delta.items(NAME).forEach(item -> item.asObject().ifPresent(this::piece));
  }

  private void piece(JsonObject piece) {
    int last = details.size() - 1;
    if (last >= 0 && isMore(details.get(last), piece)) {
      details.set(last, joined(details.get(last), piece));
    } else {
      details.add(piece);
    }
  }

  /** What is encrypted comes in one piece. */
  private static boolean isMore(JsonObject before, JsonObject piece) {
    return before.get("type").equals(piece.get("type"))
        && before.get("index").equals(piece.get("index"))
        && !piece.has("data");
  }

  private static JsonObject joined(JsonObject before, JsonObject piece) {
    JsonObject.Builder all = before.toBuilder();
    for (Map.Entry<String, Json> member : piece.members().entrySet()) {
      String name = member.getKey();
      if (GROWING.contains(name)) {
        all.put(name, before.text(name).orElse("") + piece.text(name).orElse(""));
      } else if (!member.getValue().isNull()) {
        all.put(name, member.getValue());
      }
    }
    return all.build();
  }

  /** Returns all that came as the signature of the thoughts; nothing if nothing came. */
  Optional<String> signature() {
    return details.isEmpty()
        ? Optional.empty()
        : Optional.of(MARK + Json.array(List.copyOf(details)));
  }
}
