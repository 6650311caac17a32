package dev.instructor.bedrock;

import dev.instructor.anthropic.HostedClaude;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Claude in its own format through InvokeModel (Amazon Bedrock, "Anthropic Claude Messages API"):
 * Anthropic's body without model and stream, which the address says, and with the version that is a
 * header elsewhere. Beta features go into the option {@code anthropic_beta}.
 */
final class InvokeCodec implements WireCodec {
  private static final String VERSION_MEMBER = "anthropic_version";
  private static final String VERSION = "bedrock-2023-05-31";

  private final ErrorReader errors;
  private final WireCodec messages;
  private final UnaryOperator<String> baseOf;

  InvokeCodec(Vendor vendor, UnaryOperator<String> baseOf) {
    this.errors = new ErrorReader(vendor);
    this.messages = HostedClaude.codec(vendor);
    this.baseOf = baseOf;
  }

  @Override
  public Set<String> ownedParameters() {
    return messages.ownedParameters();
  }

  @Override
  public String streamType() {
    return EventFrames.MEDIA_TYPE;
  }

  /** None: the platform wants the content (BerriAI/litellm#18430 and #18497). */
  @Override
  public boolean takesAddress(Part.Media media) {
    return false;
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    ChatRequest named =
        new ChatRequest(
            baseOf.apply(request.model()),
            request.messages(),
            request.output(),
            request.tools(),
            request.toolUse(),
            request.options(),
            request.timeout());
    if (!named.model().contains("claude") && !named.model().startsWith("arn:")) {
      throw new ConfigurationException(
          "%s is no model of Anthropic's: write bedrock/%s, which takes all models"
              .formatted(request.model(), request.model()));
    }
    WireRequest wire = messages.encode(named, profile, stream);
    JsonObject body = wire.body();
    JsonObject versioned =
        body.has(VERSION_MEMBER)
            ? body
            : Json.object().put(VERSION_MEMBER, VERSION).putAll(body).build();
    return new WireRequest(
        ModelPath.of(request.model(), stream ? "invoke-with-response-stream" : "invoke"),
        versioned.without("model").without("stream"),
        wire.warnings());
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    errors.body(reply);
    return messages.decode(reply);
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new InvokeStreamReader(head, errors, messages.decoder(head));
  }
}
