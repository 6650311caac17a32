package dev.instructor.contract;

import dev.instructor.test.GoogleTwin;

class GoogleContractTest extends CodecContract {
  GoogleContractTest() {
    super(GoogleTwin.builder(), "google/gemini-3-flash-preview");
  }
}
