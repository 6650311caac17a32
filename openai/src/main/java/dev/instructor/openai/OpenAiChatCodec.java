package dev.instructor.openai;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.WireCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chat completions format (OpenAI, "API Reference: Chat Completions"), with the liberties that
 * the vendors who speak it take; they were taken from recorded answers.
 */
final class OpenAiChatCodec implements WireCodec {
  private final OpenAiVendor vendor;
  private final ErrorReader errors;

  OpenAiChatCodec(OpenAiVendor vendor) {
    this.vendor = vendor;
    this.errors = new ErrorReader(vendor.vendor());
  }

  @Override
  public Set<String> ownedParameters() {
    return RequestWriter.OWNED;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    boolean whole =
        stream
            && !vendor.flavour().streamedSchemas()
            && request.output().filter(o -> o.mode() == Mode.JSON_SCHEMA).isPresent();
    List<String> warnings = new ArrayList<>(request.toolChoiceWarnings(profile));
    if (whole) {
      warnings.add(notStreamed());
    }
    return new WireRequest(
        vendor.flavour().path(),
        new RequestWriter(vendor, profile).write(request, stream && !whole),
        warnings);
  }

  private String notStreamed() {
    return "%s does not stream in mode JSON_SCHEMA: the answer comes whole, at its end"
        .formatted(vendor.vendor().name());
  }

  @Override
  public boolean takesAddress(Part.Media media) {
    return vendor.flavour().media().takesAddress(media);
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      return errors.answerOrThrow(reply, parse(reply.body()));
    }
    JsonObject body = body(reply);
    if (ErrorReader.isError(body)) {
      return errors.answerOrThrow(reply, Optional.of(body));
    }
    if (!body.has("choices")) {
      throw errors.notACompletion(reply);
    }
    return new ResponseReader(errors).read(reply, body);
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new StreamReader(head, errors, vendor.vendor().name());
  }

  private JsonObject body(HttpReply reply) {
    try {
      return Json.parse(withoutMark(reply.body()))
          .asObject()
          .orElseThrow(() -> errors.notACompletion(reply));
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
