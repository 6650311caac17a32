package dev.instructor.contract;

import dev.instructor.test.OllamaTwin;

class OllamaContractTest extends CodecContract {
  OllamaContractTest() {
    super(OllamaTwin.builder(), "ollama/qwen3");
  }

  @Override
  protected boolean marksRefusals() {
    return false;
  }
}
