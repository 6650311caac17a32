package dev.instructor.anthropic;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.Optional;
import java.util.Set;

/** The Messages format (Anthropic, "API reference: Create a Message"). */
final class MessagesCodec implements WireCodec {
  private static final String PATH = "/v1/messages";

  private final ErrorReader errors;

  MessagesCodec(Vendor vendor) {
    this.errors = new ErrorReader(vendor);
  }

  @Override
  public Set<String> ownedParameters() {
    return RequestWriter.OWNED;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    RequestWriter writer = new RequestWriter(request, profile);
    return new WireRequest(PATH, writer.write(stream), writer.warnings());
  }

  @Override
  public boolean takesAddress(Part.Media media) {
    return MediaBlocks.takesAddress(media);
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      throw errors.failure(reply, parse(reply.body()));
    }
    JsonObject body = body(reply);
    if (ErrorReader.isError(body)) {
      throw errors.failure(reply, Optional.of(body));
    }
    if (!body.has("content")) {
      throw errors.notAMessage(reply);
    }
    return ResponseReader.read(reply, body);
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new StreamReader(head, errors);
  }

  private JsonObject body(HttpReply reply) {
    try {
      return Json.parse(reply.body()).asObject().orElseThrow(() -> errors.notAMessage(reply));
    } catch (InvalidJsonException e) {
      throw errors.notJson(reply, e);
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
