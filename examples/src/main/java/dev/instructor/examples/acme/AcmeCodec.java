package dev.instructor.examples.acme;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Usage;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Acme's format: {@code {"model", "messages": [{"role", "text"}], "schema", "stream"}} is answered
 * with {@code {"text", "reason", "tokens": {"in", "out"}}} or {@code {"error"}}.
 */
final class AcmeCodec implements WireCodec {
  @Override
  public Set<String> ownedParameters() {
    return Set.of("model", "messages", "schema", "stream");
  }

  @Override
  public WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream) {
    if (!request.tools().isEmpty()) {
      throw new ConfigurationException("acme has no tools; leave them out");
    }
    JsonObject.Builder body =
        Json.object()
            .put("model", request.model())
            .put(
                "messages",
                Json.array(request.messages().stream().map(AcmeCodec::message).toList()));
    request
        .output()
        .flatMap(output -> schema(output, profile))
        .ifPresent(schema -> body.put("schema", schema));
    if (stream) {
      body.put("stream", true);
    }
    return new WireRequest("/answer", body.putAll(extra(request)).build());
  }

  /** A codec refuses what it cannot express; it never leaves a directive out. */
  private static Optional<JsonObject> schema(OutputDirective output, ModelProfile profile) {
    if (output.mode() == Mode.PROMPTED) {
      return Optional.empty();
    }
    if (output.mode() == Mode.JSON_SCHEMA) {
      return Optional.of(output.schema());
    }
    throw new ConfigurationException(
        "acme has no mode " + output.mode() + "; it has " + profile.modes());
  }

  private static JsonObject message(Message message) {
    for (Part part : message.parts()) {
      if (!(part instanceof Part.Text || part instanceof Part.CacheMark)) {
        throw new ConfigurationException("acme takes texts alone, and no " + part);
      }
    }
    return Json.object()
        .put("role", message.role().name().toLowerCase(Locale.ROOT))
        .put("text", message.text())
        .build();
  }

  private static JsonObject extra(ChatRequest request) {
    JsonObject.Builder extra = Json.object();
    request.options().extra().forEach(extra::put);
    return extra.build();
  }

  @Override
  public ChatResponse decode(HttpReply reply) {
    Optional<JsonObject> body = parse(reply.body());
    Optional<String> error = body.flatMap(object -> object.text("error"));
    if (reply.status() / 100 != 2 || error.isPresent()) {
      throw failure(reply, reply.status(), error);
    }
    JsonObject answer =
        body.filter(object -> object.has("reason")).orElseThrow(() -> notAnAnswer(reply));
    FinishReason reason = reason(answer);
    return new ChatResponse(
        Message.assistant(answer.text("text").orElse("")),
        reason,
        answer.text("text").filter(words -> reason == FinishReason.REFUSAL),
        usage(answer),
        answer.text("model").orElse(""),
        Optional.empty(),
        StatusFailure.requestId(reply.headers()),
        Optional.of(answer));
  }

  /** Returns the error that a response or an event is. */
  static ProviderException failure(HttpReply reply, int status, Optional<String> words) {
    return StatusFailure.of("acme", status, reply)
        .providerMessage(words.orElse(null))
        .what(status == 401 ? "the key was not accepted" : "the vendor reports an error")
        .build();
  }

  private static ProviderException notAnAnswer(HttpReply reply) {
    // JSON that was cut came over a connection that broke.
    boolean cut = reply.body().startsWith("{");
    return ProviderException.builder(
            "acme", cut ? ProviderException.Kind.CONNECTION : ProviderException.Kind.PROTOCOL)
        .status(reply.status())
        .retryable(cut)
        .what("the response is no answer of Acme's; check the base URL")
        .build();
  }

  static Optional<JsonObject> parse(String text) {
    try {
      return Json.parse(text).asObject();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  static FinishReason reason(JsonObject holder) {
    return switch (holder.text("reason").orElse("")) {
      case "stop" -> FinishReason.STOP;
      case "limit" -> FinishReason.LENGTH;
      case "refused" -> FinishReason.REFUSAL;
      default -> FinishReason.OTHER;
    };
  }

  static Usage usage(JsonObject holder) {
    return Usage.of(count(holder, "/tokens/in"), count(holder, "/tokens/out"));
  }

  private static long count(JsonObject holder, String pointer) {
    return holder.at(pointer).map(number -> Long.parseLong(number.toString())).orElse(0L);
  }

  @Override
  public StreamDecoder decoder(HttpReply head) {
    return new AcmeStream(head);
  }
}
