package dev.instructor.openai;

import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the model thought, as an item of the Responses API ("The response object", item {@code
 * reasoning}): a summary or the text itself, and encrypted content for a later turn. The signature
 * of the neutral part is the item, as JSON: all of it belongs together when it is sent back.
 */
final class ReasoningItem {
  static final String TYPE = "reasoning";

  private static final String ENCRYPTED = "encrypted_content";

  private ReasoningItem() {}

  /** Returns the signature of an item that can be sent back. */
  static Optional<String> signature(JsonObject item) {
    return isEncrypted(item) || !item.items("content").isEmpty()
        ? Optional.of(item.without("status").toString())
        : Optional.empty();
  }

  /** Returns the thinking in an item, unless there is nothing to see in it and nothing to send. */
  static Optional<Part> read(JsonObject item) {
    String text =
        Stream.of("summary", "content")
            .flatMap(name -> texts(item, name).stream())
            .collect(Collectors.joining());
    Optional<String> signature = signature(item);
    return text.isEmpty() && signature.isEmpty()
        ? Optional.empty()
        : Optional.of(new Part.Thinking(text, signature));
  }

  private static List<String> texts(JsonObject item, String member) {
    return item.items(member).stream()
        .flatMap(part -> part.asObject().flatMap(object -> object.text("text")).stream())
        .toList();
  }

  /** Returns the item to send back for a part; nothing for one of another vendor's making. */
  static Optional<JsonObject> write(Part.Thinking thinking, ResponsesFlavour flavour) {
    Optional<JsonObject> item =
        thinking
            .signature()
            .flatMap(ReasoningItem::parse)
            .filter(object -> object.text("type").filter(TYPE::equals).isPresent());
    return switch (flavour.replay()) {
      case NONE -> Optional.empty();
      case ENCRYPTED ->
          item.filter(ReasoningItem::isEncrypted)
              .map(
                  object ->
                      Json.object()
                          .put("type", TYPE)
                          .put("summary", Json.array(object.items("summary")))
                          .put(ENCRYPTED, object.text(ENCRYPTED).orElseThrow())
                          .build());
      case AS_IT_CAME -> item;
    };
  }

  private static boolean isEncrypted(JsonObject item) {
    return item.text(ENCRYPTED).filter(text -> !text.isEmpty()).isPresent();
  }

  private static Optional<JsonObject> parse(String signature) {
    if (!signature.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Json.parse(signature).asObject();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }
}
