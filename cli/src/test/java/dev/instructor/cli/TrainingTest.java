package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void run_everyCommand_endsAsItShould() throws IOException {
    assertThat(Training.run()).isEmpty();
  }
}
