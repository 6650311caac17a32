package dev.instructor.contract;

import dev.instructor.test.BedrockTwin;

class BedrockContractTest extends CodecContract {
  BedrockContractTest() {
    super(BedrockTwin.builder(), "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  }
}
