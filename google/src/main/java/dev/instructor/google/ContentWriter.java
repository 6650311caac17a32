package dev.instructor.google;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages (Gemini API, "Content", and Google, "Thought signatures").
 *
 * <p>System messages become the instruction, wherever they stand. The results of all calls of a
 * turn become one content, since as many must follow as there were calls. A signature goes to the
 * call it came with, else to the text, else it stands alone at the end.
 */
final class ContentWriter {
  /**
   * {@code skip_thought_signature_validator} in Base64 (Google, "Thought signatures"), for calls
   * that the model did not make itself, such as examples and those of another vendor's model.
   */
  private static final String NO_SIGNATURE = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

  private final boolean signed;
  private final MediaParts media;
  private final List<Json> contents = new ArrayList<>();
  private final List<Json> instructions = new ArrayList<>();
  private final List<Json> results = new ArrayList<>();
  private final List<Part.ToolCall> saidAsText = new ArrayList<>();

  private ContentWriter(boolean signed, MediaParts media) {
    this.signed = signed;
    this.media = media;
  }

  /** Returns the members {@code systemInstruction} and {@code contents}. */
  static JsonObject write(List<Message> messages, String model, MediaParts media) {
    ContentWriter writer = new ContentWriter(ModelFacts.demandsSignatures(model), media);
    boolean apart = ModelFacts.hasInstructions(model);
    for (Message message : messages) {
      switch (message.role()) {
        case SYSTEM -> writer.instructions.addAll(writer.instruction(message));
        case ASSISTANT -> writer.answer(message.parts());
        case USER, TOOL -> writer.question(message, apart);
      }
    }
    writer.endResults();
    JsonObject.Builder body = Json.object();
    if (!writer.instructions.isEmpty()) {
      if (apart) {
        body.put(
            "systemInstruction",
            Json.object().put("parts", Json.array(writer.instructions)).build());
      } else {
        writer.content("user", writer.instructions);
      }
    }
    return body.put("contents", Json.array(writer.contents)).build();
  }

  private void content(String role, List<Json> parts) {
    if (!parts.isEmpty()) { // A content without parts is refused.
      contents.add(Json.object().put("role", role).put("parts", Json.array(parts)).build());
    }
  }

  private void endResults() {
    content("user", results);
    results.clear();
  }

  private void question(Message message, boolean apart) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        results.add(result(result));
      }
    }
    List<Json> said = new ArrayList<>();
    if (!apart) {
      said.addAll(instructions);
      instructions.clear();
    }
    said.addAll(said(message));
    if (!said.isEmpty()) {
      endResults();
      content("user", said);
    }
  }

  private List<Json> instruction(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.Media found) {
        throw UnsupportedMedia.place("Google", found);
      }
    }
    return said(message);
  }

  private List<Json> said(Message message) {
    List<Json> said = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        said.add(text(text.text()));
      } else if (part instanceof Part.Media found) {
        said.add(media.write(found));
      }
    }
    return said;
  }

  private static Json text(String text) {
    return Json.object().put("text", text).build();
  }

  private void answer(List<Part> said) {
    endResults();
    List<Json> parts = new ArrayList<>();
    boolean called = false;
    for (int i = 0; i < said.size(); i++) {
      Part part = said.get(i);
      if (part instanceof Part.Thinking thinking) {
        boolean alone = i + 1 == said.size() || said.get(i + 1) instanceof Part.Thinking;
        thinking(thinking, alone).ifPresent(parts::add);
      } else if (part instanceof Part.Text text) {
        parts.add(withMark(text(text.text()), signature(said, i, false)));
      } else if (part instanceof Part.Media found) {
        parts.add(media.write(found));
      } else if (part instanceof Part.ToolCall call) {
        Optional<String> mark = called ? Optional.empty() : signature(said, i, true);
        // One mark is enough for calls at once: it stands at the first.
        parts.add(call(call, called || !signed ? mark : mark.or(() -> Optional.of(NO_SIGNATURE))));
        called = true;
      }
    }
    content("model", parts);
  }

  /** Returns a thought; its signature stays with it if it has no other part to stand at. */
  private static Optional<Json> thinking(Part.Thinking thinking, boolean alone) {
    Optional<String> mark = alone ? thinking.signature() : Optional.empty();
    if (thinking.text().isEmpty()) {
      return mark.map(value -> withMark(text(""), mark));
    }
    Json thought = Json.object().put("text", thinking.text()).put("thought", true).build();
    return Optional.of(withMark(thought, mark));
  }

  /**
   * Returns the signature that belongs to the part at a place: that of the thinking before it, with
   * nothing of its kind in between. A call takes it before a text does.
   */
  private static Optional<String> signature(List<Part> said, int place, boolean call) {
    for (int i = place - 1; i >= 0; i--) {
      Part before = said.get(i);
      if (before instanceof Part.Thinking thinking) {
        return call || !calledBeforeNextThinking(said, place)
            ? thinking.signature()
            : Optional.empty();
      }
      if (!call || before instanceof Part.ToolCall) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean calledBeforeNextThinking(List<Part> said, int from) {
    for (Part part : said.subList(from, said.size())) {
      if (part instanceof Part.ToolCall || part instanceof Part.Thinking) {
        return part instanceof Part.ToolCall;
      }
    }
    return false;
  }

  private Json call(Part.ToolCall call, Optional<String> mark) {
    Optional<JsonObject> arguments = call.object();
    if (arguments.isEmpty()) {
      // The format has no place for arguments that are no object: they are said as text.
      saidAsText.add(call);
      return text(call.name() + ": " + call.arguments());
    }
    JsonObject.Builder function = Json.object();
    if (!call.id().isEmpty()) {
      function.put("id", call.id());
    }
    function.put("name", call.name()).put("args", arguments.get());
    return withMark(Json.object().put("functionCall", function.build()).build(), mark);
  }

  private Json result(Part.ToolResult result) {
    boolean asText =
        saidAsText.removeIf(
            call -> call.id().equals(result.id()) && call.name().equals(result.name()));
    if (asText) {
      return text(result.text());
    }
    JsonObject.Builder response = Json.object();
    if (!result.id().isEmpty()) {
      response.put("id", result.id());
    }
    // Gemini API, "FunctionResponse": output, or error.
    response
        .put("name", result.name())
        .put(
            "response",
            Json.object().put(result.error() ? "error" : "output", result.text()).build());
    return Json.object().put("functionResponse", response.build()).build();
  }

  private static JsonObject withMark(Json part, Optional<String> mark) {
    JsonObject object = part.asObject().orElse(JsonObject.empty());
    return mark.map(value -> object.with("thoughtSignature", Json.of(value))).orElse(object);
  }
}
