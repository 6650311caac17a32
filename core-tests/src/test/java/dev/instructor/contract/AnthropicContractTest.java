package dev.instructor.contract;

import dev.instructor.test.AnthropicTwin;

class AnthropicContractTest extends CodecContract {
  AnthropicContractTest() {
    super(AnthropicTwin.builder(), "anthropic/claude-sonnet-4-5");
  }
}
