package dev.instructor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Part.Media.Kind;
import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {
  private static final String PNG_START = "89504e470d0a1a0a0000000d49484452";
  private static final byte[] PNG =
      HexFormat.of().parseHex(PNG_START + "00000001000000010806000000" + "1f15c489aabbccddee");
  private static final String PNG_BASE64 = Base64.getEncoder().encodeToString(PNG);

  @TempDir private Path folder;

  private static Media of(Kind kind, byte[] bytes) {
    return switch (kind) {
      case IMAGE -> Image.ofBytes(bytes);
      case AUDIO -> Audio.ofBytes(bytes);
      case DOCUMENT -> Pdf.ofBytes(bytes);
    };
  }

  @ParameterizedTest
  @CsvSource({
    PNG_START + ", IMAGE, image/png",
    "ffd8ffe000104a464946000101000001, IMAGE, image/jpeg",
    "47494638396101000100800000000000, IMAGE, image/gif",
    "524946462400000057454250565038a0, IMAGE, image/webp",
    "000000186674797068656963000000ff, IMAGE, image/heic",
    "0000001c667479706d696631000000ff, IMAGE, image/heif",
    "0000001c6674797061766966000000ff, IMAGE, image/avif",
    "424d3a0000000000000036000000280f, IMAGE, image/bmp",
    "49492a00080000000000000000000000, IMAGE, image/tiff",
    "524946462400000057415645666d7420, AUDIO, audio/wav",
    "49443304000000000000544954320000, AUDIO, audio/mpeg",
    "fffb9064000000000000000000000000, AUDIO, audio/mpeg",
    "fff15080000000000000000000000000, AUDIO, audio/aac",
    "664c6143000000221000100000000000, AUDIO, audio/flac",
    "4f676753000200000000000000000000, AUDIO, audio/ogg",
    "464f524d0000000041494646434f4d4d, AUDIO, audio/aiff",
    "00000020667479704d344120000000ff, AUDIO, audio/mp4",
    "1a45dfa39f4286810142f7810142f281, AUDIO, audio/webm",
    "255044462d312e370a25e2e3cfd30a31, DOCUMENT, application/pdf",
  })
  void ofBytes_contentOfAKnownType_isRecognised(String head, Kind kind, String type) {
    byte[] bytes = HexFormat.of().parseHex(head);

    Media media = of(kind, bytes);

    assertThat(media.kind()).isEqualTo(kind);
    assertThat(media.type()).isEqualTo(type);
    assertThat(media.content())
        .isEqualTo(new Media.Data(Base64.getEncoder().encodeToString(bytes)));
  }

  @Test
  void ofBytes_anotherKind_isRefusedByItsType() {
    byte[] pdf = "%PDF-1.7 and so on".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Image.ofBytes(pdf))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("application/pdf", "no image", "Pdf");
  }

  @Test
  void ofBytes_unknownContent_isRefusedUnlessItsTypeIsSaid() {
    byte[] bytes = "something else".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Image.ofBytes(bytes))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("type")
        .hasMessageNotContaining("something");
    assertThat(Image.ofBytes(bytes, "image/x-new").type()).isEqualTo("image/x-new");
  }

  @Test
  void ofPath_file_hasItsNameAndIsTypedByContentBeforeName() throws IOException {
    Path file = Files.write(folder.resolve("scan.jpg"), PNG);

    Media media = Image.ofPath(file);

    assertThat(media.type()).isEqualTo("image/png");
    assertThat(media.name()).contains("scan.jpg");
  }

  @Test
  void ofPath_contentNobodyKnows_isTypedByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("a.OPUS"), "???");

    assertThat(Audio.ofPath(file).type()).isEqualTo("audio/ogg");
  }

  @Test
  void ofPath_noSuchFileAndAFolder_areRefusedByName() {
    assertThatThrownBy(() -> Pdf.ofPath(folder.resolve("none.pdf")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.pdf");
    assertThatThrownBy(() -> Pdf.ofPath(folder)).isInstanceOf(ConfigurationException.class);
  }

  @ParameterizedTest
  @CsvSource({"IMAGE, 20", "AUDIO, 25", "DOCUMENT, 50"})
  void ofBytes_moreThanTheLimit_isRefusedWithTheLimit(Kind kind, int mebibytes) {
    byte[] bytes = new byte[(mebibytes << 20) + 1];

    assertThatThrownBy(() -> of(kind, bytes))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(mebibytes + " MiB");
  }

  @Test
  void ofBase64_lineBreaks_areTakenOut() {
    Media media = Image.ofBase64(PNG_BASE64.substring(0, 20) + "\r\n" + PNG_BASE64.substring(20));

    assertThat(media.content()).isEqualTo(new Media.Data(PNG_BASE64));
  }

  @Test
  void ofBase64_noBase64_isRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> Image.ofBase64("secret?"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void ofUrl_dataUrl_isItsContent() {
    assertThat(Image.ofUrl("data:image/png;base64," + PNG_BASE64))
        .isEqualTo(
            new Media(Kind.IMAGE, "image/png", new Media.Data(PNG_BASE64), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a/b.webp?size=2#top, image/webp",
    "https://example.com/picture, image/*",
    "https://example.com/picture.pdf, image/*",
    "gs://bucket/a.JPG, image/jpeg",
  })
  void ofUrl_address_isKeptAndTypedByItsEnding(String url, String type) {
    Media media = Image.ofUrl(url);

    assertThat(media.content()).hasToString("Url");
    assertThat(((Media.Url) media.content()).url()).hasToString(url);
    assertThat(media.type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/me/a.png",
        "file:///etc/passwd",
        "ftp://example.com/a.png",
        "https:/a.png",
        "https://exa mple.com/a.png",
        "data:image/png,abc",
        ""
      })
  void ofUrl_noAddressThatIsHandedOn_isRefusedWithoutQuotingIt(String url) {
    assertThatThrownBy(() -> Image.ofUrl(url))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("passwd")
        .hasMessageNotContaining("example.com");
  }

  @Test
  void toString_ofAnyMedia_showsNeitherContentNorAddress() {
    assertThat(Image.ofBytes(PNG)).asString().contains("IMAGE").doesNotContain(PNG_BASE64);
    assertThat(Image.ofUrl("https://example.com/token.png"))
        .asString()
        .doesNotContain("token", "example");
    assertThat(Message.user(new Part.Text("hidden"), Image.ofBytes(PNG)))
        .asString()
        .doesNotContain("hidden", PNG_BASE64);
  }

  @Test
  void detect_whatStandsForMedia_isFound() {
    assertThat(Media.detect(" https://example.com/a.pdf?x=1 ").map(Media::kind))
        .contains(Kind.DOCUMENT);
    assertThat(Media.detect("data:image/png;base64," + PNG_BASE64).map(Media::type))
        .contains("image/png");
    assertThat(Media.detect(PNG_BASE64).map(Media::content)).contains(new Media.Data(PNG_BASE64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Jason is 25",
        "see https://example.com/a.png",
        "https://example.com/page",
        "https://example.com/a.html",
        "data:text/plain;base64,aGVsbG8=",
        "data: these are the facts",
        "aVeryLongWordWithoutBlanksThatCouldBeBase64ButIsNone",
        "/etc/passwd",
        "photo.png"
      })
  void detect_anyOtherText_isNothing(String text) {
    assertThat(Media.detect(text)).isEmpty();
  }

  @Test
  void detect_pathBelowTheRoot_isReadAndNoOther() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.write(root.resolve("in.png"), PNG);
    Path outside = Files.write(folder.resolve("out.png"), PNG);
    Files.createSymbolicLink(root.resolve("link.png"), outside);

    assertThat(Media.detect("in.png", root).map(Media::type)).contains("image/png");
    assertThat(Media.detect("../out.png", root)).isEmpty();
    assertThat(Media.detect("link.png", root)).isEmpty();
    assertThat(Media.detect(outside.toString(), root)).isEmpty();
    assertThat(Media.detect("none.png", root)).isEmpty();
  }
}
