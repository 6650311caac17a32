package dev.instructor.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Audio;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Image;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Pdf;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Images, documents and cache marks, as Anthropic wants them. */
class MediaRequestsTest {
  private static final String MODEL = "claude-sonnet-4-5";
  private static final Part.Media PNG = Image.ofBytes(bytes("png"), "image/png");

  private final ReplayTransport transport =
      new ReplayTransport(
          200,
          Map.of("content-type", List.of("application/json")),
          "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\"}");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Part.Media document(String type, String base64) {
    return new Part.Media(
        Part.Media.Kind.DOCUMENT, type, new Part.Media.Data(base64), Optional.of("notes"));
  }

  private void send(Message... messages) {
    Models.open(MODEL, transport).send(ChatRequest.of(MODEL, List.of(messages)));
  }

  @Test
  void send_eachKindAndMarks_matchesGoldenFile() {
    send(
        new Message(Role.SYSTEM, List.of(new Part.Text("Extract."), new Part.CacheMark())),
        Message.user(
            PNG,
            Image.ofUrl("https://example.com/a.jpg"),
            Pdf.ofBase64("JVBERi0xLjc="),
            Pdf.ofUrl("https://example.com/a.pdf"),
            document("text/plain", "SMOka2U="),
            new Part.CacheMark(),
            new Part.Text("What is this?")),
        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call_1", "look", "{}"))),
        new Message(
            Role.TOOL,
            List.of(new Part.ToolResult("call_1", "look", "a cat", false), new Part.CacheMark())));

    Golden.check("anthropic-media", transport.calls.get(0));
  }

  @Test
  void send_markBehindTheOnlyText_makesItABlock() {
    send(Message.user(new Part.Text("Hello"), new Part.CacheMark()));

    assertThat(transport.calls.get(0).body())
        .contains(
            "[{\"type\":\"text\",\"text\":\"Hello\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
  }

  @Test
  void send_markBehindThoughts_goesToTheBlockBefore() {
    send(
        Message.user("Hello"),
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Text("So."),
                new Part.Thinking("hm", Optional.of("signature")),
                new Part.CacheMark())),
        Message.user("Go on."));

    assertThat(transport.calls.get(0).body())
        .contains(
            "{\"type\":\"text\",\"text\":\"So.\",\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"thinking\"");
  }

  private void assertRefused(Message message, String... words) {
    ChatModel model = Models.open(MODEL, transport);
    ChatRequest request = ChatRequest.of(MODEL, List.of(message));

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void send_whatAnthropicDoesNotTake_isRefusedBeforeAnyRequest() {
    assertRefused(Message.user(Audio.ofBytes(bytes("x"), "audio/wav")), "audio/wav", "PDF");
    assertRefused(Message.user(Image.ofBytes(bytes("x"), "image/heic")), "image/heic", "JPEG");
    assertRefused(Message.user(document("application/msword", "AAAA")), "application/msword");
    assertRefused(Message.user(Image.ofUrl("http://example.com/a.png")), "address", "fetchMedia");
    assertRefused(Message.user(Image.ofUrl("gs://bucket/a.png")), "address");
    assertRefused(new Message(Role.SYSTEM, List.of(PNG)), "user messages");
    assertRefused(new Message(Role.ASSISTANT, List.of(PNG)), "user messages");
  }

  @Test
  void send_moreThanFourMarks_isRefused() {
    List<Part> parts = Collections.nCopies(5, new Part.CacheMark());

    assertRefused(new Message(Role.USER, parts), "4 cache marks", "5");
  }
}
