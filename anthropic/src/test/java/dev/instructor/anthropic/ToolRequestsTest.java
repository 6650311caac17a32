package dev.instructor.anthropic;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ToolUse;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.ToolChats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests with tools of the caller's own. */
class ToolRequestsTest {
  private static final String ANSWER =
      "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\"}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "anthropic, claude-sonnet-4-5, -, AUTO",
        "anthropic, claude-sonnet-4-5, -, REQUIRED",
        "anthropic, claude-sonnet-4-5, -, NONE",
        "anthropic, claude-sonnet-4-5, TOOLS, AUTO",
        "anthropic, claude-sonnet-4-5, JSON_SCHEMA, AUTO",
        "anthropic, claude-opus-5-5, TOOLS, AUTO",
        "anthropic, claude-opus-5-5, -, REQUIRED",
      })
  void send_toolsBesideEachMode_matchesGoldenFile(
      String provider, String model, Mode mode, ToolUse use) {
    Models.open(model, transport).send(ToolChats.request(model, Optional.ofNullable(mode), use));

    String how = (mode == null ? "text" : mode.name()) + "-" + use;
    Golden.check(
        "own-tools-" + model.replace('.', '_') + "-" + how.toLowerCase(Locale.ROOT),
        transport.calls.get(0));
  }
}
