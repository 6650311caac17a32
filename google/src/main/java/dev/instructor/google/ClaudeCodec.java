package dev.instructor.google;

import dev.instructor.anthropic.HostedClaude;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.UnsupportedMedia;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Claude through Vertex AI (Google Cloud, "Claude models", and Anthropic, "Claude on Vertex AI"):
 * Anthropic's body without the model, which the address says, and with the version that is a header
 * elsewhere. Refusals of the platform itself come in Google's form, those of the model in
 * Anthropic's.
 */
final class ClaudeCodec implements WireCodec {
  private static final String VERSION_MEMBER = "anthropic_version";

  /** The one that Anthropic's SDKs send. */
  private static final String VERSION = "vertex-2023-10-16";

  private final Vendor vendor;
  private final WireCodec messages;
  private final ErrorReader errors;

  ClaudeCodec(Vendor vendor) {
    this.vendor = vendor;
    this.messages = HostedClaude.codec(vendor);
    this.errors = new ErrorReader(vendor);
  }

  /** Returns the name that Anthropic gives a model; Vertex AI writes the date behind an at sign. */
  static String anthropicName(String model) {
    return model.replace('@', '-');
  }

  @Override
  public Set<String> ownedParameters() {
    return messages.ownedParameters();
  }

  /** None: "URL sources are not supported" (anthropics/anthropic-sdk-typescript#1038). */
  @Override
  public boolean takesAddress(Part.Media media) {
    return false;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    refuseAddresses(request);
    ChatRequest named = request.withModel(anthropicName(request.model()));
    WireRequest wire = messages.encode(named, profile, stream);
    JsonObject body = wire.body().without("model");
    JsonObject versioned =
        body.has(VERSION_MEMBER)
            ? body
            : Json.object().put(VERSION_MEMBER, VERSION).putAll(body).build();
    String model = URLEncoder.encode(request.model(), StandardCharsets.UTF_8).replace("%40", "@");
    return new WireRequest(
        "/models/" + model + (stream ? ":streamRawPredict" : ":rawPredict"),
        versioned,
        wire.warnings());
  }

  private void refuseAddresses(ChatRequest request) {
    for (Message message : request.messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Media media && media.content() instanceof Part.Media.Url) {
          throw UnsupportedMedia.address(vendor.name(), media);
        }
      }
    }
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      Optional<Json> body = parse(reply.body());
      if (body.filter(ClaudeCodec::isGoogles).isPresent()) {
        throw errors.failure(reply, body);
      }
    }
    return messages.decode(reply);
  }

  /** Google's errors are a list, or have a status in words. */
  private static boolean isGoogles(Json body) {
    return body instanceof JsonArray || body.at("/error/status").isPresent();
  }

  private static Optional<Json> parse(String body) {
    try {
      return Optional.of(Json.parse(body));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return messages.decoder(head);
  }
}
