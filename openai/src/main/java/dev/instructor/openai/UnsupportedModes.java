package dev.instructor.openai;

import static dev.instructor.chat.Mode.JSON;
import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import java.util.List;

/**
 * The words in which servers say that they do not have a mode, or cannot make a grammar of a
 * schema, as of November 2026. One list for all vendors: the same servers stand behind many names,
 * and the words are too special to meet by chance.
 */
final class UnsupportedModes {
  static final List<UnsupportedSignal> ALL =
      List.of(
          // OpenAI, and those who answer in its words
          signal(
              400,
              "'response_format' of type 'json_schema' is not supported",
              "langchain-ai/langchain#31490",
              JSON_SCHEMA),
          signal(
              400,
              "'response_format' of type 'json_object' is not supported",
              "openai/openai-node#439",
              JSON,
              JSON_SCHEMA),
          signal(
              400,
              "'tools' is not supported with this model",
              "OpenAI's words for an unsupported parameter; same form as the recorded one for"
                  + " max_tokens (vercel/ai, reasoning model legacy parameter)",
              TOOLS),
          // The same in the Responses API
          signal(
              400,
              "'text.format' of type 'json_schema' is not supported",
              "OpenAI's words in the Responses API, as those for response_format; seen for gpt-4,"
                  + " gpt-3.5-turbo and o3-deep-research",
              JSON_SCHEMA),
          signal(
              400,
              "'text.format' of type 'json_object' is not supported",
              "the same for JSON mode",
              JSON,
              JSON_SCHEMA),
          // Alibaba's servers
          signal(
              400,
              "this text.format type is unavailable now",
              "DashScope's compatible interface, as code that falls back quotes it",
              JSON_SCHEMA),
          // Azure OpenAI and GitHub Models
          signal(
              400,
              "response_format value as json_schema is enabled only for api versions",
              "dotnet/extensions#6130, crmne/ruby_llm#600",
              JSON_SCHEMA),
          // Groq
          signal(
              400,
              "does not support response format `json_schema`",
              "Groq, Structured Outputs: Supported models; ItzCrazyKns/Vane#980",
              JSON_SCHEMA),
          // DeepSeek
          signal(
              400,
              "this response_format type is unavailable now",
              "llm-exe/llm-exe#662, UKGovernmentBEIS/inspect_ai#4916",
              JSON_SCHEMA),
          signal(
              422,
              "response_format.type `json_schema` is unavailable now",
              "langchain-ai/langchain#29282, dzhng/deep-research#22",
              JSON_SCHEMA),
          signal(400, "does not support this tool_choice", "deepseek-ai/DeepSeek-V3#1376", TOOLS),
          // Volcano Engine, behind openai-compatible
          signal(
              400,
              "invalid value: `json_schema`, supported values are: `json_object`",
              "agno-agi/agno#2553",
              JSON_SCHEMA),
          // Ollama
          signal(400, "does not support tools", "ollama/ollama#14795, #13578", TOOLS),
          // OpenRouter, which says it with 404
          signal(
              404,
              "no endpoints found that support tool use",
              "pydantic/pydantic-ai#2896, mastra-ai/mastra#2839",
              TOOLS),
          signal(
              404,
              "no endpoints found that support the provided 'tool_choice' value",
              "zed-industries/zed#36094",
              TOOLS),
          // LM Studio
          signal(
              400,
              "'response_format.type' must be 'json_schema'",
              "lmstudio-ai/lmstudio-bug-tracker#189, #307",
              JSON),
          signal(400, "invalid tool_choice type", "lmstudio-ai/lmstudio-bug-tracker#670", TOOLS),
          // vLLM
          signal(
              400,
              "tool choice requires --enable-auto-tool-choice",
              "QwenLM/Qwen-Agent#344, swiss-ai/model-launch#213",
              TOOLS),
          ofSchema(
              400,
              "features not supported by xgrammar",
              "vLLM, structured_output/backend_xgrammar.py"),
          // llama.cpp, and those who stand on it
          ofSchema(400, "json schema conversion failed", "ggml-org/llama.cpp#19716"),
          ofSchema(500, "json schema conversion failed", "the same words, of other versions"),
          ofSchema(400, "failed to parse grammar", "QwenLM/qwen-code#10530, #10520"),
          ofSchema(500, "failed to parse grammar", "the same words, passed on by Ollama"),
          // Groq
          ofSchema(
              400, "anyof disambiguation failed", "users' reports, September and October 2026"),
          // Cerebras, and others who answer in its words
          ofSchema(400, "unsupported json schema fields", "users' reports, 2025 and 2026"),
          ofSchema(400, "object fields require at least one of", "users' reports, 2026"),
          ofSchema(
              400,
              "recursive json schemas are not currently supported",
              "sst/opencode#47157; Cerebras, Structured Outputs: Schema Limitations"));

  private UnsupportedModes() {}

  /** Of the schema, not of the model: other modes, or no enforcement, may do. */
  private static UnsupportedSignal ofSchema(int status, String text, String source) {
    return new UnsupportedSignal(status, text, List.of(JSON_SCHEMA, TOOLS), source, true);
  }

  private static UnsupportedSignal signal(
      int status, String text, String source, Mode... rulesOut) {
    return new UnsupportedSignal(status, text, List.of(rulesOut), source);
  }
}
