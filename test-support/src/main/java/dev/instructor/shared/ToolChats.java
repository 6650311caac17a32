package dev.instructor.shared;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Requests with tools of the caller's own, for the tests of codecs. */
public final class ToolChats {
  private static final JsonObject CITY =
      Json.parse(
              """
              {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}
              """)
          .asObject()
          .orElseThrow();

  private ToolChats() {}

  /**
   * Returns a request of a conversation in which one tool was called twice, with two tools.
   *
   * @param mode how the answer is asked for; empty for plain text
   * @param use whether tools may be called
   */
  public static ChatRequest request(String model, Optional<Mode> mode, ToolUse use) {
    ChatRequest request =
        ChatRequest.of(
                model,
                List.of(
                    Message.user("Where is it warm?"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("hm", Optional.of("c2lnbmF0dXJl")),
                            new Part.ToolCall("call_1", "weather", "{\"city\":\"Oslo\"}"),
                            new Part.ToolCall("call_2", "weather", "{\"city\":7}"))),
                    result("call_1", "-3", false),
                    result("call_2", "city: must be a string", true)))
            .withTools(
                List.of(
                    new ToolSpec("weather", Optional.of("Tells the weather."), CITY, true),
                    new ToolSpec("map", Optional.empty(), CITY, false)),
                use);
    return mode.map(
            asked ->
                request.withOutput(
                    new OutputDirective(asked, "Trip", Optional.of("A trip."), CITY, true)))
        .orElse(request);
  }

  private static Message result(String id, String text, boolean error) {
    return new Message(Role.TOOL, List.of(new Part.ToolResult(id, "weather", text, error)));
  }
}
