package dev.instructor.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.example.unicast.RangePublisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The kit finds what it should: nothing in a good publisher, the fault in a bad one. */
class TckSetUpTest {
  @TestFactory
  List<DynamicTest> of_publisherThatKeepsTheRules_passes() {
    List<DynamicTest> tests = TckTests.of(Good.class);
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }

  @Test
  void of_publisherThatSendsWithoutRequest_failsThere() {
    DynamicTest test =
        TckTests.of(Pushing.class).stream()
            .filter(t -> t.getDisplayName().startsWith("required_spec101_"))
            .findFirst()
            .orElseThrow();

    assertThat(catchThrowable(() -> test.getExecutable().execute()))
        .isInstanceOf(AssertionError.class);
  }

  /** The example that comes with the kit. */
  public static final class Good extends FlowPublisherVerification<Integer> {
    /** Called by the kit. */
    public Good() {
      super(new TestEnvironment());
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
      return FlowAdapters.toFlowPublisher(new RangePublisher(1, (int) elements));
    }

    @Override
    public long maxElementsFromPublisher() {
      return Integer.MAX_VALUE - 1;
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
      return null; // The kit then leaves out what it would ask of one.
    }
  }

  /** Sends what nobody asked for. */
  public static final class Pushing extends FlowPublisherVerification<Long> {
    /** Called by the kit. */
    public Pushing() {
      super(new TestEnvironment());
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
      return subscriber -> {
        subscriber.onSubscribe(
            new Flow.Subscription() {
              @Override
              public void request(long n) {}

              @Override
              public void cancel() {}
            });
        LongStream.range(0, Math.min(elements, 100)).forEach(subscriber::onNext);
        subscriber.onComplete();
      };
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
      return null;
    }
  }
}
