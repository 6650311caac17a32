package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.Prompt;
import dev.instructor.chat.Audio;
import dev.instructor.chat.Image;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.chat.Pdf;
import dev.instructor.error.ConfigurationException;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ScriptedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images, recordings and documents in whole calls, against twins that check their form. */
@ProviderTwin
class MediaCallTest {
  record Picture(String subject) {}

  private static final Part.Media PNG =
      Image.ofBytes("png".getBytes(StandardCharsets.UTF_8), "image/png");
  private static final Part.Media AT = Image.ofUrl("https://example.com/a.png");
  private static final Part.Media PDF = Pdf.ofBase64("JVBERi0xLjc=");
  private static final Part.Media WAV =
      Audio.ofBytes("wav".getBytes(StandardCharsets.UTF_8), "audio/wav");
  private static final String CAT = "{\"subject\":\"cat\"}";

  private static Prompt asked(Instructor client, Part... parts) {
    return client.prompt("What is this?", parts);
  }

  @Test
  void create_mediaForOpenAi_areTakenByTheTwin(OpenAiTwin twin) {
    twin.answer(CAT);
    Instructor client =
        Instructor.builder("openai/gpt-5-mini")
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .build();

    assertThat(asked(client, PNG, AT, WAV, PDF).create(Picture.class))
        .isEqualTo(new Picture("cat"));
  }

  @Test
  void create_mediaForAnthropicWithMarks_areTakenByTheTwin(AnthropicTwin twin) {
    twin.answer("{}").answer(CAT);
    Instructor client =
        Instructor.builder("anthropic/claude-sonnet-5-5")
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .build();

    Prompt prompt = asked(client, PNG, AT, PDF).cacheMark().system("Look closely.").cacheMark();

    assertThat(prompt.create(Picture.class)).isEqualTo(new Picture("cat"));
    assertThat(twin.requests())
        .hasSize(2)
        .allSatisfy(
            request -> assertThat(request.body().toString()).contains("cache_control", "image"));
  }

  @Test
  void create_mediaForGoogle_areTakenByTheTwin(GoogleTwin twin) {
    twin.answer(CAT);
    Instructor client =
        Instructor.builder("google/gemini-3-flash-preview")
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .build();

    assertThat(asked(client, PNG, AT, WAV, PDF).create(Picture.class))
        .isEqualTo(new Picture("cat"));
  }

  @ParameterizedTest
  @EnumSource(names = {"TOOLS", "JSON_SCHEMA", "JSON", "PROMPTED"})
  void create_systemMessageWithAMark_keepsItInEachMode(Mode mode) {
    ScriptedModel model = ScriptedModel.of(CAT);

    Instructor.of(model)
        .prompt()
        .system("Look.")
        .cacheMark()
        .user("What is this?", PNG)
        .mode(mode)
        .create(Picture.class);

    List<Part> system = model.requests().get(0).messages().get(0).parts();
    assertThat(system).hasSize(2).last().isInstanceOf(Part.CacheMark.class);
    assertThat(((Part.Text) system.get(0)).text()).startsWith("Look.");
  }

  @Test
  void cacheMark_behindNothing_isRefused() {
    Prompt empty = Instructor.of(ScriptedModel.of(CAT)).prompt();

    assertThatThrownBy(empty::cacheMark).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void create_addressThatTheVendorDoesNotTake_isNotFetchedUnasked(OpenAiTwin twin) {
    Instructor client =
        Instructor.builder("ollama/llava").baseUrl(twin.baseUrl()).apiKey(twin.apiKey()).build();

    assertThatThrownBy(() -> asked(client, AT).create(Picture.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fetchMedia");
    assertThat(twin.requests()).isEmpty();
  }

  @Test
  void twin_formsThatOpenAiDoesNotTake_areRefused(OpenAiTwin twin) {
    Instructor client =
        Instructor.builder("openai/gpt-5-mini")
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .build();
    Part.Media word =
        new Part.Media(
            Part.Media.Kind.DOCUMENT,
            "application/msword",
            new Part.Media.Data("AAAA"),
            Optional.empty());

    assertThatThrownBy(() -> asked(client, word).create(Picture.class))
        .hasMessageContaining("HTTP 400");
  }
}
