package dev.instructor.bedrock;

import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.Vendor;
import java.util.List;
import java.util.Map;

/**
 * The two ways to Bedrock's models, as of November 2026. Variables: AWS SDKs and Tools Reference
 * Guide, "Service-specific endpoints"; Amazon Bedrock, "Use an Amazon Bedrock API key"; Anthropic's
 * SDK for its own.
 */
final class Vendors {
  static final String TOKEN = "AWS_BEARER_TOKEN_BEDROCK";

  /** The words in which Bedrock says that a model lacks a mode, or that a schema is too much. */
  private static final List<UnsupportedSignal> UNSUPPORTED =
      List.of(
          // "… in streaming mode" as well.
          signal("this model doesn't support tool use", "earendil-works/pi#3739", TOOLS),
          signal(
              "this model doesn't support the toolconfig",
              "strands-agents/harness-sdk#1241",
              TOOLS),
          signal(
              "this model doesn't support the outputconfig",
              "the same words for the other member",
              JSON_SCHEMA),
          signal(
              "output_config.format: extra inputs are not permitted",
              "anthropics/claude-code-action#1005",
              JSON_SCHEMA),
          complex("compiled grammar is too large", "anthropics/anthropic-sdk-python#1185"),
          complex("schema is too complex", "genkit-ai/genkit#5230, enricai/leerie#157"),
          complex("too many parameters with union types", "vercel/ai#17268"),
          complex("too many optional parameters", "the same words for the other limit"));

  /** Converse. */
  static final Vendor CONVERSE =
      vendor("bedrock", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL");

  /** Claude in its own format. */
  static final Vendor CLAUDE =
      vendor(
          "bedrock-anthropic",
          "ANTHROPIC_BEDROCK_BASE_URL",
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
          "AWS_ENDPOINT_URL");

  private Vendors() {}

  private static Vendor vendor(String name, String... baseUrlVariables) {
    return new Vendor(
        name,
        BedrockEndpoint.ADDRESS,
        List.of(baseUrlVariables),
        List.of(TOKEN),
        Vendor.KeyUse.OPTIONAL,
        Endpoint.AUTHORIZATION,
        Map.of(),
        Family.profiles(),
        UNSUPPORTED);
  }

  private static UnsupportedSignal signal(String text, String source, Mode... rulesOut) {
    return new UnsupportedSignal(400, text, List.of(rulesOut), source);
  }

  /** Of the schema: a tool that is not strict takes it all the same. */
  private static UnsupportedSignal complex(String text, String source) {
    return new UnsupportedSignal(400, text, List.of(JSON_SCHEMA, TOOLS), source, true);
  }
}
