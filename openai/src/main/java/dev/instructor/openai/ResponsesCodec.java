package dev.instructor.openai;

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

/**
 * The Responses format (OpenAI, "API Reference: Responses"), without state on the server: the whole
 * conversation is sent each time.
 */
final class ResponsesCodec implements WireCodec {
  private final Vendor vendor;
  private final ResponsesFlavour flavour;
  private final ErrorReader errors;

  ResponsesCodec(Vendor vendor, ResponsesFlavour flavour) {
    this.vendor = vendor;
    this.flavour = flavour;
    this.errors = new ErrorReader(vendor, "response object of the Responses API");
  }

  @Override
  public Set<String> ownedParameters() {
    return ResponsesRequest.OWNED;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    return new WireRequest(
        "/responses",
        new ResponsesRequest(flavour, profile, request).write(stream),
        request.toolChoiceWarnings(profile));
  }

  @Override
  public boolean takesAddress(Part.Media media) {
    return flavour.media().contains(media.kind()) && ResponsesInput.takesAddress(media);
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      return errors.answerOrThrow(reply, parsed(reply));
    }
    JsonObject body;
    try {
      body =
          Json.parse(withoutMark(reply.body()))
              .asObject()
              .orElseThrow(() -> errors.notACompletion(reply));
    } catch (InvalidJsonException e) {
      throw errors.notJson(reply, e);
    }
    return new ResponsesReader(reply, errors).read(body);
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new ResponsesStream(head, errors, vendor.name());
  }

  private static Optional<Json> parsed(HttpReply reply) {
    try {
      return Optional.of(Json.parse(withoutMark(reply.body())));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  private static String withoutMark(String body) {
    return body.startsWith("\uFEFF") ? body.substring(1) : body;
  }
}
