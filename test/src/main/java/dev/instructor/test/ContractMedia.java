package dev.instructor.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;

/**
 * Images, recordings and documents: each kind goes to the vendor as it stands, or is refused before
 * a request is sent. A vendor whose models differ may say no to one itself. Marks of the prompt
 * cache are always welcome.
 */
final class ContractMedia {
  /** One transparent pixel. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  private static final String PDF = "JVBERi0xLjQKJSVFT0YK";
  private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

  private final ContractSubject subject;

  ContractMedia(ContractSubject subject) {
    this.subject = subject;
  }

  List<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(data("an image", Media.Kind.IMAGE, "image/png", PNG));
    tests.add(url("an image", Media.Kind.IMAGE, "image/png", "https://example.com/a.png"));
    tests.add(data("a document", Media.Kind.DOCUMENT, "application/pdf", PDF));
    tests.add(
        url("a document", Media.Kind.DOCUMENT, "application/pdf", "https://example.com/a.pdf"));
    tests.add(data("a recording", Media.Kind.AUDIO, "audio/wav", WAV));
    tests.add(url("a recording", Media.Kind.AUDIO, "audio/wav", "https://example.com/a.wav"));
    tests.add(
        subject.test(
            "a mark of the prompt cache",
            (twin, model) -> {
              twin.reply("Seen.");
              assertEquals("Seen.", ask(model, new Part.CacheMark()));
            }));
    return tests;
  }

  private DynamicTest data(String what, Media.Kind kind, String type, String base64) {
    Part part = new Media(kind, type, new Media.Data(base64), Optional.of("a"));
    return subject.loose(what + " of bytes", (twin, model) -> check(twin, model, part, base64));
  }

  private DynamicTest url(String what, Media.Kind kind, String type, String url) {
    Part part = new Media(kind, type, new Media.Url(URI.create(url)), Optional.empty());
    return subject.loose(what + " at an address", (twin, model) -> check(twin, model, part, url));
  }

  private static void check(Twin<?> twin, ChatModel model, Part part, String content) {
    twin.reply("Seen.");
    try {
      assertEquals("Seen.", ask(model, part));
    } catch (ProviderException refused) {
      assertTrue(
          twin.lastRefusal().orElse("").contains("model"), "only what a model lacks is refused");
    } catch (ConfigurationException cannot) {
      assertEquals(0, twin.requests().size());
      assertTrue(!Objects.requireNonNull(cannot.getMessage()).contains(content));
      return;
    }
    assertTrue(twin.requests().get(0).text().contains(content), "the content goes out");
  }

  private static String ask(ChatModel model, Part part) {
    return model
        .send(
            ChatRequest.of(
                model.profile().model(),
                List.of(new Message(Role.USER, List.of(new Part.Text("What is this?"), part)))))
        .text();
  }
}
