package dev.instructor.openai;

import static dev.instructor.chat.Mode.JSON;
import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;
import static dev.instructor.provider.Vendor.KeyUse.OPTIONAL;
import static dev.instructor.provider.Vendor.KeyUse.REQUIRED;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.Thinking;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.Part.Media.Kind;
import dev.instructor.openai.ChatFlavour.Replay;
import dev.instructor.openai.ChatFlavour.SchemaForm;
import dev.instructor.openai.MediaForms.DocumentForm;
import dev.instructor.provider.LocalServer;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.Vendor;
import dev.instructor.schema.SchemaDialects;
import java.util.List;

/**
 * The vendors that speak chat completions. Address and key variable come from the vendor's own
 * documentation or SDK; what its models can do has its source beside it.
 */
final class Vendors {
  /** When all of this was read. */
  private static final String READ = "November 2026";

  private static final String NEW_TOKEN_LIMIT = "max_completion_tokens";

  private static final ChatFlavour COMPATIBLE = ChatFlavour.COMPATIBLE;

  /** Formats and functions go together. */
  private static final ProfileRule OPENAI =
      rule(TOOLS, JSON_SCHEMA, JSON, PROMPTED)
          .source("OpenAI, Structured model outputs: the models from gpt-4o on enforce schemas")
          .dialect(SchemaDialects.openAiStrict(), TOOLS, JSON_SCHEMA)
          .besideTools(TOOLS, JSON_SCHEMA, JSON)
          .maxTokensParameter(NEW_TOKEN_LIMIT);

  /** Their names begin so; a fine-tuned model has another. */
  static final String GPT_4 = "^gpt-(4|3\\.5)";

  static final String GPT = "^gpt-";
  static final String O_SERIES = "^o[1-9]";

  private static final List<ProfileRule> OPENAI_MODELS =
      List.of(
          rule(PROMPTED)
              .source("OpenAI, Reasoning models: the first two have neither tools nor formats")
              .thinking(Thinking.ALWAYS)
              .forModels("^o1-(mini|preview)")
              .maxTokensParameter(NEW_TOKEN_LIMIT),
          rule(TOOLS, JSON, PROMPTED)
              .source("OpenAI, Structured model outputs: older models have JSON mode at best")
              .dialect(SchemaDialects.openAiStrict(), TOOLS)
              .maxTokensParameter(NEW_TOKEN_LIMIT)
              .thinking(Thinking.NONE)
              .parallelCalls(ParallelCalls.SWITCHABLE)
              .forModels("^(gpt-4o-2024-05-13|gpt-4-turbo|gpt-4-(1106|0125)-preview|gpt-3\\.5)"),
          rule(TOOLS, PROMPTED)
              .source("OpenAI, Structured model outputs: the first GPT-4 has tools alone")
              .dialect(SchemaDialects.openAiStrict(), TOOLS)
              .maxTokensParameter(NEW_TOKEN_LIMIT)
              .thinking(Thinking.NONE)
              .parallelCalls(ParallelCalls.SWITCHABLE)
              .forModels("^gpt-4(-0613|-32k.*)?$"),
          OPENAI.thinking(Thinking.NONE).parallelCalls(ParallelCalls.SWITCHABLE).forModels(GPT_4),
          OPENAI.parallelCalls(ParallelCalls.SWITCHABLE).forModels(GPT),
          OPENAI
              .source("OpenAI, Function calling: o-series models refuse parallel_tool_calls")
              .thinking(Thinking.ALWAYS)
              .parallelCalls(ParallelCalls.ALLOWED)
              .forModels(O_SERIES),
          OPENAI);

  /** Any server whose abilities are not known: what most have, best first. */
  private static final ProfileRule ANY =
      rule(TOOLS, JSON_SCHEMA, JSON, PROMPTED)
          .source("what most servers that speak OpenAI's format have");

  /** Servers that hold the model to a grammar made from the schema. */
  private static final ProfileRule GRAMMAR =
      rule(JSON_SCHEMA, TOOLS, JSON, PROMPTED).source("vLLM, Structured Outputs");

  /** Servers on llama.cpp: a format is always a grammar, or refused. */
  private static final ProfileRule LLAMA_CPP =
      GRAMMAR
          .source("llama.cpp, GBNF Guide: JSON Schemas")
          .dialect(SchemaDialects.llamaCpp(), JSON_SCHEMA)
          .enforcing(JSON_SCHEMA);

  private static final ProfileRule XAI =
      GRAMMAR
          .source("xAI, Structured Outputs: formats and tools are always enforced")
          .dialect(SchemaDialects.xai(), JSON_SCHEMA, TOOLS);

  /** Named in {@code openai/…} where a vendor passes requests on to OpenAI. */
  private static final String OPENAIS_OWN = "^openai/(gpt-4o|gpt-4\\.|gpt-[5-9]|o[1-9])";

  static final List<OpenAiVendor> ALL =
      List.of(
          of(
              hosted("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", OPENAI_MODELS)
                  .baseUrlFrom("OPENAI_BASE_URL")),
          // The name of a deployment tells nothing of its model.
          new OpenAiVendor(
              vendor("azure_openai", "", OPENAI)
                  .baseUrlFrom(AzureEndpoint.ENDPOINT)
                  .keyFrom(REQUIRED, AzureEndpoint.KEY, AzureEndpoint.TOKEN),
              COMPATIBLE,
              AzureEndpoint::of),
          // Images are taken in base64 and at no address. Its own form is in the module ollama,
          // which comes here for a base URL that ends in /v1.
          of(
              vendor(
                      "ollama-openai",
                      "http://localhost:11434/v1",
                      GRAMMAR
                          .source("Ollama, OpenAI compatibility: tool_choice is not known")
                          .dialect(SchemaDialects.ollama(), JSON_SCHEMA)
                          .enforcing(JSON_SCHEMA)
                          .toolChoice(ToolChoice.AUTO))
                  .baseUrlFrom("OLLAMA_BASE_URL")
                  .keyFrom(OPTIONAL, "OLLAMA_API_KEY")
                  .server(server("Ollama", "ollama serve", "ollama pull {model}")),
              COMPATIBLE.media(MediaForms.of(DocumentForm.FILE, Kind.IMAGE).withoutAddresses())),
          of(
              hosted(
                  "groq",
                  "https://api.groq.com/openai/v1",
                  "GROQ_API_KEY",
                  List.of(
                      GRAMMAR
                          .source("Groq, Structured Outputs: Models with Strict Mode")
                          .dialect(SchemaDialects.groq(), JSON_SCHEMA)
                          .maxTokensParameter(NEW_TOKEN_LIMIT)
                          .forModels("gpt-oss-(20|120)b|qwen3\\.8-27b"),
                      ANY.maxTokensParameter(NEW_TOKEN_LIMIT))),
              // "Streaming and tool use are not currently supported with Structured Outputs."
              COMPATIBLE.withoutStreamedSchemas()),
          of(
              hosted(
                  "deepseek",
                  "https://api.deepseek.com",
                  "DEEPSEEK_API_KEY",
                  List.of(
                      rule(TOOLS, JSON, PROMPTED)
                          .source("DeepSeek, JSON Output: no json_schema; Thinking Mode")
                          .thinking(Thinking.NONE)
                          .forModels("^deepseek-chat$"),
                      rule(JSON, TOOLS, PROMPTED)
                          .source("deepseek-ai/DeepSeek-V3#1376: no forced tool while it thinks")
                          .thinking(Thinking.OPTIONAL)
                          .toolChoice(ToolChoice.AUTO))),
              // Create Chat Completion: content is text alone; Thinking Mode, "Tool Calls": what
              // was
              // thought before a call has to come back.
              COMPATIBLE.media(MediaForms.NONE).replay(Replay.OF_CALLS)),
          of(hosted("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY", ANY)),
          of(
              hosted(
                  "fireworks",
                  "https://api.fireworks.ai/inference/v1",
                  "FIREWORKS_API_KEY",
                  ANY.source("Fireworks, Structured Outputs: a format switches thinking off")
                      .dialect(SchemaDialects.fireworks(), JSON_SCHEMA))),
          of(
              hosted(
                  "cerebras",
                  "https://api.cerebras.ai/v1",
                  "CEREBRAS_API_KEY",
                  GRAMMAR
                      .source("Cerebras, Structured Outputs; Tool Use: both with strict")
                      .dialect(SchemaDialects.cerebras(), JSON_SCHEMA, TOOLS)
                      .maxTokensParameter(NEW_TOKEN_LIMIT)),
              // "Reasoning", section "Reasoning in multi-turn conversations".
              COMPATIBLE.replay(Replay.REASONING)),
          // OpenRouter, "PDF Inputs": documents at an address too; "Prompt Caching": marks.
          of(
              hosted(
                  "openrouter",
                  "https://openrouter.ai/api/v1",
                  "OPENROUTER_API_KEY",
                  List.of(
                      ANY.dialect(SchemaDialects.openAiStrict(), TOOLS, JSON_SCHEMA)
                          .forModels(OPENAIS_OWN),
                      ANY)),
              COMPATIBLE
                  .media(
                      MediaForms.of(DocumentForm.FILE_OR_ADDRESS, Kind.values()).withCacheMarks())
                  // "Reasoning Tokens", section "Preserving reasoning".
                  .replay(Replay.DETAILS)),
          of(
              hosted(
                  "perplexity",
                  "https://api.perplexity.ai",
                  "PERPLEXITY_API_KEY",
                  rule(JSON_SCHEMA, PROMPTED)
                      .source("Perplexity, Structured Outputs: formats, and no tools"))),
          of(
              hosted(
                  "xai",
                  "https://api.x.ai/v1",
                  "XAI_API_KEY",
                  List.of(
                      XAI.source("xAI, Structured Outputs with Tools: the Grok 4 family")
                          .besideTools(JSON_SCHEMA, TOOLS)
                          .forModels("grok-4"),
                      XAI))),
          // Mistral, "Chat Completion": tool_choice any, random_seed, unknown members are refused;
          // "Document QnA": document_url.
          of(
              hosted(
                  "mistral",
                  "https://api.mistral.ai/v1",
                  "MISTRAL_API_KEY",
                  GRAMMAR
                      .source("Mistral, Structured Output: \"recommended whenever possible\"")
                      .dialect(SchemaDialects.mistral(), JSON_SCHEMA)
                      .parallelCalls(ParallelCalls.SWITCHABLE)
                      .toolChoice(ToolChoice.ANY)),
              COMPATIBLE
                  .seedParameter("random_seed")
                  .withoutStreamUsage()
                  .asMistral()
                  .replay(Replay.PARTS)
                  .media(MediaForms.of(DocumentForm.DOCUMENT_URL, Kind.IMAGE, Kind.DOCUMENT))),
          new OpenAiVendor(
              vendor("databricks", "", ANY)
                  .baseUrlFrom(DatabricksEndpoint.VARIABLES)
                  .keyFrom(REQUIRED, "DATABRICKS_TOKEN", "DATABRICKS_API_KEY"),
              COMPATIBLE,
              DatabricksEndpoint::of),
          // Anyscale, "JSON mode" (the hosted service ended in 2024; private endpoints remain).
          of(
              hosted("anyscale", "https://api.endpoints.anyscale.com/v1", "ANYSCALE_API_KEY", ANY),
              COMPATIBLE.schemaForm(SchemaForm.JSON_OBJECT)),
          // Writer, "Chat completion": another path.
          of(
              hosted(
                  "writer",
                  "https://api.writer.com/v1",
                  "WRITER_API_KEY",
                  rule(TOOLS, JSON_SCHEMA, PROMPTED)
                      .source("Writer, Chat completion: a tool cannot be forced by name")
                      .toolChoice(ToolChoice.AUTO)),
              COMPATIBLE.path("/chat")),
          // LiteLLM, "LiteLLM Proxy": its own variables for address and key.
          of(
              vendor("litellm", "http://localhost:4000", ANY)
                  .baseUrlFrom("LITELLM_PROXY_API_BASE")
                  .keyFrom(OPTIONAL, "LITELLM_PROXY_API_KEY")
                  // "CLI - Quick Start".
                  .server(server("LiteLLM", "litellm --model {model}"))),
          // vLLM, "Quickstart".
          of(
              vendor("vllm", "http://localhost:8000/v1", GRAMMAR)
                  .keyFrom(OPTIONAL, "VLLM_API_KEY")
                  .server(server("vLLM", "vllm serve {model}"))),
          // llama.cpp's and llama-cpp-python's servers both take a schema in this form alone.
          of(
              vendor("llamacpp", "http://localhost:8080/v1", LLAMA_CPP)
                  .keyFrom(OPTIONAL, "LLAMA_API_KEY")
                  // llama.cpp, "LLaMA.cpp HTTP Server": it answers for any name of a model.
                  .server(server("llama.cpp", "llama-server -m model.gguf")),
              COMPATIBLE.schemaForm(SchemaForm.JSON_OBJECT)),
          of(
              vendor(
                      "lmstudio",
                      "http://localhost:1234/v1",
                      rule(JSON_SCHEMA, TOOLS, PROMPTED)
                          .source("lmstudio-bug-tracker#189, #670: no json_object")
                          .dialect(SchemaDialects.llamaCpp(), JSON_SCHEMA)
                          .enforcing(JSON_SCHEMA)
                          .toolChoice(ToolChoice.REQUIRED))
                  .keyFrom(OPTIONAL, "LM_API_TOKEN")
                  // LM Studio, "lms": CLI.
                  .server(
                      server(
                          "LM Studio", "lms server start", "lms get {model}", "lms load {model}"))),
          of(hosted("huggingface", "https://router.huggingface.co/v1", "HF_TOKEN", ANY)),
          of(hosted("nvidia", "https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY", ANY)),
          of(hosted("sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY", ANY)),
          of(
              hosted(
                  "moonshot",
                  "https://api.moonshot.ai/v1",
                  "MOONSHOT_API_KEY",
                  rule(JSON, TOOLS, PROMPTED)
                      .source("Kimi, Create Chat Completion: no forced tool while it thinks")
                      .toolChoice(ToolChoice.AUTO)
                      .maxTokensParameter(NEW_TOKEN_LIMIT)),
              // "Use Thinking Models": what was thought before a call has to come back.
              COMPATIBLE.replay(Replay.OF_CALLS)),
          // The address outside China.
          of(
              hosted(
                  "dashscope",
                  "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
                  "DASHSCOPE_API_KEY",
                  rule(TOOLS, JSON, PROMPTED).source("Alibaba Cloud, OpenAI compatible"))),
          of(
              hosted(
                  "zai",
                  "https://api.z.ai/api/paas/v4",
                  "ZAI_API_KEY",
                  rule(JSON, TOOLS, PROMPTED)
                      .source("Z.AI, Chat Completion: json_object, and tool choice auto")
                      .thinking(Thinking.OPTIONAL)
                      .toolChoice(ToolChoice.AUTO)),
              // "Thinking Mode", section "Preserved Thinking".
              COMPATIBLE.replay(Replay.REASONING_CONTENT)),
          of(
              hosted(
                  "github",
                  "https://models.github.ai/inference",
                  "GITHUB_TOKEN",
                  List.of(
                      ANY.dialect(SchemaDialects.openAiStrict(), TOOLS, JSON_SCHEMA)
                          .forModels(OPENAIS_OWN),
                      ANY))),
          of(
              vendor("openai-compatible", "", ANY)
                  .baseUrlFrom("OPENAI_BASE_URL")
                  .keyFrom(OPTIONAL, "OPENAI_API_KEY")));

  private Vendors() {}

  private static ProfileRule rule(Mode... modes) {
    return ProfileRule.of(SchemaDialects.plain(), modes);
  }

  private static Vendor vendor(String name, String baseUrl, ProfileRule profile) {
    return hosted(name, baseUrl, "", profile);
  }

  private static Vendor hosted(
      String name, String baseUrl, String keyVariable, ProfileRule profile) {
    return hosted(name, baseUrl, keyVariable, List.of(profile));
  }

  private static Vendor hosted(
      String name, String baseUrl, String keyVariable, List<ProfileRule> profiles) {
    ProfileRule[] dated = profiles.stream().map(Vendors::dated).toArray(ProfileRule[]::new);
    return Vendor.of(name, baseUrl, keyVariable, dated).unsupported(UnsupportedModes.ALL);
  }

  /** All list their models as OpenAI does. */
  private static LocalServer server(String product, String start, String... obtain) {
    return new LocalServer(product, start, List.of(obtain), "/models");
  }

  static ProfileRule dated(ProfileRule row) {
    return row.source(row.source() + ", " + READ);
  }

  private static OpenAiVendor of(Vendor vendor) {
    return OpenAiVendor.of(vendor);
  }

  private static OpenAiVendor of(Vendor vendor, ChatFlavour flavour) {
    return OpenAiVendor.of(vendor, flavour);
  }
}
