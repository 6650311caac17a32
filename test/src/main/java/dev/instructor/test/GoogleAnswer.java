package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Generated content in Google's form, whole or streamed (Gemini API, "GenerateContentResponse").
 *
 * @param number which answer of the twin it is, from 1
 * @param model the model that is said to answer
 * @param parts what it says
 * @param finishReason why it ends
 * @param finishMessage more on that; empty for nothing
 * @param usage the tokens
 */
record GoogleAnswer(
    int number,
    String model,
    List<JsonObject> parts,
    String finishReason,
    Optional<String> finishMessage,
    JsonObject usage) {

  private static final long THOUGHTS = 64;

  /** Returns what a reply says to a request. */
  static GoogleAnswer of(int number, JsonObject body, String model, TwinReply reply) {
    TwinReply.Content content = reply.said(function(body));
    List<JsonObject> parts = new ArrayList<>();
    String reason = reply.cutAfter().isPresent() ? "MAX_TOKENS" : "STOP";
    Optional<String> message = Optional.empty();
    if (content instanceof TwinReply.Content.Text text) {
      String said = reply.cut(text.text());
      if (!said.isEmpty()) {
        parts.add(text(said));
      }
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      Optional<List<JsonObject>> calls = calls(number, made.calls(), reply);
      parts.addAll(calls.orElse(List.of()));
      if (calls.isPresent()) {
        message = Optional.of("Model generated function call(s).");
      } else if (reply.cutAfter().isEmpty()) {
        reason = "MALFORMED_FUNCTION_CALL";
        message = Optional.of("Malformed function call: " + made.calls().get(0).name());
      }
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      reason = "SAFETY";
      message = Optional.of(refused.words());
    }
    if (GoogleModels.isThirdOrLater(model) && !parts.isEmpty()) {
      sign(number, parts);
    }
    return new GoogleAnswer(
        number,
        model,
        List.copyOf(parts),
        reason,
        message,
        reply.usage().map(GoogleAnswer::named).orElseGet(() -> usage(body, model, parts)));
  }

  private static JsonObject text(String text) {
    return Json.object().put("text", text).build();
  }

  /**
   * Returns the calls; nothing if the arguments are no object, whole: the vendor cannot send half
   * of one.
   */
  private static Optional<List<JsonObject>> calls(
      int number, List<TwinReply.Call> calls, TwinReply reply) {
    List<JsonObject> parts = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      TwinReply.Call call = calls.get(i);
      Optional<JsonObject> arguments = object(reply.cut(call.arguments()));
      if (arguments.isEmpty()) {
        return Optional.empty();
      }
      JsonObject function =
          Json.object()
              .put("name", call.name())
              .put("args", arguments.get())
              .put("id", "twin%s%s".formatted(number, i))
              .build();
      parts.add(Json.object().put("functionCall", function).build());
    }
    return Optional.of(parts);
  }

  private static Optional<JsonObject> object(String arguments) {
    try {
      return Json.parse(arguments).asObject();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  /** "Thought signatures": at the first call, else at the last part. */
  private static void sign(int number, List<JsonObject> parts) {
    boolean call = parts.get(0).has("functionCall");
    int place = call ? 0 : parts.size() - 1;
    byte[] mark = ("twin-" + number).getBytes(StandardCharsets.UTF_8);
    parts.set(
        place,
        parts
            .get(place)
            .with("thoughtSignature", Json.of(Base64.getEncoder().encodeToString(mark))));
  }

  /**
   * Returns the function that a model would call to answer: a forced one, else the first on offer,
   * but none where the answer has a format.
   */
  private static Optional<String> function(JsonObject body) {
    boolean format =
        body.at("/generationConfig/responseMimeType")
            .filter(type -> !type.equals(Json.of("text/plain")))
            .isPresent();
    if (format || GoogleToolRules.mode(body).filter("NONE"::equals).isPresent()) {
      return Optional.empty();
    }
    return GoogleToolRules.forced(body).stream()
        .findFirst()
        .or(
            () ->
                GoogleToolRules.functions(body).stream()
                    .findFirst()
                    .flatMap(function -> function.text("name")));
  }

  private static JsonObject usage(JsonObject body, String model, List<JsonObject> parts) {
    long input =
        TokenEstimate.of(
            GoogleContentRules.length(body)
                + body.get("tools").map(tools -> tools.toString().length()).orElse(0)
                + body.get("generationConfig").map(config -> config.toString().length()).orElse(0));
    long output =
        TokenEstimate.of(parts.stream().mapToLong(part -> part.toString().length()).sum());
    long thoughts = GoogleModels.thinks(model) ? THOUGHTS : 0;
    JsonObject.Builder usage =
        Json.object()
            .put("promptTokenCount", input)
            .put("candidatesTokenCount", output)
            .put("totalTokenCount", input + output + thoughts);
    if (thoughts > 0) {
      usage.put("thoughtsTokenCount", thoughts);
    }
    return usage.build();
  }

  /** Returns counts under Google's names. */
  private static JsonObject named(JsonObject stated) {
    if (!stated.has("prompt_tokens")) {
      return stated;
    }
    long input = count(stated, "prompt_tokens");
    long output = count(stated, "completion_tokens");
    return Json.object()
        .put("promptTokenCount", input)
        .put("candidatesTokenCount", output)
        .put("totalTokenCount", input + output)
        .build();
  }

  static long count(JsonObject usage, String name) {
    return usage.get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    return response(parts, true, usage);
  }

  /** Returns the answer piece by piece. */
  List<JsonObject> pieces(Chunking cut) {
    List<List<JsonObject>> all = new ArrayList<>();
    for (JsonObject part : parts) {
      Optional<String> said = part.text("text");
      if (said.isEmpty()) {
        all.add(List.of(part));
        continue;
      }
      cut.cut(said.get()).forEach(piece -> all.add(List.of(text(piece))));
      part.get("thoughtSignature")
          .ifPresent(mark -> all.add(List.of(text("").with("thoughtSignature", mark))));
    }
    JsonObject soFar =
        Json.object()
            .put("promptTokenCount", count(usage, "promptTokenCount"))
            .put("totalTokenCount", count(usage, "promptTokenCount"))
            .build();
    List<JsonObject> pieces = new ArrayList<>();
    all.forEach(piece -> pieces.add(response(piece, false, soFar)));
    pieces.add(response(parts.isEmpty() ? List.of() : List.of(text("")), true, usage));
    return pieces;
  }

  private JsonObject response(List<JsonObject> said, boolean last, JsonObject counts) {
    JsonObject.Builder candidate = Json.object();
    JsonObject.Builder content = Json.object();
    if (!said.isEmpty()) {
      content.put("parts", Json.array(said));
    }
    candidate.put("content", content.put("role", "model").build());
    if (last) {
      candidate.put("finishReason", finishReason);
    }
    candidate.put("index", 0);
    if (last) {
      finishMessage.ifPresent(text -> candidate.put("finishMessage", text));
    }
    return Json.object()
        .put("candidates", Json.array(List.of(candidate.build())))
        .put("usageMetadata", counts)
        .put("modelVersion", model)
        .put("responseId", "twin-response-" + number)
        .build();
  }
}
