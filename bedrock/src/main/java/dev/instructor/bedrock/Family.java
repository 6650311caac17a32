package dev.instructor.bedrock;

import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.Thinking;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.provider.ProfileRule;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaDialects;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the models of one maker take and do not take through Converse, as data, as of November 2026.
 *
 * <p>Tools, system prompts and streaming with tools: Amazon Bedrock, "Supported models and model
 * features". How a tool is forced: "ToolChoice" of the API reference, and errors as users reported
 * them ("This model doesn't support the toolConfig.toolChoice.any field"). Structured outputs: "Get
 * validated JSON results from models"; a model that page does not list, though its maker has the
 * feature, is asked by a tool first. Results beside other content, the member {@code status},
 * efforts: what pydantic-ai and langchain-aws found by trying.
 *
 * @param names which models: found anywhere in the lower-case name
 * @param modes the modes, best first
 * @param strict whether the vendor enforces the schemas of tools
 * @param toolChoice how a tool is forced
 * @param effort how it is told how much to think
 * @param thinking whether it thinks
 * @param traits what is special
 */
record Family(
    Pattern names,
    List<Mode> modes,
    boolean strict,
    ToolChoice toolChoice,
    Effort effort,
    Thinking thinking,
    Set<Trait> traits) {

  /** How a model is told how much to think. */
  enum Effort {
    /** Not at all. */
    NONE,
    /** As in Anthropic's own interface: {@code thinking} and {@code output_config}. */
    CLAUDE,
    /** {@code reasoningConfig} ("Extended thinking in Amazon Nova 2"). */
    NOVA,
    /** {@code reasoning_effort}: low, medium or high. */
    OPENAI,
    /** {@code reasoning_config}: low or high. */
    QWEN
  }

  /** What is special about a model. */
  enum Trait {
    /** It keeps what stands before a cache point ("Prompt caching for faster model inference"). */
    CACHES,
    /** Instructions stand in the first message, since there are no system prompts. */
    NO_SYSTEM,
    /** With tools, the answer cannot be streamed. */
    NO_STREAMED_TOOLS,
    /** Nothing may stand in a message beside the results of tools. */
    LONE_RESULTS,
    /** The result of a tool has no {@code status}. */
    NO_RESULT_STATUS
  }

  private static final List<Family> ALL =
      List.of(
          of("anthropic\\.claude-(v2|instant)|claude-2", PROMPTED),
          of("claude-(fable|mythos)", TOOLS, JSON_SCHEMA, PROMPTED)
              .thinking(Effort.CLAUDE)
              .does(Thinking.ALWAYS)
              .with(Trait.CACHES),
          of(
                  "claude-(sonnet|haiku|opus)-4-5|claude-(sonnet|opus)-4-6",
                  JSON_SCHEMA,
                  TOOLS,
                  PROMPTED)
              .enforced()
              .forcedBy(ToolChoice.NAMED)
              .thinking(Effort.CLAUDE)
              .with(Trait.CACHES),
          // They were made before the first one that thinks, and Anthropic's format says so.
          of("claude-3-(haiku|sonnet|opus|5)", TOOLS, PROMPTED)
              .forcedBy(ToolChoice.NAMED)
              .thinking(Effort.CLAUDE)
              .does(Thinking.NONE)
              .with(Trait.CACHES),
          of("claude-(3|sonnet-4-2|opus-4-[12])", TOOLS, PROMPTED)
              .forcedBy(ToolChoice.NAMED)
              .thinking(Effort.CLAUDE)
              .with(Trait.CACHES),
          of("claude", TOOLS, JSON_SCHEMA, PROMPTED)
              .forcedBy(ToolChoice.NAMED)
              .thinking(Effort.CLAUDE)
              .with(Trait.CACHES),
          of("amazon\\.nova-2", TOOLS, PROMPTED)
              .forcedBy(ToolChoice.NAMED)
              .thinking(Effort.NOVA)
              .with(Trait.CACHES),
          of("amazon\\.nova", TOOLS, PROMPTED).forcedBy(ToolChoice.NAMED).with(Trait.CACHES),
          of("amazon\\.titan", PROMPTED).with(Trait.NO_SYSTEM),
          of("meta\\.llama(2|3-(8|70)b|3-2-[13]b)", PROMPTED),
          of("meta\\.llama", TOOLS, PROMPTED).with(Trait.LONE_RESULTS, Trait.NO_STREAMED_TOOLS),
          of("mistral\\.(mistral-7b|mixtral)", PROMPTED).with(Trait.NO_SYSTEM),
          of("magistral-small|ministral-3|mistral-large-3|voxtral", JSON_SCHEMA, TOOLS, PROMPTED)
              .enforced()
              .with(Trait.LONE_RESULTS),
          of("mistral\\.mistral-large", TOOLS, PROMPTED)
              .forcedBy(ToolChoice.ANY)
              .with(Trait.LONE_RESULTS),
          of("mistral\\.", TOOLS, PROMPTED).with(Trait.LONE_RESULTS),
          of("cohere\\.command-r", TOOLS, PROMPTED),
          of("cohere\\.command", PROMPTED).with(Trait.NO_SYSTEM),
          of("ai21\\.jamba-1-5", TOOLS, PROMPTED),
          of("ai21\\.j2", PROMPTED).with(Trait.NO_SYSTEM),
          of("ai21\\.", PROMPTED),
          of("deepseek\\.r1", PROMPTED).does(Thinking.ALWAYS),
          of("deepseek\\.v3-v1", TOOLS, JSON_SCHEMA, PROMPTED).forcedBy(ToolChoice.ANY),
          of("deepseek\\.", TOOLS, JSON_SCHEMA, PROMPTED).forcedBy(ToolChoice.NAMED),
          of("openai\\.gpt-oss", TOOLS, JSON_SCHEMA, PROMPTED)
              .thinking(Effort.OPENAI)
              .does(Thinking.ALWAYS),
          of("qwen\\.qwen3", JSON_SCHEMA, TOOLS, PROMPTED).enforced().thinking(Effort.QWEN),
          of("google\\.gemma-3-(12|27)b", JSON_SCHEMA, TOOLS, PROMPTED).enforced(),
          of("minimax\\.minimax-m2|nvidia\\.nemotron-nano", JSON_SCHEMA, TOOLS, PROMPTED)
              .enforced(),
          of("moonshot(ai)?\\.kimi", JSON_SCHEMA, TOOLS, PROMPTED)
              .enforced()
              .forcedBy(ToolChoice.NAMED)
              .thinking(Effort.OPENAI),
          of("zai\\.glm", JSON_SCHEMA, TOOLS, PROMPTED).enforced().forcedBy(ToolChoice.NAMED),
          of("writer\\.palmyra", TOOLS, PROMPTED)
              .with(Trait.LONE_RESULTS, Trait.NO_RESULT_STATUS, Trait.NO_STREAMED_TOOLS),
          // Of the model behind the ARN of an inference profile nothing is known. One without tools
          // has no structured outputs either: the step down leads to what always works.
          of("", TOOLS, PROMPTED, JSON_SCHEMA));

  private static Family of(String names, Mode... modes) {
    return new Family(
        Pattern.compile(names),
        List.of(modes),
        false,
        ToolChoice.AUTO,
        Effort.NONE,
        Thinking.UNKNOWN,
        EnumSet.noneOf(Trait.class));
  }

  private Family enforced() {
    return new Family(names, modes, true, toolChoice, effort, thinking, traits);
  }

  private Family forcedBy(ToolChoice choice) {
    return new Family(names, modes, strict, choice, effort, thinking, traits);
  }

  private Family thinking(Effort how) {
    return new Family(names, modes, strict, toolChoice, how, Thinking.OPTIONAL, traits);
  }

  private Family does(Thinking whether) {
    return new Family(names, modes, strict, toolChoice, effort, whether, traits);
  }

  private Family with(Trait... special) {
    return new Family(
        names, modes, strict, toolChoice, effort, thinking, Set.copyOf(Arrays.asList(special)));
  }

  /** Returns what is known of a model. */
  static Family named(String model) {
    String lower = model.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(family -> family.names().matcher(lower).find())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The last row matches every model"));
  }

  /** Returns the rows as profiles. */
  static List<ProfileRule> profiles() {
    return ALL.stream().map(Family::profile).toList();
  }

  /**
   * Of Claude's models the schema also has to keep to Anthropic's limits. Format and tools go
   * together ("Get validated JSON results from models").
   */
  private ProfileRule profile() {
    ProfileRule rule =
        ProfileRule.of(SchemaDialects.plain(), modes.toArray(new Mode[0]))
            .maxTokensParameter("maxTokens")
            .toolChoice(toolChoice)
            .thinking(thinking)
            .source(
                "Amazon Bedrock, Supported models and model features; Get validated JSON results"
                    + " from models, November 2026")
            .forModels(names.pattern());
    // "Tool use": several calls in one answer, and no word against them.
    if (effort == Effort.CLAUDE || names.pattern().contains("nova")) {
      rule = rule.parallelCalls(ParallelCalls.ALLOWED);
    }
    SchemaDialect enforced =
        effort == Effort.CLAUDE ? SchemaDialects.anthropic() : SchemaDialects.bedrock();
    if (modes.contains(JSON_SCHEMA)) {
      rule =
          rule.dialect(enforced, JSON_SCHEMA)
              .enforcing(JSON_SCHEMA)
              .besideTools(TOOLS, JSON_SCHEMA);
    }
    if (names.pattern().contains("nova")) {
      rule = rule.dialect(SchemaDialects.nova(), TOOLS);
    }
    return strict ? rule.dialect(enforced, TOOLS) : rule;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
