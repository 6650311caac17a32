package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.ToolChats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests with tools of the caller's own. */
class ToolRequestsTest {
  private static final String ANSWER =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "google, gemini-3-flash-preview, -, AUTO",
        "google, gemini-3-flash-preview, -, REQUIRED",
        "google, gemini-3-flash-preview, -, NONE",
        "google, gemini-3-flash-preview, TOOLS, AUTO",
        "google, gemini-3-flash-preview, JSON_SCHEMA, AUTO",
        "google, gemini-2.5-flash, TOOLS, AUTO",
        "google, gemini-2.5-flash, JSON_SCHEMA, NONE",
      })
  void send_toolsBesideEachMode_matchesGoldenFile(
      String provider, String model, Mode mode, ToolUse use) {
    Models.open(provider, model, transport)
        .send(ToolChats.request(model, Optional.ofNullable(mode), use));

    String how = (mode == null ? "text" : mode.name()) + "-" + use;
    Golden.check(
        "own-tools-" + model.replace('.', '_') + "-" + how.toLowerCase(Locale.ROOT),
        transport.calls.get(0));
  }

  @Test
  void send_modeThatCannotStandBesideTools_isRefusedWithThoseThatCan() {
    assertThatThrownBy(
            () ->
                Models.open("google", "gemini-2.5-flash", transport)
                    .send(
                        ToolChats.request(
                            "gemini-2.5-flash", Optional.of(Mode.JSON_SCHEMA), ToolUse.AUTO)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("JSON_SCHEMA beside tools", "[TOOLS, PROMPTED]");
    assertThat(transport.calls).isEmpty();
  }
}
