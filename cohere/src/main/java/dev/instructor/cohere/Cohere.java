package dev.instructor.cohere;

import static dev.instructor.chat.Mode.JSON;
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

/** The vendor as data, as of November 2026. */
final class Cohere {
  /**
   * A response format cannot stand beside tools (API reference, "Chat", {@code response_format}).
   */
  private static final ProfileRule CHAT =
      ProfileRule.of(SchemaDialects.plain(), JSON_SCHEMA, TOOLS, JSON, PROMPTED)
          .source("Cohere, Structured Outputs; API reference, Chat, November 2026")
          .dialect(SchemaDialects.cohere(), JSON_SCHEMA, TOOLS)
          .enforcing(JSON_SCHEMA)
          .toolChoice(ToolChoice.REQUIRED)
          .parallelCalls(ParallelCalls.ALLOWED);

  private static final List<ProfileRule> PROFILES =
      List.of(
          ProfileRule.of(SchemaDialects.plain(), PROMPTED)
              .source("Cohere, Structured Outputs: from Command R on; Aya Expanse, November 2026")
              .forModels("^command(-light)?(-nightly)?$|(^|-)aya-"),
          ProfileRule.of(SchemaDialects.plain(), JSON_SCHEMA, JSON, PROMPTED)
              .source("Cohere, Command A Vision: no tool use, November 2026")
              .dialect(SchemaDialects.cohere(), JSON_SCHEMA)
              .enforcing(JSON_SCHEMA)
              .forModels("command-a-vision"),
          CHAT.source("Cohere, API reference, Chat: tool_choice from Command R7B on, November 2026")
              .toolChoice(ToolChoice.AUTO)
              .thinking(Thinking.NONE)
              .forModels("^command-r(-plus)?(-0[0-9]-2024)?$"),
          CHAT.source("Cohere, Reasoning, November 2026")
              .thinking(Thinking.OPTIONAL)
              .forModels("reasoning"),
          CHAT);

  /**
   * Address and variables: those of the vendor's Python SDK, which takes the second name of the key
   * as well, though it is not documented.
   */
  static final Vendor VENDOR =
      Vendor.of("cohere", "https://api.cohere.com", "", PROFILES.toArray(ProfileRule[]::new))
          .baseUrlFrom("CO_API_URL")
          .keyFrom(Vendor.KeyUse.REQUIRED, "CO_API_KEY", "COHERE_API_KEY");

  private Cohere() {}
}
