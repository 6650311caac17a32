package dev.instructor.google;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The generateContent format (Gemini API, "Generating content"; Vertex AI, "Generate content with
 * the Gemini API").
 */
final class GenerateContentCodec implements WireCodec {
  private final ErrorReader errors;
  private final MediaParts media;

  GenerateContentCodec(Vendor vendor) {
    this.errors = new ErrorReader(vendor);
    this.media = MediaParts.of(vendor.name());
  }

  @Override
  public boolean takesAddress(Part.Media address) {
    return media.takesAddress(address);
  }

  @Override
  public Set<String> ownedParameters() {
    return RequestWriter.OWNED;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    return new WireRequest(
        path(request.model()) + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent"),
        new RequestWriter(profile).write(request));
  }

  /** Returns the resource of a model: {@code models/…} unless the name says which. */
  private static String path(String model) {
    String resource = model.contains("/") ? model : "models/" + model;
    return Arrays.stream(resource.split("/", -1))
        .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/", "/", ""));
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      throw errors.failure(reply, parse(reply.body()));
    }
    Json body = body(reply);
    if (body instanceof JsonArray pieces && !pieces.items().isEmpty()) {
      return pieces(reply, pieces);
    }
    JsonObject object = body.asObject().orElse(JsonObject.empty());
    if (ErrorReader.isError(object)) {
      throw errors.failure(reply, Optional.of(object));
    }
    if (!Contents.isResponse(object)) {
      throw errors.notAnAnswer(reply);
    }
    return ResponseReader.read(reply, object);
  }

  /** Returns the answer in the pieces that come as one array where {@code alt=sse} is not known. */
  private ChatResponse pieces(HttpReply reply, JsonArray pieces) {
    StreamReader reader = new StreamReader(reply, errors);
    ResponseAccumulator whole = new ResponseAccumulator();
    for (Json piece : pieces.items()) {
      reader.piece(piece, whole::add);
    }
    reader.end(whole::add);
    return whole.response();
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new StreamReader(head, errors);
  }

  private Json body(HttpReply reply) {
    try {
      return Json.parse(withoutMark(reply.body()));
    } catch (InvalidJsonException e) {
      throw errors.notJson(reply, e);
    }
  }

  private static Optional<Json> parse(String body) {
    try {
      return Optional.of(Json.parse(withoutMark(body)));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  private static String withoutMark(String body) {
    return body.startsWith("\uFEFF") ? body.substring(1) : body;
  }
}
