package dev.instructor.contract;

import dev.instructor.test.OpenAiTwin;

class OpenAiContractTest extends CodecContract {
  OpenAiContractTest() {
    super(OpenAiTwin.builder(), "openai/gpt-5-mini");
  }
}
