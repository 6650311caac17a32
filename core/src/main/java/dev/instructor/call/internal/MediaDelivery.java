package dev.instructor.call.internal;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.provider.MediaFetch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches, once a call, what a vendor does not fetch itself, where the caller allowed that. For one
 * thread.
 */
final class MediaDelivery {
  private final Optional<MediaFetch> fetch;
  private final Map<Part.Media, Part.Media> fetched = new HashMap<>();

  MediaDelivery(Optional<MediaFetch> fetch) {
    this.fetch = fetch;
  }

  /**
   * Returns a request whose addresses the model takes all, as far as fetching is allowed.
   *
   * @param left how much time there is; empty for no limit
   */
  ChatRequest prepared(ChatRequest request, ChatModel model, Optional<Duration> left) {
    if (fetch.isEmpty() || request.messages().stream().noneMatch(m -> toFetch(m, model))) {
      return request;
    }
    List<Message> messages = new ArrayList<>();
    for (Message message : request.messages()) {
      messages.add(toFetch(message, model) ? prepared(message, model, left) : message);
    }
    return request.withMessages(messages);
  }

  private Message prepared(Message message, ChatModel model, Optional<Duration> left) {
    List<Part> parts = new ArrayList<>();
    for (Part part : message.parts()) {
      parts.add(toFetch(part, model) ? content((Part.Media) part, left) : part);
    }
    return new Message(message.role(), parts);
  }

  private Part content(Part.Media media, Optional<Duration> left) {
    Part.Media known = fetched.get(media);
    if (known == null) {
      known = fetch.orElseThrow().fetch(media, left);
      fetched.put(media, known);
    }
    return known;
  }

  private static boolean toFetch(Message message, ChatModel model) {
    return message.parts().stream().anyMatch(part -> toFetch(part, model));
  }

  private static boolean toFetch(Part part, ChatModel model) {
    return part instanceof Part.Media media
        && media.content() instanceof Part.Media.Url
        && !model.takesAddress(media);
  }
}
