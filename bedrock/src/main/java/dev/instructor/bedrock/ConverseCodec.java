package dev.instructor.bedrock;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The format of Converse and ConverseStream (Amazon Bedrock API Reference). */
final class ConverseCodec implements WireCodec {
  private final ErrorReader errors;
  private final UnaryOperator<String> baseOf;

  ConverseCodec(Vendor vendor, UnaryOperator<String> baseOf) {
    this.errors = new ErrorReader(vendor);
    this.baseOf = baseOf;
  }

  @Override
  public Set<String> ownedParameters() {
    return ConverseWriter.OWNED;
  }

  @Override
  public String streamType() {
    return EventFrames.MEDIA_TYPE;
  }

  /** Of S3 alone: "ImageSource" and "DocumentSource". */
  @Override
  public boolean takesAddress(Part.Media media) {
    return media.content() instanceof Part.Media.Url at && "s3".equals(at.url().getScheme());
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    Family family = Family.named(baseOf.apply(request.model()));
    ConverseWriter writer =
        new ConverseWriter(request, profile, family, baseOf.apply(request.model()));
    JsonObject body = writer.write();
    // A whole answer is as good a stream as any where the model cannot do otherwise.
    boolean streamed =
        stream && !(body.has("toolConfig") && family.has(Family.Trait.NO_STREAMED_TOOLS));
    return new WireRequest(
        ModelPath.of(request.model(), streamed ? "converse-stream" : "converse"),
        body,
        writer.warnings());
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    JsonObject body = errors.body(reply);
    if (body.at("/output/message").isEmpty()) {
      throw errors.notAnAnswer(reply);
    }
    return ResponseReader.read(reply, body);
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new ConverseStreamReader(head, errors);
  }
}
