package dev.instructor.openai;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a conversation as input items. System messages are items as well, not {@code
 * instructions}: JSON mode looks for the word JSON in the input alone, and they keep their place.
 * Items are sent without the ids the server gave them, so that it need not have kept any.
 */
final class ResponsesInput {
  private final ResponsesFlavour flavour;
  private final String provider;
  private final List<Json> items = new ArrayList<>();
  private int callsWithoutId;
  private int resultsWithoutId;

  private ResponsesInput(ResponsesFlavour flavour, String provider) {
    this.flavour = flavour;
    this.provider = provider;
  }

  /**
   * Returns the items.
   *
   * @throws ConfigurationException if the interface cannot hold what a message holds
   */
  static List<Json> write(List<Message> messages, ResponsesFlavour flavour, String provider) {
    ResponsesInput input = new ResponsesInput(flavour, provider);
    for (Message message : messages) {
      if (message.role() == Role.ASSISTANT) {
        input.said(message);
      } else {
        input.given(message);
      }
    }
    return input.items;
  }

  /** Reasoning must be followed by what it led to, and is left out where nothing follows. */
  private void said(Message message) {
    List<JsonObject> thoughts = new ArrayList<>();
    int before = items.size();
    for (Part part : message.parts()) {
      if (part instanceof Part.Thinking thinking) {
        ReasoningItem.write(thinking, flavour).ifPresent(thoughts::add);
      } else if (part instanceof Part.Text text) {
        after(thoughts, message("assistant", Json.of(text.text())));
      } else if (part instanceof Part.ToolCall call) {
        after(thoughts, call(call));
      } else if (part instanceof Media) {
        throw new ConfigurationException(
            "%s: a message of the assistant cannot hold media; put it into the user's message"
                .formatted(provider));
      }
    }
    if (items.size() == before) {
      items.add(message("assistant", Json.of("")));
    }
  }

  private void after(List<JsonObject> thoughts, JsonObject item) {
    items.addAll(thoughts);
    thoughts.clear();
    items.add(item);
  }

  private JsonObject call(Part.ToolCall call) {
    return Json.object()
        .put("type", "function_call")
        .put("call_id", call.id().isEmpty() ? id(callsWithoutId++) : call.id())
        .put("name", call.name())
        .put("arguments", call.arguments())
        .build();
  }

  private void given(Message message) {
    List<Part> rest = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        items.add(result(result));
      } else if (part instanceof Part.Text || part instanceof Media) {
        rest.add(part);
      }
    }
    if (!rest.isEmpty()) {
      items.add(message(message.role() == Role.SYSTEM ? "system" : "user", content(rest)));
    }
  }

  private JsonObject result(Part.ToolResult result) {
    return Json.object()
        .put("type", "function_call_output")
        .put("call_id", result.id().isEmpty() ? id(resultsWithoutId++) : result.id())
        .put("output", result.text())
        .build();
  }

  private static JsonObject message(String role, Json content) {
    return Json.object().put("role", role).put("content", content).build();
  }

  private Json content(List<Part> parts) {
    if (parts.stream().allMatch(Part.Text.class::isInstance)) {
      return Json.of(
          parts.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining()));
    }
    List<Json> all = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        all.add(Json.object().put("type", "input_text").put("text", text.text()).build());
      } else if (part instanceof Media media) {
        all.add(media(media));
      }
    }
    return Json.array(all);
  }

  /** OpenAI, "Images and vision" and "File inputs". */
  private JsonObject media(Media media) {
    if (!flavour.media().contains(media.kind())) {
      throw new ConfigurationException(
          "%s takes no %s in its Responses API, only %s: leave it out, or take another model"
              .formatted(
                  provider,
                  media.kind().name().toLowerCase(Locale.ROOT),
                  flavour.media().stream()
                      .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                      .sorted()
                      .collect(Collectors.joining(" and "))));
    }
    if (media.content() instanceof Media.Url && !takesAddress(media)) {
      throw UnsupportedMedia.address(provider, media);
    }
    return media.kind() == Media.Kind.IMAGE ? image(media) : file(media);
  }

  /** Returns whether the vendor fetches it. */
  static boolean takesAddress(Media media) {
    return media.content() instanceof Media.Url at
        && String.valueOf(at.url().getScheme()).toLowerCase(Locale.ROOT).startsWith("http");
  }

  private static JsonObject image(Media media) {
    return Json.object()
        .put("type", "input_image")
        .put("detail", "auto")
        .put(
            "image_url",
            media.content() instanceof Media.Url url ? url.url().toString() : dataUrl(media))
        .build();
  }

  private static JsonObject file(Media media) {
    JsonObject.Builder file = Json.object().put("type", "input_file");
    if (media.content() instanceof Media.Url url) {
      return file.put("file_url", url.url().toString()).build();
    }
    return file.put("filename", media.name().orElseGet(() -> fileName(media.type())))
        .put("file_data", dataUrl(media))
        .build();
  }

  /** The vendor wants a name, and goes by its ending. */
  private static String fileName(String type) {
    String subtype = type.substring(type.indexOf('/') + 1);
    return "document." + (subtype.equals("plain") ? "txt" : subtype);
  }

  private static String dataUrl(Media media) {
    String base64 = media.content() instanceof Media.Data data ? data.base64() : "";
    return "data:" + media.type() + ";base64," + base64;
  }

  private static String id(int number) {
    return "call_" + number;
  }
}
