package dev.instructor.openai;

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
      "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "openai, gpt-5-mini, -, AUTO",
        "openai, gpt-5-mini, -, REQUIRED",
        "openai, gpt-5-mini, -, NONE",
        "openai, gpt-5-mini, TOOLS, AUTO",
        "openai, gpt-5-mini, JSON_SCHEMA, AUTO",
        "openai, gpt-5-mini, PROMPTED, AUTO",
        "mistral, mistral-small, TOOLS, AUTO",
        "ollama-openai, qwen3, TOOLS, AUTO",
        "ollama-openai, qwen3, JSON_SCHEMA, NONE",
        "ollama-openai, qwen3, -, REQUIRED",
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
                Models.open("ollama-openai", "qwen3", transport)
                    .send(ToolChats.request("qwen3", Optional.of(Mode.JSON_SCHEMA), ToolUse.AUTO)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("JSON_SCHEMA beside tools", "[TOOLS, PROMPTED]");
    assertThat(transport.calls).isEmpty();
  }
}
