package dev.instructor.reactive;

import dev.instructor.Instructor;
import dev.instructor.chat.Mode;
import dev.instructor.stream.Partial;
import dev.instructor.test.Chunking;
import dev.instructor.test.ScriptedModel;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The publisher of partial values keeps the rules of the Reactive Streams specification. */
class PartialPublisherTckTest {
  record Text(String text) {}

  @TestFactory
  List<DynamicTest> publisher_keepsTheRules() {
    return TckTests.of(Verification.class);
  }

  /** Publishers whose answers are as long as the kit wants. */
  public static final class Verification extends FlowPublisherVerification<Partial<Text>> {
    private static final String OPEN = "{\"text\":\"";

    /** Called by the kit. */
    public Verification() {
      super(new TestEnvironment(1_000, 100));
    }

    /**
     * One partial when the string has begun, one for each letter, one for its end, one for that of
     * the object and the final one.
     */
    @Override
    public Flow.Publisher<Partial<Text>> createFlowPublisher(long elements) {
      int letters = (int) Math.max(0, elements - 5);
      ScriptedModel model =
          elements >= 5
              ? ScriptedModel.builder()
                  .modes(Mode.JSON_SCHEMA)
                  .chunking(Chunking.of(1))
                  .answer(OPEN + "x".repeat(letters) + "\"}")
                  .build()
              : few((int) elements);
      return Instructor.of(model).prompt("x").publisher(Text.class);
    }

    /** In this mode text is read when it is complete: only the final partial is there. */
    private static ScriptedModel few(int elements) {
      ScriptedModel.Builder builder = ScriptedModel.builder();
      return elements == 1
          ? builder.modes(Mode.TOOLS).chunking(Chunking.whole()).text(OPEN + "\"}").build()
          : builder
              .modes(Mode.JSON_SCHEMA)
              .chunking(Chunking.of(elements == 2 ? 100 : elements == 3 ? 9 : 4))
              .answer(OPEN + (elements == 3 ? "" : "xx") + "\"}")
              .build();
    }

    @Override
    public long maxElementsFromPublisher() {
      return 1_000_000;
    }

    /** Nothing fails before there is demand, which is what the kit would ask of one. */
    @Override
    public Flow.Publisher<Partial<Text>> createFailedFlowPublisher() {
      return null;
    }
  }
}
