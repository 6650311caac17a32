package dev.instructor.contract;

import dev.instructor.test.BedrockTwin;

/** Claude in its own format. */
class BedrockClaudeContractTest extends CodecContract {
  BedrockClaudeContractTest() {
    super(BedrockTwin.builder(), "bedrock-anthropic/us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  }
}
