package dev.instructor.reactive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestListener;
import org.testng.ITestNGListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/**
 * The rules of the Reactive Streams specification as tests of JUnit. The kit is written for TestNG,
 * which runs here inside of a test factory.
 */
public final class TckTests {
  private TckTests() {}

  /**
   * Runs the kit and returns a test for each of its rules. A rule that the kit itself cannot check
   * comes out as skipped, with the kit's reason.
   *
   * @param verification a public class with a public constructor without parameters
   */
  public static List<DynamicTest> of(Class<? extends FlowPublisherVerification<?>> verification) {
    Results results = new Results();
    TestNG kit = new TestNG(false);
    kit.setTestClasses(new Class<?>[] {verification});
    kit.addListener((ITestNGListener) results);
    kit.setVerbose(0);
    kit.run();
    return results.all.stream()
        .sorted(Comparator.comparing(ITestResult::getName))
        .map(result -> DynamicTest.dynamicTest(result.getName(), () -> report(result)))
        .toList();
  }

  private static void report(ITestResult result) throws Throwable {
    Throwable thrown = result.getThrowable();
    if (result.getStatus() == ITestResult.SKIP) {
      Assumptions.abort(thrown == null ? "skipped by the kit" : thrown.getMessage());
    } else if (result.getStatus() != ITestResult.SUCCESS) {
      throw thrown == null ? new AssertionError("failed without a reason") : thrown;
    }
  }

  private static final class Results implements ITestListener {
    private final List<ITestResult> all = new ArrayList<>();

    @Override
    public void onTestSuccess(ITestResult result) {
      all.add(result);
    }

    @Override
    public void onTestFailure(ITestResult result) {
      all.add(result);
    }

    @Override
    public void onTestSkipped(ITestResult result) {
      all.add(result);
    }
  }
}
