package dev.instructor.contract;

import dev.instructor.test.CohereTwin;

class CohereContractTest extends CodecContract {
  CohereContractTest() {
    super(CohereTwin.builder(), "cohere/command-a-reasoning-08-2025");
  }

  @Override
  protected boolean marksRefusals() {
    return false;
  }
}
