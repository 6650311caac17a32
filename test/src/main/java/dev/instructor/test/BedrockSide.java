package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Bedrock's runtime refuses, and its words ("Amazon Bedrock Runtime" of the API reference).
 */
final class BedrockSide implements VendorSide {
  private static final Pattern PATH =
      Pattern.compile(
          "/model/([^/]+)/(converse|converse-stream|invoke|invoke-with-response-stream)");

  private static final String VERSION = "anthropic_version";
  private static final String IN_STREAMS_ONLY = "ModelStreamErrorException";

  private final TwinSettings settings;
  private final TwinScript script;

  BedrockSide(TwinSettings settings, TwinScript script) {
    this.settings = settings;
    this.script = script;
  }

  @Override
  public Function<TwinReply, TwinResponse> check(HttpRequestReader.Received received) {
    TwinRequest request = received.request();
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || !request.method().equals("POST")) {
      throw new Refused(404, "UnknownOperationException", "", "", "");
    }
    BedrockAuthorization.check(received, settings.apiKey());
    String model = URLDecoder.decode(path.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    if (!settings.hasModel(model)) {
      throw BedrockRequestRules.refused("The provided model identifier is invalid.");
    }
    JsonObject body = parse(request.text());
    boolean streamed = path.group(2).endsWith("stream");
    if (path.group(2).startsWith("converse")) {
      BedrockRequestRules.check(body, model, streamed);
      return reply -> converse(body, streamed, reply);
    }
    JsonObject claude = claude(body, model, streamed);
    return reply -> claude(claude, streamed, reply);
  }

  private static JsonObject parse(String text) {
    try {
      return Json.parse(text)
          .asObject()
          .orElseThrow(() -> new Refused(400, "SerializationException", "", "", ""));
    } catch (InvalidJsonException e) {
      throw new Refused(400, "SerializationException", "", "", "");
    }
  }

  /** Returns the body as Anthropic itself would get it, after its own checks. */
  private static JsonObject claude(JsonObject body, String model, boolean streamed) {
    if (!BedrockModels.isClaude(model)) {
      throw BedrockRequestRules.refused(
          "Malformed input request: the twin knows the format of Claude alone here.");
    }
    if (!body.text(VERSION).filter("bedrock-2023-05-31"::equals).isPresent()) {
      throw BedrockRequestRules.refused("anthropic_version: Field required");
    }
    for (String name : List.of("model", "stream")) {
      if (body.has(name)) {
        throw BedrockRequestRules.refused(name + ": Extra inputs are not permitted");
      }
    }
    JsonObject own =
        body.without(VERSION)
            .without("anthropic_beta")
            .with("model", Json.of(BedrockModels.anthropicName(model)))
            .with("stream", Json.of(streamed));
    try {
      AnthropicRequestRules.check(own);
    } catch (Refused refusal) {
      throw BedrockRequestRules.refused(refusal.words());
    }
    return own;
  }

  private TwinResponse converse(JsonObject body, boolean streamed, TwinReply reply) {
    BedrockAnswer answer = BedrockAnswer.of(script.served(), body, reply);
    script.tokens(
        AnthropicAnswer.count(answer.usage(), "inputTokens"),
        AnthropicAnswer.count(answer.usage(), "outputTokens"));
    return streamed
        ? stream(answer.events(reply.delivery().deltas()), reply.delivery())
        : json(200, Optional.empty(), answer.whole(), reply.delivery());
  }

  private TwinResponse claude(JsonObject body, boolean streamed, TwinReply reply) {
    AnthropicAnswer answer = AnthropicAnswer.of(script.served(), body, reply);
    script.tokens(
        AnthropicAnswer.count(answer.usage(), "input_tokens"),
        AnthropicAnswer.count(answer.usage(), "output_tokens"));
    return streamed
        ? stream(
            answer.events(reply.delivery().deltas()).stream().map(BedrockSide::chunk).toList(),
            reply.delivery())
        : json(200, Optional.empty(), answer.whole(), reply.delivery());
  }

  /** "PayloadPart": the data of one server-sent event. */
  private static byte[] chunk(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    String data = text.substring(text.indexOf("data: ") + "data: ".length()).strip();
    String coded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
    return BedrockFrames.event(
        "chunk", Json.object().put("bytes", coded).put("p", "abcdefgh").build());
  }

  /** There are no comments to fill a stream with: events that mean nothing do it. */
  private TwinResponse stream(List<byte[]> events, Delivery delivery) {
    List<byte[]> all = new ArrayList<>();
    int filled = 0;
    while (filled < delivery.padding()) {
      byte[] filler =
          BedrockFrames.event("padding", Json.object().put("p", "x".repeat(1 << 14)).build());
      all.add(filler);
      filled += filler.length;
    }
    all.addAll(events);
    return TwinResponse.of(
        200, headers(BedrockFrames.MEDIA_TYPE), all, true, delivery.withPadding(0));
  }

  /** "Troubleshooting Amazon Bedrock API error codes". */
  @Override
  public TwinResponse trouble(TwinReply.Content.Trouble trouble, Delivery delivery) {
    return switch (trouble.kind()) {
      case RATE_LIMITED ->
          error(
              429,
              "ThrottlingException",
              "Too many requests, please wait before trying again.",
              delivery);
      case QUOTA_EXCEEDED ->
          error(
              429,
              "ThrottlingException",
              "Too many tokens per day, please wait before trying again.",
              delivery);
      case SERVER_ERROR ->
          error(
              500,
              "InternalServerException",
              "The system encountered an unexpected error during processing. Try your request again.",
              delivery);
      case OVERLOADED ->
          error(
              503,
              "ServiceUnavailableException",
              "Bedrock is unable to process your request.",
              delivery);
    };
  }

  @Override
  public TwinResponse error(Refused refusal, Delivery delivery) {
    return error(refusal.status(), refusal.type(), refusal.words(), delivery);
  }

  private TwinResponse error(int status, String type, String message, Delivery delivery) {
    JsonObject body = Json.object().put("message", message).build();
    if (type.equals(IN_STREAMS_ONLY)) {
      return stream(
          List.of(
              BedrockFrames.event("messageStart", Json.object().put("role", "assistant").build()),
              BedrockFrames.exception(type, body)),
          delivery);
    }
    return json(status, Optional.of(type), body, delivery);
  }

  private TwinResponse json(
      int status, Optional<String> errorType, JsonObject body, Delivery delivery) {
    Map<String, String> headers = new HashMap<>(headers("application/json"));
    errorType.ifPresent(
        type ->
            headers.put(
                "x-amzn-ErrorType",
                type + ":http://internal.amazon.com/coral/com.amazon.bedrock/"));
    return TwinResponse.json(status, headers, body, delivery);
  }

  @Override
  public byte[] errorEvent() {
    return BedrockFrames.exception(
        "ServiceUnavailableException",
        Json.object().put("message", "Bedrock is unable to process your request.").build());
  }

  @Override
  public TwinResponse raw(TwinReply.Content.Raw raw, Delivery delivery) {
    boolean streamed = raw.contentType.startsWith(BedrockFrames.MEDIA_TYPE);
    return TwinResponse.of(
        raw.status, headers(raw.contentType), List.of(raw.body()), streamed, delivery);
  }

  @Override
  public Map<String, String> headers(String contentType) {
    return Map.of("Content-Type", contentType, "x-amzn-RequestId", "req_twin_" + script.count());
  }
}
