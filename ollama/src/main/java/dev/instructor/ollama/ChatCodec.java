package dev.instructor.ollama;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.Optional;
import java.util.Set;

/**
 * The format of Ollama (Ollama, "API", section "Generate a chat completion"). Answers of its older
 * interface for completions are read as well.
 */
final class ChatCodec implements WireCodec {
  private static final String PATH = "/api/chat";

  private final ErrorReader errors;

  ChatCodec(Vendor vendor) {
    this.errors = new ErrorReader(vendor);
  }

  @Override
  public Set<String> ownedParameters() {
    return RequestWriter.OWNED;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    return new WireRequest(
        PATH, RequestWriter.write(request, profile, stream), request.toolChoiceWarnings(profile));
  }

  /** None: Ollama, API reference "Generate a chat completion", takes images in base64. */
  @Override
  public boolean takesAddress(Part.Media media) {
    return false;
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      throw errors.failure(reply, parse(reply.body()));
    }
    JsonObject body = body(reply);
    if (body.has("error")) {
      throw errors.failure(reply, Optional.of(body));
    }
    if (!Answers.isOne(body)) {
      throw errors.notAnAnswer(reply);
    }
    return Answers.read(reply, body);
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new StreamReader(head, errors);
  }

  private JsonObject body(HttpReply reply) {
    try {
      return Json.parse(reply.body()).asObject().orElseThrow(() -> errors.notAnAnswer(reply));
    } catch (InvalidJsonException e) {
      throw BadReply.notJson(errors.provider(), reply, e);
    }
  }

  private static Optional<JsonObject> parse(String body) {
    try {
      return Json.parse(body).asObject();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }
}
