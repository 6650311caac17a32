package dev.instructor.anthropic;

import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.Thinking;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.Vendor;
import dev.instructor.schema.SchemaDialects;
import java.util.List;
import java.util.Map;

/**
 * The vendor as data, as of November 2026.
 *
 * <p>Which models have structured outputs: "Structured outputs" (the 4.5 models and all after them,
 * and Opus 4.1). A schema in {@code output_config.format} is always enforced, and refused if it
 * cannot be; a tool's is enforced with {@code strict} alone. Both can be in one request. Thinking:
 * as in {@link ClaudeModel}. Several calls in one answer, and how they are switched off: "Parallel
 * tool use".
 */
final class Anthropic {
  static final String NAME = "anthropic";

  private static final ProfileRule STRUCTURED =
      ProfileRule.of(SchemaDialects.plain(), JSON_SCHEMA, TOOLS, PROMPTED)
          .source("Anthropic, Structured outputs, November 2026")
          .dialect(SchemaDialects.anthropic(), JSON_SCHEMA, TOOLS)
          .enforcing(JSON_SCHEMA)
          .besideTools(JSON_SCHEMA, TOOLS)
          .thinking(Thinking.OPTIONAL)
          .parallelCalls(ParallelCalls.SWITCHABLE);

  private static final ProfileRule OLDER =
      ProfileRule.of(SchemaDialects.plain(), TOOLS, PROMPTED)
          .source("Anthropic, Model deprecations, November 2026")
          .thinking(Thinking.OPTIONAL)
          .parallelCalls(ParallelCalls.SWITCHABLE);

  private static final List<ProfileRule> PROFILES =
      List.of(
          // The 3 models, Sonnet 4 and Opus 4 are older than the feature; 3.7 was the first to
          // think.
          OLDER.thinking(Thinking.NONE).forModels("claude-(2|instant|3(?![-.]7))"),
          OLDER.forModels("claude-3|(sonnet|opus)-4-(0|2025)|claude-4-(sonnet|opus)"),
          // It can be told not to think in front of everything.
          STRUCTURED.toolChoice(ToolChoice.AUTO).forModels("sonnet-5[-.]5"),
          STRUCTURED
              .toolChoice(ToolChoice.AUTO)
              .thinking(Thinking.ALWAYS)
              .forModels(ClaudeModel.NEVER_FORCED),
          STRUCTURED);

  /**
   * Address, header and variables: "API overview" and "Client SDKs". The version is the only one
   * since 2023 ("Versions").
   */
  static final Vendor VENDOR =
      new Vendor(
          NAME,
          "https://api.anthropic.com",
          List.of("ANTHROPIC_BASE_URL"),
          List.of(AnthropicEndpoint.KEY, AnthropicEndpoint.TOKEN),
          Vendor.KeyUse.REQUIRED,
          AnthropicEndpoint.KEY_HEADER,
          Map.of("anthropic-version", "2023-06-01"),
          PROFILES,
          UnsupportedModes.ALL);

  private Anthropic() {}
}
