package dev.instructor.openai;

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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, recordings and documents, as the vendors of chat completions want them. */
class MediaRequestsTest {
  private static final Part.Media PNG = Image.ofBytes(bytes("png"), "image/png");
  private static final Part.Media AT = Image.ofUrl("https://example.com/a.jpg?size=2&x=%20");
  private static final Part.Media PDF =
      new Part.Media(
          Part.Media.Kind.DOCUMENT,
          "application/pdf",
          new Part.Media.Data("JVBERi0="),
          Optional.of("report.pdf"));

  private final ReplayTransport transport =
      new ReplayTransport(
          200,
          Map.of("content-type", List.of("application/json")),
          "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void send(String provider, Part... parts) {
    Models.open(provider, "m", transport).send(ChatRequest.of("m", List.of(Message.user(parts))));
  }

  @Test
  void send_eachKind_matchesGoldenFile() {
    send(
        "openai",
        new Part.Text("What is this?"),
        PNG,
        AT,
        new Part.Text("And this?"),
        Audio.ofBytes(bytes("wav"), "audio/wav"),
        Audio.ofBytes(bytes("mp3"), "audio/mpeg"),
        PDF,
        Pdf.ofBase64("JVBERi0xLjc="),
        new Part.CacheMark());

    Golden.check("openai-media", transport.calls.get(0));
  }

  @Test
  void send_documentsToMistral_areDocumentUrls() {
    send("mistral", PDF, Pdf.ofUrl("https://example.com/a.pdf"));

    assertThat(transport.calls.get(0).body())
        .contains(
            "{\"type\":\"document_url\",\"document_url\":\"data:application/pdf;base64,JVBERi0=\"}",
            "{\"type\":\"document_url\",\"document_url\":\"https://example.com/a.pdf\"}");
  }

  @Test
  void send_toOpenRouter_marksWhatMayBeCachedAndHandsOverAddressesOfDocuments() {
    send(
        "openrouter",
        new Part.Text("Rules."),
        Pdf.ofUrl("https://example.com/a.pdf"),
        new Part.CacheMark(),
        new Part.Text("Go."));

    assertThat(transport.calls.get(0).body())
        .contains(
            "{\"type\":\"file\",\"file\":{\"filename\":\"document.pdf\",\"file_data\":\"https://example.com/a.pdf\"},\"cache_control\":{\"type\":\"ephemeral\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "groq", "openai-compatible"})
  void send_textWithAMarkThatTheVendorHasNot_staysOneText(String provider) {
    send(provider, new Part.Text("Hello"), new Part.CacheMark());

    assertThat(transport.calls.get(0).body()).contains("\"content\":\"Hello\"");
  }

  private void assertRefused(String provider, Role role, Part part, String... words) {
    ChatModel model = Models.open(provider, "m", transport);
    ChatRequest request = ChatRequest.of("m", List.of(new Message(role, List.of(part))));

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void send_whatTheVendorDoesNotTake_isRefusedBeforeAnyRequest() {
    assertRefused(
        "openai",
        Role.USER,
        Audio.ofBytes(bytes("x"), "audio/flac"),
        "audio/flac",
        "audio/wav and audio/mpeg");
    assertRefused(
        "openai", Role.USER, Pdf.ofUrl("https://a.example/b.pdf"), "document", "fetchMedia");
    assertRefused("openai", Role.USER, Audio.ofUrl("https://a.example/b.mp3"), "fetchMedia");
    assertRefused("openai", Role.USER, Image.ofUrl("gs://bucket/b.png"), "address");
    assertRefused("openai", Role.SYSTEM, PNG, "user messages");
    assertRefused("openai", Role.ASSISTANT, PNG, "user messages");
    assertRefused("deepseek", Role.USER, PNG, "deepseek", "text alone");
    assertRefused("ollama-openai", Role.USER, AT, "ollama-openai", "fetchMedia");
    assertRefused("ollama-openai", Role.USER, PDF, "ollama-openai", "images");
    assertRefused(
        "mistral", Role.USER, Audio.ofBytes(bytes("x"), "audio/wav"), "images, documents");
  }

  @Test
  void takesAddress_images_areFetchedByTheVendorUnlessItsDocumentationSaysNo() {
    assertThat(Models.open("openai", "m", transport).takesAddress(AT)).isTrue();
    assertThat(Models.open("ollama-openai", "m", transport).takesAddress(AT)).isFalse();
    assertThat(Models.open("openai", "m", transport).takesAddress(PDF)).isFalse();
  }
}
