package dev.instructor.google;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images, recordings and documents, as Google wants them. */
class MediaRequestsTest {
  private static final String MODEL = "gemini-3-flash-preview";
  private static final Part.Media PNG =
      Image.ofBytes("png".getBytes(StandardCharsets.UTF_8), "image/png");

  private final ReplayTransport transport =
      new ReplayTransport(
          200,
          Map.of("content-type", List.of("application/json")),
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}");

  private ChatModel model(String provider) {
    return Models.open(
        Models.settings(provider, MODEL, transport).withOption("project", "my-project"));
  }

  private void send(String provider, Message... messages) {
    model(provider).send(ChatRequest.of(MODEL, List.of(messages)));
  }

  @Test
  void send_eachKind_matchesGoldenFile() {
    send(
        "google",
        Message.user(
            new Part.Text("What is this?"),
            PNG,
            Image.ofUrl("https://example.com/a.jpg"),
            Image.ofUrl("https://example.com/picture"),
            Audio.ofBytes("x".getBytes(StandardCharsets.UTF_8), "audio/flac"),
            Pdf.ofBase64("JVBERi0xLjc="),
            new Part.CacheMark(),
            new Part.Text("And this?")));

    Golden.check("google-media", transport.calls.get(0));
  }

  @Test
  void send_bucketThroughVertex_isAFileOfItsType() {
    send("vertexai", Message.user(Image.ofUrl("gs://bucket/a.jpg")));

    assertThat(transport.calls.get(0).body())
        .contains("{\"fileData\":{\"mimeType\":\"image/jpeg\",\"fileUri\":\"gs://bucket/a.jpg\"}}");
  }

  private void assertRefused(String provider, Message message, String... words) {
    ChatModel model = model(provider);
    ChatRequest request = ChatRequest.of(MODEL, List.of(message));

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void send_whatGoogleDoesNotTake_isRefusedBeforeAnyRequest() {
    assertRefused(
        "google", Message.user(Image.ofUrl("gs://bucket/a.png")), "address", "fetchMedia");
    assertRefused("google", Message.user(Image.ofUrl("s3://bucket/a.png")), "address");
    assertRefused(
        "vertexai",
        Message.user(Image.ofUrl("https://example.com/picture")),
        "media type",
        "image/png");
    assertRefused("google", new Message(Role.SYSTEM, List.of(PNG)), "user messages");
  }
}
