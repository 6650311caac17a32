package dev.instructor.contract;

import dev.instructor.test.ResponsesTwin;

class ResponsesContractTest extends CodecContract {
  ResponsesContractTest() {
    super(ResponsesTwin.builder(), "openai-responses/gpt-5-mini");
  }
}
